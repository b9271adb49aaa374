import { APPOINTED_EVER, answerables, mailedOn, namedRows } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql } from '#platform/db/index.ts'
import { type ReminderSettings, reminderDay, type Telling, writeReminders } from '#platform/mail/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from './paths.ts'
import { STATEMENTS_SEEN } from './seeing.ts'
import { covers } from './store.ts'

interface Chased {
  readonly roundId: string
  readonly round: string
  readonly dueOn: Day
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly open: number
  readonly part: 'author' | 'counter' | 'runner' | 'above'
}

/**
 * Whoever is to be chased: authors who have not submitted, on the days of reminders; those who countersign, from the day after the last one, as
 * long as statements wait for them; and from then on whoever issued it. A week after the last day it goes up the tree of units, a step a week.
 */
function toChase(db: Queries, telling: Telling): Promise<Chased[]> {
  const { today } = telling
  return db.many(sql`
    with r as (
      select r.*, t.day > r.due_on as is_late, (t.day - r.due_on) / 7 as weeks
      from statements.round r cross join ${reminderDay(sql`r.opens_on`, sql`r.due_on`, telling)} where r.closed_on is null
    ), open as (
      select r.id, r.weeks, r.is_late, r.opened_by, s.person_id, s.unit_id from r join statements.statement s on s.round_id = r.id and s.state in ('issued', 'returned')
    ), chased as (
      select id, person_id, count(*) as open, 'author' as part from open group by id, person_id
      union all
      select id, opened_by, count(*), 'runner' from open where is_late and opened_by is not null group by id, opened_by
      union all
      select r.id, p.id, count(*), 'counter' from r join statements.statement s on s.round_id = r.id and s.state = 'submitted'
        join ${namedRows('person')} p on p.id <> s.person_id and p.id in (select e.person_id from ${APPOINTED_EVER} e where e.role_id = r.counter_role_id)
      where r.is_late and ${covers(sql`p.id`, today)} group by r.id, p.id
      union all
      select o.id, up.person_id, count(*), 'above' from open o join (${answerables(today)}) up on up.unit_id = o.unit_id and up.step <= o.weeks and up.person_id <> o.person_id
      where o.weeks > 0 group by o.id, up.person_id)
    select r.id as "roundId", r.name as round, r.due_on as "dueOn", p.id as "personId", p.name, p.email, c.open, c.part
    from chased c join r on r.id = c.id join ${mailedOn(today)} p on p.id = c.person_id
    order by c.part, p.id limit 10000`)
}

/** Writes today's letters on statements. Answers how many. */
export const chaseStatements = (db: Db, act: Act, config: ReminderSettings): Promise<number> =>
  writeReminders(db, act, config, { kind: 'statement', seenBy: STATEMENTS_SEEN }, async (tx, telling) =>
    (await toChase(tx, telling)).map((one) => {
      const isOwn = one.part === 'author' || one.part === 'counter'
      const { subject, said } = wordsFor(one, telling.today)
      return {
        key: `${one.roundId} ${one.personId} ${one.part}`,
        personId: one.personId,
        email: one.email,
        subject: `${one.round}: ${subject}`,
        body: [
          `Dear ${one.name},`,
          '',
          said,
          '',
          `${isOwn ? 'Go on here' : 'See who'}: ${telling.address}${isOwn ? paths.mine : paths.round(one.roundId)}`,
        ].join('\n'),
      }
    }),
  )

function wordsFor({ part, open, dueOn, round }: Chased, today: Day): { subject: string; said: string } {
  const isLate = dueOn < today
  const many = counted(open, 'statement', 'statements')
  const last = `The last day ${isLate ? 'was' : 'is'} ${inWords(dueOn)}.`
  switch (part) {
    case 'author':
      return {
        subject: isLate ? 'the last day has passed' : `please submit by ${inWords(dueOn)}`,
        said: `${many} in “${round}” ${open === 1 ? 'waits' : 'wait'} for you. ${last}`,
      }
    case 'counter':
      return {
        subject: `${many} to be countersigned`,
        said: `${many} in “${round}” ${open === 1 ? 'waits' : 'wait'} to be countersigned by you.`,
      }
    case 'runner':
      return { subject: `${many} overdue`, said: `${many} in “${round}” ${open === 1 ? 'is' : 'are'} overdue. ${last}` }
    case 'above':
      return {
        subject: `${many} overdue in your area`,
        said: `${many} in “${round}” ${open === 1 ? 'is' : 'are'} overdue in your area. ${last} It comes to you because you hear what is overdue there: please see that it is done.`,
      }
  }
}
