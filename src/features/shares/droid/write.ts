import { Readable } from 'node:stream'
import { DroidWriter, droidHeader, type EntryKind, type Row } from '#formats'
import { type Db, sql } from '#platform/db/index.ts'
import { algorithmOf } from '../model.ts'

interface Stored {
  readonly path: string
  readonly kind: EntryKind
  readonly size: number | null
  readonly modifiedAt: Date | null
  readonly puids: readonly string[]
  readonly format: string | null
  readonly formatVersion: string | null
  readonly mime: string | null
  readonly basis: Row['basis']
  readonly digest: string | null
  readonly flags: readonly string[]
  readonly error: string | null
}

/** A share as DROID would export it: its 18 columns, streamed row by row. */
export function droidCsvOf(db: Db, shareId: string, root: string | null): Readable {
  return Readable.from(lines(db, shareId, (root ?? '/share').replace(/\/+$/, '')))
}

/** The folder that everything lies in. */
const TOP: Stored = {
  path: '',
  kind: 'folder',
  size: null,
  modifiedAt: null,
  puids: [],
  format: null,
  formatVersion: null,
  mime: null,
  basis: null,
  digest: null,
  flags: [],
  error: null,
}

async function* lines(db: Db, shareId: string, root: string): AsyncGenerator<string> {
  const known = await db.maybe<{ digest: string }>(sql`
    select encode(digest, 'hex') as digest from shares.item where share_id = ${shareId} and digest is not null limit 1`)
  yield droidHeader(known ? algorithmOf(known.digest) : 'sha256')
  const writer = new DroidWriter()
  if (root !== '') yield writer.write(rowOf(TOP, root))
  const items = db.batches<Stored>(sql`
    select path, kind, size, modified_at as "modifiedAt", puids, format, format_version as "formatVersion", mime, basis,
      encode(digest, 'hex') as digest, flags, error
    from shares.item where share_id = ${shareId} and gone_scan is null and kind in ('file', 'folder')
    order by string_to_array(path, '/') collate "C"`)
  for await (const batch of items) yield batch.map((item) => writer.write(rowOf(item, root))).join('')
}

function rowOf(item: Stored, root: string): Row {
  const split = (text: string | null) => text?.split('; ') ?? []
  const [names, versions, mimes] = [split(item.format), split(item.formatVersion), split(item.mime)]
  return {
    path: item.path === '' ? root : `${root}/${item.path}`,
    kind: item.kind,
    outcome: item.error ? 'unreadable' : item.puids.length > 0 ? 'identified' : 'unidentified',
    size: item.size,
    modifiedAt: item.modifiedAt?.getTime() ?? null,
    createdAt: null,
    ownerId: null,
    puids: item.puids,
    formats: item.puids.map((puid, index) => ({
      puid,
      name: names[index] ?? names[0] ?? '',
      version: versions[index] ?? versions[0] ?? '',
      mime: mimes[index] ?? mimes[0] ?? '',
    })),
    format: item.format,
    version: item.formatVersion,
    mime: item.mime,
    basis: item.basis,
    extensionMismatch: item.flags.includes('mismatch'),
    isProtected: item.flags.includes('protected'),
    nameProblems: [],
    warnings: [],
    error: item.error,
    ...(item.digest === null ? {} : { hash: item.digest }),
  }
}
