import { leftJoinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { type AssetRow, entries } from '../store.ts'

export interface Review {
  readonly id: string
  readonly name: string
  readonly opensOn: Day
  readonly dueOn: Day
  readonly closedOn: Day | null
}

/** Reviews, the latest first. */
export const reviewsOf = (db: Queries): Promise<Review[]> =>
  db.many(
    sql`select id, name, opens_on as "opensOn", due_on as "dueOn", closed_on as "closedOn" from assets.review order by opened_at desc limit 100`,
  )

export interface OwnerRow {
  readonly ownerId: string | null
  readonly owner: string | null
  readonly assets: number
  readonly confirmed: number
  readonly attestedAt: Date | null
}

/** Owners as the register has them today: who took an asset over answers for it. */
export const ownersIn = (db: Queries, reviewId: string): Promise<OwnerRow[]> =>
  db.many(sql`
    select a.owner_id as "ownerId", p.name as owner, count(*) as assets, count(r.confirmed_at) as confirmed, max(t.at) as "attestedAt"
    from assets.review_asset r join assets.asset a on a.id = r.asset_id ${leftJoinName('person', 'p', 'a.owner_id')}
      left join assets.attestation t on t.review_id = r.review_id and t.owner_id = a.owner_id
    where r.review_id = ${reviewId} group by a.owner_id, p.name order by (max(t.at) is null) desc, p.name nulls first limit 5000`)

/** Entries of one owner on one page. */
const MINE = 500

/** What somebody owns, or looks after as a deputy. */
export const entriesWith = (db: Queries, personId: string): Promise<AssetRow[]> =>
  entries(db, sql`a.ended_on is null and ${personId}::uuid in (a.owner_id, a.deputy_id)`, MINE)

/** A review that is under way, as it is for one owner. */
export interface OwnReview extends Review {
  readonly attestedAt: Date | null
  /** Entries of theirs in the review, how many of them they have confirmed, and the ids of those that wait for them. */
  readonly mine: number
  readonly confirmed: number
  readonly open: readonly string[]
}

export const reviewUnderWay = (db: Queries, personId: string): Promise<OwnReview | null> =>
  db.maybe(sql`
      select r.id, r.name, r.opens_on as "opensOn", r.due_on as "dueOn", r.closed_on as "closedOn",
        (select t.at from assets.attestation t where t.review_id = r.id and t.owner_id = ${personId}) as "attestedAt",
        (select count(*) from assets.review_asset x join assets.asset a on a.id = x.asset_id where x.review_id = r.id and a.owner_id = ${personId} and a.ended_on is null) as mine,
        (select count(*) from assets.review_asset x join assets.asset a on a.id = x.asset_id where x.review_id = r.id and a.owner_id = ${personId} and a.ended_on is null and x.confirmed_at is not null) as confirmed,
        array(select x.asset_id from assets.review_asset x join assets.asset a on a.id = x.asset_id
          where x.review_id = r.id and ${personId}::uuid in (a.owner_id, a.deputy_id) and x.confirmed_at is null) as open
      from assets.review r where r.closed_on is null`)
