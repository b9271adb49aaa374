import { hasLeft, joinName, leftJoinName, notOver } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { name, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { type AssetFacts, staleBefore } from './model.ts'

/** An entry for its completeness, of an asset `a`. */
export const ENTRY = sql`
  a.what, a.why, a.owner_id as "ownerId", a.unit_id as "unitId", a.personal_data as "personalData", a.lawful_basis as "lawfulBasis", a.marking, a.retention,
  a.is_vital as "isVital", a.recovery_hours as "recoveryHours", a.formats, a.publication, a.confirmed_on as "confirmedOn",
  (select count(*) from assets.location k where k.asset_id = a.id and k.ended_on is null) as places`

/** Whoever owns an asset that is held still, as a query for their ids. */
export const assetOwners: Sql = sql`select owner_id from assets.asset where ended_on is null and owner_id is not null`

export interface AssetRow extends AssetFacts {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly owner: string | null
  readonly deputyId: string | null
  readonly confirmedBy: string | null
}

export function entries(db: Queries, where: Sql, limit: number): Promise<AssetRow[]> {
  return db.many(sql`
    select a.id, a.name, a.version, o.name as owner, a.deputy_id as "deputyId", c.name as "confirmedBy", ${ENTRY}
    from assets.asset a ${leftJoinName('person', 'o', 'a.owner_id')} ${leftJoinName('person', 'c', 'a.confirmed_by')}
    where ${where} order by a.name, a.id limit ${limit}`)
}

/** Entries by their ids, in the order of their names. */
export const entriesOf = (db: Queries, ids: readonly string[]): Promise<AssetRow[]> =>
  entries(db, sql`a.id = any(${ids}::uuid[])`, ids.length)

/** Something that an asset is tied to, with where it is on record. */
export interface Tie {
  readonly id: string
  readonly targetId: string
  readonly name: string
  readonly how: string
  readonly more: string | null
}

export function placesOf(db: Queries, assetId: string): Promise<Tie[]> {
  return db.many(sql`
    select k.id, p.id as "targetId", p.name, k.use as how, p.state as more from assets.location k join assets.place p on p.id = k.place_id
    where k.asset_id = ${assetId} and k.ended_on is null order by (k.use = 'master') desc, p.name limit 200`)
}

export function assetsIn(db: Queries, placeId: string): Promise<Tie[]> {
  return db.many(sql`
    select k.id, a.id as "targetId", a.name, k.use as how, k.note as more from assets.location k join assets.asset a on a.id = k.asset_id
    where k.place_id = ${placeId} and k.ended_on is null order by a.name limit 200`)
}

export function usersOf(db: Queries, assetId: string): Promise<Tie[]> {
  return db.many(sql`
    select s.id, u.id as "targetId", u.name, s.purpose as how, null as more from assets.use s ${joinName('unit', 'u', 's.unit_id')}
    where s.asset_id = ${assetId} and s.ended_on is null order by u.name limit 200`)
}

export function sharingOf(db: Queries, assetId: string): Promise<Tie[]> {
  return db.many(sql`
    select s.id, g.id as "targetId", g.partner || ': ' || g.purpose as name, s.direction as how, s.how as more
    from assets.sharing s join assets.agreement g on g.id = s.agreement_id where s.asset_id = ${assetId} and s.ended_on is null order by g.partner, g.id limit 200`)
}

export function sharedUnder(db: Queries, agreementId: string): Promise<Tie[]> {
  return db.many(sql`
    select s.id, a.id as "targetId", a.name, s.direction as how, s.how as more
    from assets.sharing s join assets.asset a on a.id = s.asset_id where s.agreement_id = ${agreementId} and s.ended_on is null order by a.name limit 200`)
}

export function needsOf(db: Queries, assetId: string): Promise<Tie[]> {
  return db.many(sql`
    select d.id, a.id as "targetId", a.name, 'Depends on' as how, d.why as more from assets.dependency d join assets.asset a on a.id = d.on_asset_id
      where d.asset_id = ${assetId} and d.ended_on is null
    union all
    select d.id, a.id, a.name, 'Is needed by', d.why from assets.dependency d join assets.asset a on a.id = d.asset_id
      where d.on_asset_id = ${assetId} and d.ended_on is null
    order by 4, 3 limit 400`)
}

export function dutiesOn(db: Queries, assetId: string): Promise<Tie[]> {
  return db.many(sql`
    select d.id, p.id as "targetId", p.name, r.name as how, to_char(d.until_on, 'FMDD FMMonth YYYY') as more
    from assets.duty d ${joinName('person', 'p', 'd.person_id')} ${joinName('role', 'r', 'd.role_id')}
    where d.asset_id = ${assetId} order by d.until_on desc nulls first, r.name, p.name limit 200`)
}

/** That nobody who is here owns an asset `a`, whose owner is `p`. */
export const ownerless = (today: Day): Sql => sql`(a.owner_id is null or ${hasLeft('p', today)})`

/** That the owner of an asset `a` has not said for half a year that its entry is right. */
export const stale = (today: Day): Sql => sql`coalesce(a.confirmed_on < ${staleBefore(today)}, true)`

/** That a place `item` is there still. */
export const there = sql`item.state <> 'decommissioned'`

/** That an agreement `item` that has not ended is past the day of its review. */
export const pastReview = (today: Day): Sql => sql`(item.review_on < ${today} and ${notOver('item', today)})`

export interface Totals {
  readonly assets: number
  readonly ownerless: number
  readonly unconfirmed: number
  readonly places: number
  readonly agreementsDue: number
}

/** The figures of the front page. An entry is stale that its owner has not confirmed for half a year. */
export function totals(db: Queries, today: Day): Promise<Totals> {
  return db.one(sql`
    select count(*) as assets, count(*) filter (where ${ownerless(today)}) as ownerless,
      count(*) filter (where ${stale(today)}) as unconfirmed,
      (select count(*) from assets.place item where ${there}) as places,
      (select count(*) from assets.agreement item where ${pastReview(today)}) as "agreementsDue"
    from assets.asset a ${leftJoinName('person', 'p', 'a.owner_id')} where a.ended_on is null`)
}

/** To which unit an asset or a place belongs. */
export const unitOf = (db: Queries, table: 'asset' | 'place', id: string): Promise<{ unitId: string | null }> =>
  db.one(sql`select unit_id as "unitId" from ${name('assets', table)} where id = ${id}`)
