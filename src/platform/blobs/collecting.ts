import { type Act, audit } from '../audit/index.ts'
import { type Db, type Queries, sql } from '../db/index.ts'
import { SPARED_HOURS, UPLOADS } from '../depot/index.ts'
import { Conflict } from '../errors.ts'
import { newId } from '../ids.ts'
import { counted } from '../words.ts'
import { placeOf, type Stored, sealedPlaceOf, storedAt } from './model.ts'
import { lockOf } from './naming.ts'
import type { BlobStore } from './store.ts'

export interface CollectOptions {
  readonly now: Date
  /** Collects also where it is more than a tenth of all that lies there. */
  readonly acceptsMany?: boolean
  readonly signal?: AbortSignal | undefined
}

export interface Collected {
  readonly files: number
  /** Writes that never ended. */
  readonly unfinished: number
}

type Named = Exclude<Stored, { kind: 'stray' }>

const nameOf = (one: Named) =>
  one.kind === 'file'
    ? placeOf(Buffer.from(one.digest, 'hex'))
    : sealedPlaceOf(one.group, Buffer.from(one.address, 'hex'))

/**
 * Takes away kept files that no row names, and what writes left that never ended, once they are older than the longest upload. What Muniment
 * did not put there stays. Refused with a Conflict where it would be more than a tenth of the files (and more than a hundred): then the
 * database is more likely another than the store's.
 */
export async function collect(db: Db, blobs: BlobStore, act: Act, options: CollectOptions): Promise<Collected> {
  const before = new Date(options.now.getTime() - SPARED_HOURS * 3_600_000)
  if (!options.acceptsMany) await checkCount(db, blobs, before)
  let files = 0
  for await (const page of unnamed(db, blobs, before))
    for (const one of page) {
      options.signal?.throwIfAborted()
      if (await remove(db, blobs, nameOf(one))) files += 1
    }
  const unfinished = await blobs.depot.clear(before)
  await db.run(sql`
    delete from blobs.arrival where at < clock_timestamp() - make_interval(hours => ${SPARED_HOURS})`)
  if (files > 0)
    await db.transaction((tx) =>
      audit(tx, act, 'files.collected', { kind: 'store', id: newId(act.at.getTime()) }, { files }),
    )
  return { files, unfinished }
}

async function checkCount(db: Db, blobs: BlobStore, before: Date): Promise<void> {
  let [all, found] = [0, 0]
  for await (const page of unnamed(db, blobs, before, (count) => (all += count))) found += page.length
  if (found > 100 && found > all / 10)
    throw new Conflict(
      `No row of this database names ${found} of ${counted(all, 'file', 'files')} in ${blobs.name}: none was collected`,
      'If the database is the right one, run: npx muniment files collect --accept-many',
    )
}

const PAGE = 500

/** Old files that no row names, a page at a time. */
async function* unnamed(
  db: Queries,
  blobs: BlobStore,
  before: Date,
  seen: (count: number) => void = () => undefined,
): AsyncIterable<Named[]> {
  let page: Named[] = []
  for await (const { name, at } of blobs.depot.list()) {
    const stored = storedAt(name)
    if (stored.kind === 'stray' || name.startsWith(`${UPLOADS}/`)) continue
    seen(1)
    if (at < before) page.push(stored)
    if (page.length < PAGE) continue
    yield withoutRow(db, page)
    page = []
  }
  yield withoutRow(db, page)
}

/** Those of some files that no living row names. */
export async function withoutRow<One extends Named>(db: Queries, page: readonly One[]): Promise<One[]> {
  const rows = await db.many<{ at: number }>(sql`
    select n.at::int as at from unnest(${page.map(nameDigest)}::text[], ${page.map(groupOf)}::text[]) with ordinality as n (hex, grp, at)
    where not case when n.grp is null
      then exists (select from blobs.blob b where b.digest = decode(n.hex, 'hex') and b.destroyed_at is null)
      else exists (select from blobs.sealed s join blobs.object_group g on g.id = s.group_id
        where g.id::text = n.grp and s.address = decode(n.hex, 'hex') and s.destroyed_at is null and g.destroyed_at is null) end
    order by n.at`)
  return rows.flatMap(({ at }) => page[at - 1] ?? [])
}

const nameDigest = (one: Named) => (one.kind === 'file' ? one.digest : one.address)
const groupOf = (one: Named) => (one.kind === 'file' ? null : one.group)

/** Takes one away, unless somebody has kept it again meanwhile: both hold the lock of its name. */
async function remove(db: Db, blobs: BlobStore, name: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${lockOf(name)})`)
    const stored = storedAt(name)
    const { isArriving } = await tx.one<{ isArriving: boolean }>(sql`
      select exists (select from blobs.arrival where name = ${name} and at > clock_timestamp() - make_interval(hours => ${SPARED_HOURS})) as "isArriving"`)
    if (isArriving || stored.kind === 'stray' || (await withoutRow(tx, [stored])).length === 0) return false
    await blobs.depot.remove(name)
    return true
  })
}
