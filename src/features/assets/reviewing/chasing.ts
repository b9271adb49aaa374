import { answerables, mailedOn } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { type Day, daysBetween, inWords } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql } from '#platform/db/index.ts'
import { type ReminderSettings, reminderDay, type Telling, writeReminders } from '#platform/mail/index.ts'
import { agreeing, counted } from '#platform/words.ts'
import { paths } from '../paths.ts'
import { ASSETS_SEEN } from '../seeing.ts'

interface Chased {
  readonly reviewId: string
  readonly review: string
  readonly dueOn: Day
  readonly personId: string
  readonly name: string
  readonly email: string
  /** Their entries that are not confirmed yet, and all of theirs; of others, owners who have not attested, and all owners. */
  readonly open: number
  readonly all: number
  readonly part: 'owner' | 'runner' | 'above'
}

/**
 * Whoever is to be chased between two days: owners who have not attested, on the first day, 14, 7 and 1 days before the last one, the day after
 * it and every week from then on; from the day after it also whoever began the review, as long as an owner has not attested. A week after that it
 * goes up: to those who hear what is overdue in the unit of the asset, the week after to those above them, and so on.
 */
function toChase(db: Queries, telling: Telling): Promise<Chased[]> {
  const { today } = telling
  return db.many(sql`
    with due as (
      select r.*, t.day > r.due_on as is_late, (t.day - r.due_on) / 7 as weeks
      from assets.review r cross join ${reminderDay(sql`r.opens_on`, sql`r.due_on`, telling)}
      where r.closed_on is null
    ), owners as (
      select due.id, a.owner_id, count(*) filter (where x.confirmed_at is null) as open, count(*) as own,
        exists (select from assets.attestation t where t.review_id = due.id and t.owner_id = a.owner_id) as attested
      from due join assets.review_asset x on x.review_id = due.id join assets.asset a on a.id = x.asset_id and a.ended_on is null
      where a.owner_id is not null group by due.id, a.owner_id
    ), chased as (
      select id, owner_id as person_id, open, own as all, 'owner' as part from owners where not attested
      union all
      select due.id, due.opened_by, count(*) filter (where not o.attested), count(*), 'runner' from due join owners o on o.id = due.id
      where due.is_late and due.opened_by is not null group by due.id, due.opened_by having bool_or(not o.attested)
      union all
      select due.id, up.person_id, count(distinct a.owner_id), count(distinct a.owner_id), 'above' from due join owners o on o.id = due.id and not o.attested
        join assets.review_asset x on x.review_id = due.id join assets.asset a on a.id = x.asset_id and a.owner_id = o.owner_id and a.ended_on is null
        join (${answerables(today)}) up on up.unit_id = a.unit_id and up.step <= due.weeks and up.person_id <> a.owner_id
      where due.weeks > 0 group by due.id, up.person_id)
    select due.id as "reviewId", due.name as review, due.due_on as "dueOn", p.id as "personId", p.name, p.email, c.open, c.all, c.part
    from chased c join due on due.id = c.id join ${mailedOn(today)} p on p.id = c.person_id
    order by c.part <> 'owner', p.id limit 10000`)
}

/** Writes today's letters of reviews. Answers how many. */
export const chaseReviews = (db: Db, act: Act, config: ReminderSettings): Promise<number> =>
  writeReminders(db, act, config, { kind: 'asset-review', seenBy: ASSETS_SEEN }, async (tx, telling) =>
    (await toChase(tx, telling)).map((one) => ({
      key: `${one.reviewId} ${one.personId} ${one.part}`,
      personId: one.personId,
      email: one.email,
      ...letterFor(
        one,
        telling.today,
        `${telling.address}${one.part === 'owner' ? paths.mine : paths.review(one.reviewId)}`,
      ),
    })),
  )

/** What an owner, or whoever began the review, is told. */
function letterFor(one: Chased, today: Day, link: string): { readonly subject: string; readonly body: string } {
  const left = daysBetween(today, one.dueOn)
  const isLate = left < 0
  const isOwner = one.part === 'owner'
  const last = `The last day was ${inWords(one.dueOn)}.`
  const toldTo = {
    runner: `${one.open} of ${counted(one.all, 'owner', 'owners')} of information assets ${agreeing(one.open, 'has', 'have')} not attested in “${one.review}”. ${last}`,
    above: `${counted(one.open, 'owner of information assets in your area has', 'owners of information assets in your area have')} not attested in “${one.review}”. ${last} It comes to you because you hear what is overdue there: please see that it is done.`,
    owner: `${one.open > 0 ? `${one.open} of your ${counted(one.all, 'information asset', 'information assets')} ${agreeing(one.open, 'is', 'are')} still to be confirmed` : 'Your information assets are confirmed, and you have not attested yet'} in “${one.review}”. The last day ${isLate ? 'was' : 'is'} ${inWords(one.dueOn)}.`,
  }
  return {
    subject: !isOwner
      ? `${one.review}: ${counted(one.open, 'owner is', 'owners are')} overdue`
      : `${one.review}: ${isLate ? 'the last day has passed' : `please confirm your information assets by ${inWords(one.dueOn)}`}`,
    body: [`Dear ${one.name},`, '', toldTo[one.part], '', `${isOwner ? 'Go on here' : 'See who'}: ${link}`].join('\n'),
  }
}
