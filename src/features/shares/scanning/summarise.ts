import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import { scanRuns, type Turn } from './hold.ts'

/** How far down folders are told apart by pictures; what lies deeper counts towards those above. */
const DEPTH = 12

/** Ends a scan: what was not seen is gone, and what the pages show is counted anew. */
export async function endScan(tx: Tx, shareId: string, scanId: string, number: number, at: Date): Promise<void> {
  await tx.run(sql`
    update shares.item set gone_scan = ${number} where share_id = ${shareId} and gone_scan is null and seen_scan < ${number}`)
  await tally(tx, shareId)
  await countFolders(tx, shareId)
  await findDuplicates(tx, shareId)
  await tx.run(sql`
    update shares.scan set state = 'finished', ended_at = ${at},
      added = (select count(*) from shares.item where share_id = ${shareId} and added_scan = ${number} and kind <> 'folder'),
      changed = (select count(*) from shares.item where share_id = ${shareId} and changed_scan = ${number} and kind <> 'folder'),
      gone = (select count(*) from shares.item where share_id = ${shareId} and gone_scan = ${number} and kind <> 'folder')
    where id = ${scanId}`)
}

async function tally(tx: Tx, shareId: string): Promise<void> {
  await tx.run(sql`delete from shares.tally where share_id = ${shareId}`)
  await tx.run(sql`
    insert into shares.tally (share_id, measure, key, label, files, bytes)
    with live as (
      select kind, family, puid, format, format_version, owner, size, modified_at, flags, path from shares.item
      where share_id = ${shareId} and gone_scan is null
    ), files as (select * from live where kind = 'file')
    select ${shareId}::uuid, 'all', kind, kind, count(*), coalesce(sum(size), 0) from live group by kind
    union all
    select ${shareId}::uuid, 'family', family, family, count(*), coalesce(sum(size), 0) from files group by family
    union all
    select ${shareId}::uuid, 'format', coalesce(puid, ''), coalesce(max(concat_ws(' ', format, format_version)), 'Not known'), count(*), coalesce(sum(size), 0)
    from files group by coalesce(puid, '')
    union all
    select ${shareId}::uuid, 'month', coalesce(to_char(modified_at at time zone 'UTC', 'YYYY-MM'), ''), '', count(*), coalesce(sum(size), 0)
    from files group by 3
    union all
    select ${shareId}::uuid, 'owner', coalesce(owner, ''), coalesce(owner, 'Not known'), count(*), coalesce(sum(size), 0) from files group by coalesce(owner, ''), coalesce(owner, 'Not known')
    union all
    select ${shareId}::uuid, 'flag', flag, flag, count(*), coalesce(sum(size), 0) from live, unnest(flags) as flag group by flag`)
}

async function countFolders(tx: Tx, shareId: string): Promise<void> {
  await tx.run(sql`delete from shares.folder where share_id = ${shareId}`)
  await tx.run(sql`
    insert into shares.folder (share_id, path, parent, name, files, bytes, newest)
    with own as (
      select string_to_array(nullif(folder, ''), '/') as parts, count(*) as files, coalesce(sum(size), 0) as bytes, max(modified_at) as newest
      from shares.item where share_id = ${shareId} and gone_scan is null and kind <> 'folder' group by folder
      union all
      select string_to_array(path, '/'), 0, 0, null from shares.item where share_id = ${shareId} and gone_scan is null and kind = 'folder'
    ), above as (
      select case when depth = 0 then '{}' else parts[1:depth] end as parts, files, bytes, newest
      from own, generate_series(0, least(coalesce(cardinality(parts), 0), ${DEPTH})) as depth
    )
    select ${shareId}, array_to_string(parts, '/'), case when cardinality(parts) = 0 then null else array_to_string(parts[1:cardinality(parts) - 1], '/') end,
      coalesce(parts[cardinality(parts)], ''), sum(files), sum(bytes), max(newest)
    from above group by parts`)
}

async function findDuplicates(tx: Tx, shareId: string): Promise<void> {
  await tx.run(sql`delete from shares.duplicate where share_id = ${shareId}`)
  await tx.run(sql`
    insert into shares.duplicate (share_id, digest, copies, size, example, saved)
    select ${shareId}, digest, count(*), min(size), min(path), (count(*) - 1) * min(size)
    from shares.item where share_id = ${shareId} and gone_scan is null and digest is not null and size > 0
    group by digest having count(*) > 1`)
}

/** Counts items that a scan has examined, in the transaction that writes them. */
export async function countExamined(tx: Queries, scanId: string, count: number): Promise<void> {
  await tx.run(sql`update shares.scan set examined = examined + ${count} where id = ${scanId}`)
}

/** Puts down how far a scan is; answers whether to stop, because somebody asked or because another has taken it up. */
export async function beat(
  db: Queries,
  { id, turn }: Turn,
  done: { readonly seen: number; readonly bytes: number; readonly expected: number | null },
): Promise<boolean> {
  return scanRuns.beat(
    db,
    { id, turn },
    sql`seen = ${done.seen}, bytes = ${done.bytes}, expected = coalesce(${done.expected}, expected)`,
  )
}
