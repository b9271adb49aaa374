import type { Person } from '#platform/access/index.ts'
import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from './paths.ts'
import { covers } from './store.ts'

interface Need {
  readonly text: string
  readonly href: string
  readonly isUrgent: boolean
}

/** What statements want of this person today. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const own = await db.many<{ id: string; title: string; dueOn: Day }>(sql`
    select s.id, f.title, r.due_on as "dueOn" from statements.statement s join statements.round r on r.id = s.round_id join statements.form f on f.id = r.form_id
    where s.person_id = ${person.id} and s.state in ('issued', 'returned') and r.closed_on is null order by r.due_on limit 5`)
  const { waiting, first } = await db.one<{ waiting: number; first: string | null }>(sql`
    select count(*) as waiting, (array_agg(s.id))[1] as first from statements.statement s join statements.round r on r.id = s.round_id
    where s.state = 'submitted' and s.person_id <> ${person.id} and r.closed_on is null and r.counter_role_id = any(${person.roleIds}::uuid[])
      and ${covers(person.id, today)}`)
  return [
    ...own.map(({ id, title, dueOn }) => ({
      text: `${title}: to be submitted by ${inWords(dueOn)}`,
      href: paths.statement(id),
      isUrgent: dueOn <= addDays(today, 7),
    })),
    ...(waiting > 0
      ? [
          {
            text: counted(
              waiting,
              'statement waits to be countersigned by you',
              'statements wait to be countersigned by you',
            ),
            href: waiting === 1 && first ? paths.statement(first) : paths.mine,
            isUrgent: false,
          },
        ]
      : []),
  ]
}
