import type { Act } from '#platform/audit/index.ts'
import { type Day, daysBetween, inWords } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql } from '#platform/db/index.ts'
import { type ReminderSettings, writeReminders } from '#platform/mail/index.ts'
import { paths } from '../paths.ts'

interface Chased {
  readonly reviewId: string
  readonly review: string
  readonly dueOn: Day
  readonly personId: string
  readonly name: string
  readonly email: string
  /** Their entries that are not confirmed yet, and all of theirs; of whoever began the review, owners and all owners. */
  readonly open: number
  readonly all: number
  readonly isRunner: boolean
}

/**
 * Whoever is to be chased between two days: owners who have not attested, on the first day, 14, 7 and 1 days before the last one, the day after
 * it and every week from then on; from the day after it also whoever began the review, as long as an owner has not attested.
 */
function toChase(db: Queries, since: Day, today: Day): Promise<Chased[]> {
  return db.many(sql`
    with due as (
      select r.*, t.day::date > r.due_on as is_late from assets.review r
        cross join lateral (select day from generate_series(${since}::date, ${today}::date, '1 day') day
          where day::date = r.opens_on or r.due_on - day::date in (14, 7, 1) or (day::date > r.due_on and (day::date - r.due_on) % 7 = 1)
          order by day desc limit 1) t
      where r.closed_on is null
    ), owners as (
      select due.id, a.owner_id, count(*) filter (where x.confirmed_at is null) as open, count(*) as own,
        exists (select from assets.attestation t where t.review_id = due.id and t.owner_id = a.owner_id) as attested
      from due join assets.review_asset x on x.review_id = due.id join assets.asset a on a.id = x.asset_id and a.ended_on is null
      where a.owner_id is not null group by due.id, a.owner_id
    ), chased as (
      select id, owner_id as person_id, open, own as all, false as is_runner from owners where not attested
      union all
      select due.id, due.opened_by, count(*) filter (where not o.attested), count(*), true from due join owners o on o.id = due.id
      where due.is_late and due.opened_by is not null group by due.id, due.opened_by having bool_or(not o.attested))
    select due.id as "reviewId", due.name as review, due.due_on as "dueOn", p.id as "personId", p.name, p.email, c.open, c.all, c.is_runner as "isRunner"
    from chased c join due on due.id = c.id join people.person p on p.id = c.person_id
    where p.email is not null and coalesce(p.left_on >= ${today}, true) order by c.is_runner, p.id limit 10000`)
}

/** Writes today's letters of reviews. Answers how many. */
export const chaseReviews = (db: Db, act: Act, config: ReminderSettings): Promise<number> =>
  writeReminders(db, act, config, 'asset-review', async (tx, { since, today, address }) =>
    (await toChase(tx, since, today)).map((one) => ({
      key: `${one.reviewId} ${one.personId} ${one.isRunner ? 'all' : 'own'}`,
      personId: one.personId,
      email: one.email,
      ...letterFor(one, today, `${address}${one.isRunner ? paths.review(one.reviewId) : paths.mine}`),
    })),
  )

/** What an owner, or whoever began the review, is told. */
function letterFor(one: Chased, today: Day, link: string): { readonly subject: string; readonly body: string } {
  const left = daysBetween(today, one.dueOn)
  const isLate = left < 0
  const said = one.isRunner
    ? `${one.open} of ${one.all} ${one.all === 1 ? 'owner' : 'owners'} of information assets have not attested in “${one.review}”. The last day was ${inWords(one.dueOn)}.`
    : `${one.open > 0 ? `${one.open} of your ${one.all} information assets are still to be confirmed` : 'Your information assets are confirmed, and you have not attested yet'} in “${one.review}”. The last day ${isLate ? 'was' : 'is'} ${inWords(one.dueOn)}.`
  return {
    subject: one.isRunner
      ? `${one.review}: ${one.open} ${one.open === 1 ? 'owner is' : 'owners are'} overdue`
      : `${one.review}: ${isLate ? 'the last day has passed' : `please confirm your information assets by ${inWords(one.dueOn)}`}`,
    body: [`Dear ${one.name},`, '', said, '', `${one.isRunner ? 'See who' : 'Go on here'}: ${link}`].join('\n'),
  }
}
