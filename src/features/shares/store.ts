import { leftJoinName } from '#features/people/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import type { ItemFacts, Level, ScanState } from './model.ts'
import { toldState } from './scanning/hold.ts'
import { SHARE } from './seeing.ts'

export interface Share {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly root: string | null
  readonly unitId: string | null
  readonly unit: string | null
  readonly audience: 'all' | 'unit'
  readonly keepYears: number
}

export async function findShare(db: Queries, id: string, person: Person): Promise<Share | null> {
  return db.maybe<Share>(sql`
    select s.id, s.version, s.name, s.root, s.unit_id as "unitId", u.name as unit, s.audience, s.keep_years as "keepYears"
    from shares.share s ${leftJoinName('unit', 'u', 's.unit_id')} where s.id = ${id} and ${condition(person, SHARE, 'read', 's')}`)
}

export interface ScanFacts {
  readonly id: string
  readonly number: number
  readonly source: 'walk' | 'droid'
  readonly state: ScanState
  readonly withDigests: boolean
  readonly askedAt: Date
  readonly askedBy: string | null
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly signatures: string | null
  readonly expected: number | null
  readonly seen: number
  readonly bytes: number
  readonly examined: number
  readonly added: number | null
  readonly changed: number | null
  readonly gone: number | null
  readonly error: string | null
}

const scanColumns = sql`c.id, c.number, c.source, ${toldState} as state, c.with_digests as "withDigests", c.asked_at as "askedAt", p.name as "askedBy",
  c.started_at as "startedAt", c.ended_at as "endedAt", c.signatures, c.expected, c.seen, c.bytes, c.examined, c.added, c.changed, c.gone, c.error`

export async function scansOf(db: Queries, shareId: string, most = 50): Promise<ScanFacts[]> {
  return db.many<ScanFacts>(sql`
    select ${scanColumns} from shares.scan c ${leftJoinName('person', 'p', 'c.asked_by')}
    where c.share_id = ${shareId} order by c.number desc limit ${most}`)
}

export async function findScan(db: Queries, shareId: string, number: number): Promise<ScanFacts | null> {
  return db.maybe<ScanFacts>(sql`
    select ${scanColumns} from shares.scan c ${leftJoinName('person', 'p', 'c.asked_by')}
    where c.share_id = ${shareId} and c.number = ${number}`)
}

export interface Tally {
  readonly key: string
  readonly label: string
  readonly files: number
  readonly bytes: number
}

export async function tallies(db: Queries, shareId: string, measure: string): Promise<Tally[]> {
  return db.many<Tally>(sql`
    select key, label, files, bytes from shares.tally where share_id = ${shareId} and measure = ${measure} order by bytes desc, files desc, key`)
}

export interface FormatRisk extends Tally {
  readonly level: Level
  readonly action: string | null
  readonly reason: string | null
}

/** The formats of a share with what the policy in use says of each. */
export async function formatRisks(db: Queries, shareId: string): Promise<FormatRisk[]> {
  return db.many<FormatRisk>(sql`
    select t.key, t.label, t.files, t.bytes, coalesce(r.level, 'unrated') as level, r.action, r.reason
    from shares.tally t
      left join shares.policy p on p.is_in_use
      left join shares.policy_rule r on r.policy_id = p.id and r.puid = t.key
    where t.share_id = ${shareId} and t.measure = 'format'
    order by case coalesce(r.level, 'unrated') when 'high' then 0 when 'moderate' then 1 when 'unrated' then 2 else 3 end, t.files desc, t.key`)
}

export interface Folder {
  readonly path: string
  readonly parent: string | null
  readonly name: string
  readonly files: number
  readonly bytes: number
  readonly newest: Date | null
}

const folderColumns = sql`path, parent, name, files, bytes, newest`

export async function findFolder(db: Queries, shareId: string, path: string): Promise<Folder | null> {
  return db.maybe<Folder>(
    sql`select ${folderColumns} from shares.folder where share_id = ${shareId} and path = ${path}`,
  )
}

export async function foldersIn(db: Queries, shareId: string, parent: string, most: number): Promise<Folder[]> {
  return db.many<Folder>(sql`
    select ${folderColumns} from shares.folder where share_id = ${shareId} and parent = ${parent} order by bytes desc, name limit ${most}`)
}

export async function emptyFolders(db: Queries, shareId: string, most: number): Promise<Folder[]> {
  return db.many<Folder>(sql`
    select ${folderColumns} from shares.folder where share_id = ${shareId} and files = 0 and path <> '' order by path limit ${most}`)
}

export async function emptyFolderCount(db: Queries, shareId: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*) as count from shares.folder where share_id = ${shareId} and files = 0 and path <> ''`)
  return count
}

export interface Duplicate {
  readonly digest: string
  readonly copies: number
  readonly size: number
  readonly saved: number
  readonly example: string
}

export async function duplicates(db: Queries, shareId: string, most: number): Promise<Duplicate[]> {
  return db.many<Duplicate>(sql`
    select encode(d.digest, 'hex') as digest, d.copies, d.size, d.saved, d.example
    from shares.duplicate d where d.share_id = ${shareId} order by d.saved desc, d.digest limit ${most}`)
}

export interface DuplicateSum {
  readonly groups: number
  readonly extra: number
  readonly saved: number
  readonly files: number
}

export async function duplicateSum(db: Queries, shareId: string): Promise<DuplicateSum> {
  return db.one<DuplicateSum>(sql`
    select count(*) as groups, coalesce(sum(copies - 1), 0) as extra, coalesce(sum(saved), 0) as saved, coalesce(sum(copies), 0) as files
    from shares.duplicate where share_id = ${shareId}`)
}

export interface Item extends ItemFacts {
  readonly id: string
  readonly name: string
  readonly folder: string
  readonly modifiedAt: Date | null
  readonly createdAt: Date | null
  readonly family: string
  readonly addedScan: number
  readonly changedScan: number | null
  readonly goneScan: number | null
  readonly copies: number
}

export async function findItem(db: Queries, shareId: string, id: string): Promise<Item | null> {
  return db.maybe<Item>(sql`
    select i.id, i.path, i.name, i.folder, i.kind, i.size, i.modified_at as "modifiedAt", i.created_at as "createdAt", i.owner, i.puids, i.format,
      i.format_version as "formatVersion", i.mime, i.basis, i.family, encode(i.digest, 'hex') as digest, i.flags, i.warnings, i.error,
      i.added_scan as "addedScan", i.changed_scan as "changedScan", i.gone_scan as "goneScan",
      coalesce((select d.copies from shares.duplicate d where d.share_id = i.share_id and d.digest = i.digest), 1) as copies
    from shares.item i where i.share_id = ${shareId} and i.id = ${id}`)
}

export interface Movement {
  readonly what: 'added' | 'changed' | 'gone'
  readonly path: string
  readonly size: number | null
  readonly modifiedAt: Date | null
  readonly format: string | null
}

/** What a scan found otherwise than the one before. */
export async function movements(db: Queries, shareId: string, number: number, most: number): Promise<Movement[]> {
  return db.many<Movement>(sql`
    select * from (
      (select 'added' as what, path, size, modified_at as "modifiedAt", format from shares.item
        where share_id = ${shareId} and added_scan = ${number} and kind <> 'folder' order by id limit ${most})
      union all
      (select 'changed', path, size, modified_at, format from shares.item
        where share_id = ${shareId} and changed_scan = ${number} and kind <> 'folder' order by id limit ${most})
      union all
      (select 'gone', path, size, modified_at, format from shares.item
        where share_id = ${shareId} and gone_scan = ${number} and kind <> 'folder' order by id limit ${most})
    ) as all_of_them order by path limit ${most}`)
}

/** The id of the share of a name, whatever its capitals; null where there is none. */
export const shareNamed = async (db: Queries, name: string) =>
  (await db.maybe<{ id: string }>(sql`select id from shares.share where lower(name) = lower(${name})`))?.id ?? null

/** The share that has this folder as its root, and this name where one is given. */
export const shareAt = (db: Queries, root: string, name: string | null): Promise<{ id: string; name: string } | null> =>
  db.maybe(
    sql`select id, name from shares.share where root = ${root} and (${name}::text is null or lower(name) = lower(${name})) limit 1`,
  )

/** Every share by its name, for whoever has the machine. */
export const shareNames = (db: Queries): Promise<{ id: string; name: string }[]> =>
  db.many(sql`select id, name from shares.share order by name, id`)
