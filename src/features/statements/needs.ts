import type { Person } from '#platform/access/index.ts'
import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql } from '#platform/db/index.ts'
import { COUNTED_MOST, countNeed, firstNeeds, type Need, SHOWN } from '#platform/needs.ts'
import { paths } from './paths.ts'
import { covers } from './store.ts'

/** What statements want of this person today. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const own = await db.many<{ id: string; title: string; dueOn: Day; all: number }>(
    prepared(sql`
    select s.id, f.title, r.due_on as "dueOn", count(*) over () as all
    from statements.statement s join statements.round r on r.id = s.round_id join statements.form f on f.id = r.form_id
    where s.person_id = ${person.id} and s.state in ('issued', 'returned') and r.closed_on is null order by r.due_on, s.id limit ${SHOWN}`),
  )
  const { waiting, first } = await db.one<{ waiting: number; first: string | null }>(
    prepared(sql`
    select count(*) as waiting, (array_agg(id))[1] as first from (
      select s.id from statements.statement s join statements.round r on r.id = s.round_id
      where s.state = 'submitted' and s.person_id <> ${person.id} and r.closed_on is null and r.counter_role_id = any(${person.roleIds}::uuid[])
        and ${covers(person.id, today)} limit ${COUNTED_MOST}) w`),
  )
  const line = ({ id, title, dueOn }: (typeof own)[number]): Need => ({
    text: `${title}: to be submitted by ${inWords(dueOn)}`,
    href: paths.statement(id),
    isUrgent: dueOn <= addDays(today, 7),
  })
  return [
    ...firstNeeds(own, line, { words: 'every statement that you are asked for', href: paths.mine }),
    ...countNeed(
      waiting,
      { one: 'statement waits to be countersigned by you', more: 'statements wait to be countersigned by you' },
      waiting === 1 && first ? paths.statement(first) : paths.mine,
    ),
  ]
}
