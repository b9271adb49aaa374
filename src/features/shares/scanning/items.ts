import { createHash } from 'node:crypto'
import { extensionOf, isRubbish, type Row } from '#formats'
import { type Queries, sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { familyOf } from '../families.ts'
import { flagsOf, type ItemFacts } from '../model.ts'

/** What is kept of an item, as the database takes it. */
export interface ItemFields extends ItemFacts {
  readonly pathBytes: string | null
  readonly modifiedAt: string | null
  readonly createdAt: string | null
}

/** What is kept of a row that the engine gave, its path below the root of the share. */
export function fieldsOf(row: Row, path: string, pathBytes: string | null, owner: string | null): ItemFields {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return {
    path,
    pathBytes,
    kind: row.kind,
    size: row.size,
    modifiedAt: instant(row.modifiedAt),
    createdAt: instant(row.createdAt),
    owner,
    puids: row.puids,
    format: row.format,
    formatVersion: row.version,
    mime: row.mime,
    basis: row.basis,
    digest: row.hash ?? null,
    flags: flagsOf(row, isRubbish(name)),
    warnings: row.warnings,
    error: row.error,
  }
}

const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** By what an item is known from one scan to the next. */
export function pathDigest(path: string, pathBytes: string | null): string {
  const bytes = pathBytes === null ? Buffer.from(path) : Buffer.from(pathBytes, 'base64')
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}

/** A zero cannot be kept in text, and half a pair of UTF-16 is no character. */
const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')

/** Writes items of a scan, all in one statement. Those that were known are told by their path; what of them is other is marked. */
export async function writeItems(
  db: Queries,
  shareId: string,
  scan: number,
  items: readonly ItemFields[],
): Promise<void> {
  if (items.length === 0) return
  const rows = items.map((item) => {
    const slash = item.path.lastIndexOf('/')
    const name = item.path.slice(slash + 1)
    const extension = item.kind === 'folder' ? '' : extensionOf(name)
    return {
      ...item,
      id: newId(),
      path: clean(item.path),
      path_bytes: item.pathBytes,
      path_digest: pathDigest(item.path, item.pathBytes),
      folder: clean(slash < 0 ? '' : item.path.slice(0, slash)),
      name: clean(name),
      extension: clean(extension).slice(0, 40),
      modified_at: item.modifiedAt,
      created_at: item.createdAt,
      puid: item.puids[0] ?? null,
      format_version: item.formatVersion,
      family: familyOf(item.puids[0] ?? null, item.mime, extension),
      warnings: item.warnings.map(clean),
    }
  })
  await db.run(sql`
    insert into shares.item as i (id, share_id, path, path_bytes, path_digest, folder, name, extension, kind, size, modified_at, created_at, owner,
      puids, puid, format, format_version, mime, basis, family, digest, flags, warnings, error, seen_scan, added_scan)
    select id, ${shareId}, path, decode(path_bytes, 'base64'), decode(path_digest, 'hex'), folder, name, extension, kind, size, modified_at, created_at, owner,
      puids, puid, format, format_version, mime, basis, family, decode(digest, 'hex'), flags, warnings, error, ${scan}, ${scan}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, path text, path_bytes text, path_digest text, folder text, name text,
      extension text, kind text, size bigint, modified_at timestamptz, created_at timestamptz, owner text, puids text[], puid text, format text, format_version text,
      mime text, basis text, family text, digest text, flags text[], warnings text[], error text)
    on conflict (share_id, path_digest) do update set
      kind = excluded.kind, size = excluded.size, modified_at = excluded.modified_at, created_at = excluded.created_at, owner = excluded.owner, puids = excluded.puids,
      puid = excluded.puid, format = excluded.format, format_version = excluded.format_version, mime = excluded.mime,
      basis = excluded.basis, family = excluded.family, digest = excluded.digest, flags = excluded.flags,
      warnings = excluded.warnings, error = excluded.error, seen_scan = excluded.seen_scan, gone_scan = null,
      added_scan = case when i.gone_scan is null then i.added_scan else excluded.seen_scan end,
      changed_scan = case
        when i.gone_scan is null and i.seen_scan < excluded.seen_scan and (i.size, i.modified_at, i.kind, coalesce(i.digest, excluded.digest))
          is distinct from (excluded.size, excluded.modified_at, excluded.kind, coalesce(excluded.digest, i.digest))
        then excluded.seen_scan else i.changed_scan end`)
}

/** What was known of an item when it was last seen. */
export interface KnownItem {
  readonly pathDigest: string
  readonly size: number | null
  readonly modifiedAt: Date | null
  readonly kind: string
  readonly seenScan: number
  readonly hasDigest: boolean
  readonly hasError: boolean
  readonly isGone: boolean
}

export async function knownItems(
  db: Queries,
  shareId: string,
  digests: readonly string[],
): Promise<Map<string, KnownItem>> {
  const rows = await db.many<KnownItem>(sql`
    select encode(path_digest, 'hex') as "pathDigest", size, modified_at as "modifiedAt", kind, seen_scan as "seenScan",
      digest is not null as "hasDigest", error is not null as "hasError", gone_scan is not null as "isGone"
    from shares.item where share_id = ${shareId} and path_digest = any (
      select decode(one, 'hex') from unnest(${digests}::text[]) as one)`)
  return new Map(rows.map((row) => [row.pathDigest, row]))
}

/** Notes that items are still as they were. */
export async function markSeen(db: Queries, shareId: string, scan: number, digests: readonly string[]): Promise<void> {
  if (digests.length === 0) return
  await db.run(sql`
    update shares.item set seen_scan = ${scan} where share_id = ${shareId} and seen_scan <> ${scan}
      and path_digest = any (select decode(one, 'hex') from unnest(${digests}::text[]) as one)`)
}
