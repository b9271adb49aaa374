import { answerables, mailedOn } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql } from '#platform/db/index.ts'
import { type ReminderSettings, reminderDay, type Telling, writeReminders } from '#platform/mail/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from '../paths.ts'
import { RISKS_SEEN } from '../seeing.ts'

interface Chased {
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly part: 'owner' | 'above'
  readonly due: number
  readonly first: Day
  readonly late: number
}

/**
 * Owners of risks that are to be looked at: 14, 7 and 1 days before, the day after and every week from then on. A week late, or where nobody owns
 * the risk, it goes up as well: to those who hear what is overdue in the unit that holds it, the week after to those above them.
 */
function toChase(db: Queries, telling: Telling): Promise<Chased[]> {
  const { today } = telling
  return db.many(sql`
    with due as (
      select r.id, r.owner_id, r.unit_id, r.review_on, (t.day - r.review_on) / 7 as weeks
      from risks.risk r cross join ${reminderDay(sql`r.review_on - 14`, sql`r.review_on`, telling)} where r.closed_on is null
    ), chased as (
      select owner_id as person_id, 'owner' as part, id, review_on from due where owner_id is not null
      union all
      select up.person_id, 'above', d.id, d.review_on from due d join (${answerables(today)}) up on up.unit_id = d.unit_id
        and up.step <= case when d.owner_id is null then greatest(d.weeks, 0) + 1 else d.weeks end and up.person_id is distinct from d.owner_id
      where d.review_on < ${today})
    select p.id as "personId", p.name, p.email, c.part, count(*) as due, min(c.review_on) as first, count(*) filter (where c.review_on < ${today}) as late
    from chased c join ${mailedOn(today)} p on p.id = c.person_id
    group by p.id, p.name, p.email, c.part order by p.id, c.part limit 10000`)
}

/** Writes today's letters on risks that are to be looked at. Answers how many. */
export const chaseRisks = (db: Db, act: Act, config: ReminderSettings): Promise<number> =>
  writeReminders(db, act, config, { kind: 'risk-review', seenBy: RISKS_SEEN }, async (tx, telling) =>
    (await toChase(tx, telling)).map((one) => {
      const risks = counted(one.due, 'risk', 'risks')
      const query = one.part === 'owner' ? `?owner_id=${one.personId}&sort=review_on` : '?sort=review_on'
      return {
        key: `${one.personId} ${one.part}`,
        personId: one.personId,
        email: one.email,
        subject:
          one.part === 'owner'
            ? `${risks} of yours ${one.due === 1 ? 'needs' : 'need'} a review${one.late > 0 ? ` (${one.late} overdue)` : ` by ${inWords(one.first)}`}`
            : `${risks} in your area ${one.due === 1 ? 'is' : 'are'} overdue for review`,
        body: [
          `Dear ${one.name},`,
          '',
          one.part === 'owner'
            ? `${risks} that you own ${one.due === 1 ? 'needs' : 'need'} a review: how likely it is now, how serious it would be, and whether the controls work. The first day is ${inWords(one.first)}.`
            : `${risks} held in your area ${one.due === 1 ? 'was' : 'were'} not reviewed in time, since ${inWords(one.first)}. It comes to you because you hear what is overdue there: please see that it is done.`,
          '',
          `Go on here: ${telling.address}${paths.risks}${query}`,
        ].join('\n'),
      }
    }),
  )
