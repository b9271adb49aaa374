import { leftJoinName } from '#features/people/index.ts'
import { inReach, may, mayEverywhere, type Person } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql } from '#platform/db/index.ts'
import { COUNTED_MOST, countNeed, countTo, type Need } from '#platform/needs.ts'
import { counted } from '#platform/words.ts'
import { paths } from './paths.ts'
import { cameFrom, givenTo } from './reviewing/handover.ts'
import { ownerless } from './store.ts'

/** What the register of assets wants of this person today. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  if (!may(person, 'assets:read')) return []
  const without = sql`select from assets.asset a ${leftJoinName('person', 'p', 'a.owner_id')}
    where ${inReach(person, 'assets:appoint', sql`a.unit_id`)} and a.ended_on is null and ${ownerless(today)}`
  const found = await db.one<{ came: number; ownerless: number; given: number; givenOne: string | null }>(
    prepared(sql`
    select ${countTo(sql`select ${cameFrom(person.id)}`)} as came, ${countTo(without)} as ownerless, n.given, n.name as "givenOne"
    from (select count(*) as given, min(name) as name from (select a.name ${givenTo(person.id)} limit ${COUNTED_MOST}) g) n`),
  )
  return [
    ...(await ownReview(db, person, today)),
    ...newlyOwned(found.given, found.givenOne),
    ...countNeed(
      found.came,
      {
        one: 'information asset came to you from another owner',
        more: 'information assets came to you from another owner',
      },
      paths.handover,
    ),
    ...countNeed(
      found.ownerless,
      { one: 'information asset has no owner', more: 'information assets have no owner' },
      `${paths.gaps}?gap=owner${mayEverywhere(person, 'assets:appoint') ? '' : '&where=mine'}`,
    ),
  ]
}

/** Assets that had no owner, or were added, and that somebody made this person's, until they confirm them: how many, and the name of one. */
function newlyOwned(count: number, name: string | null): Need[] {
  if (count === 1)
    return [{ text: `You are now the owner of ${name}: confirm its entry`, href: paths.mine, isUrgent: false }]
  const many = 'information assets that you are now the owner of are to be confirmed'
  return countNeed(count, { one: many, more: many }, paths.mine)
}

/** The review that is open, as long as this person has not attested in it. */
async function ownReview(db: Queries, { id }: Person, today: Day): Promise<Need[]> {
  const review = await db.maybe<{ dueOn: Day; open: number; attested: boolean }>(
    prepared(sql`
    select r.due_on as "dueOn", count(*) filter (where x.confirmed_at is null) as open,
      exists (select from assets.attestation t where t.review_id = r.id and t.owner_id = ${id}) as attested
    from assets.review r join assets.review_asset x on x.review_id = r.id join assets.asset a on a.id = x.asset_id and a.owner_id = ${id} and a.ended_on is null
    where r.closed_on is null group by r.id`),
  )
  if (!review || review.attested) return []
  const text =
    review.open > 0
      ? `${counted(review.open, 'information asset of yours is', 'information assets of yours are')} to be confirmed by ${inWords(review.dueOn)}`
      : `Attest for your information assets by ${inWords(review.dueOn)}`
  return [{ text, href: paths.mine, isUrgent: review.dueOn < today }]
}
