import { createHash } from 'node:crypto'
import { type Act, audit } from '../audit/index.ts'
import { type Db, type Queries, sql, type Tx } from '../db/index.ts'
import { BadRequest, Conflict, NotFound } from '../errors.ts'
import { clean } from '../form/index.ts'
import { newId } from '../ids.ts'
import { groupFolder, placeOf, sealedPlaceOf } from './model.ts'
import { lockOf } from './naming.ts'
import type { BlobStore } from './store.ts'

/** What is to be destroyed: a file in the open, a file of a group, or a group with its key and all of its files. */
export type Doomed =
  | { readonly digest: Uint8Array; readonly group?: string | undefined }
  | { readonly group: string; readonly digest?: undefined }

/** What stays of what was destroyed. */
export interface Destruction {
  readonly id: string
  readonly files: number
  readonly bytes: number
  /** SHA-256 of the list of its files in the order of digests: digest, size, one a line. */
  readonly proof: Buffer
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

interface Line {
  readonly digest: Buffer
  readonly size: number
}

/**
 * Destroys for good, in the transaction that decides it: rows say so, the key goes, a proof and an entry of the audit log stay. The bytes go
 * once that is committed (`finishDestruction`), also where the process dies between. Throws NotFound, and Conflict where it is destroyed already.
 */
export async function beginDestruction(tx: Tx, act: Act, doomed: Doomed, why: string): Promise<Destruction> {
  const reason = clean(why)
  if (reason === '') throw new BadRequest('Say why it is destroyed')
  const id = newId(act.at.getTime())
  const found = await (doomed.digest
    ? endFile(tx, act, doomed.digest, doomed.group ?? null)
    : endGroup(tx, act, doomed.group ?? ''))
  const { files, bytes, proof } = found
  const [group, digest] = [doomed.group ?? null, doomed.digest ?? null]
  await tx.run(sql`
    insert into blobs.destruction (id, group_id, digest, why, at, files, bytes, proof)
    values (${id}, ${group}, ${digest}, ${reason}, ${act.at}, ${files}, ${bytes}, ${proof})`)
  // The reason is people's words, which the log does not hold: it vouches for them.
  const facts = { destruction: id, reason: sha256(reason), files, bytes, proof: proof.toString('hex') }
  if (digest)
    await audit(
      tx,
      act,
      'file.destroyed',
      { kind: 'file', id: Buffer.from(digest).toString('hex') },
      { ...facts, group },
    )
  else await audit(tx, act, 'files.destroyed', { kind: 'file-group', id: group ?? '' }, facts)
  return { id, files, bytes, proof }
}

/** Destroys and waits until the store has nothing of it any more. */
export async function destroy(db: Db, blobs: BlobStore, act: Act, doomed: Doomed, why: string): Promise<Destruction> {
  const destruction = await db.transaction((tx) => beginDestruction(tx, act, doomed, why))
  await finishDestruction(db, blobs, destruction.id)
  return destruction
}

type Counted = Omit<Destruction, 'id'>

async function endFile(tx: Tx, act: Act, digest: Uint8Array, group: string | null): Promise<Counted> {
  const row = await tx.maybe<{ size: number; isDestroyed: boolean }>(
    group
      ? sql`select size, destroyed_at is not null as "isDestroyed" from blobs.sealed where group_id = ${group} and digest = ${digest} for update`
      : sql`select size, destroyed_at is not null as "isDestroyed" from blobs.blob where digest = ${digest} for update`,
  )
  if (!row) throw new NotFound('There is no such file')
  if (row.isDestroyed) throw new Conflict('The file is destroyed already')
  await tx.run(
    group
      ? sql`update blobs.sealed set destroyed_at = ${act.at} where group_id = ${group} and digest = ${digest}`
      : sql`update blobs.blob set destroyed_at = ${act.at} where digest = ${digest}`,
  )
  return proofOf([[{ digest: Buffer.from(digest), size: row.size }]])
}

async function endGroup(tx: Tx, act: Act, group: string): Promise<Counted> {
  const row = await tx.maybe<{ isDestroyed: boolean }>(
    sql`select destroyed_at is not null as "isDestroyed" from blobs.object_group where id = ${group} for update`,
  )
  if (!row) throw new NotFound('There is no such group of files')
  if (row.isDestroyed) throw new Conflict('The files are destroyed already')
  const counted = await proofOf(filesOf(tx, group))
  await tx.run(sql`delete from blobs.group_key where group_id = ${group}`)
  await tx.run(sql`update blobs.object_group set destroyed_at = ${act.at} where id = ${group}`)
  return counted
}

async function proofOf(pages: AsyncIterable<readonly Line[]> | Iterable<readonly Line[]>): Promise<Counted> {
  const hash = createHash('sha256')
  let [files, bytes] = [0, 0]
  for await (const page of pages)
    for (const { digest, size } of page) {
      hash.update(`${digest.toString('hex')} ${size}\n`)
      files += 1
      bytes += size
    }
  return { files, bytes, proof: hash.digest() }
}

const PAGE = 1_000

async function* filesOf(tx: Queries, group: string): AsyncIterable<Line[]> {
  let last: Uint8Array = Buffer.alloc(0)
  for (;;) {
    const page = await tx.many<Line>(sql`
      select digest, size from blobs.sealed where group_id = ${group} and digest > ${last} and destroyed_at is null order by digest limit ${PAGE}`)
    const end = page.at(-1)
    if (!end) return
    yield page
    last = end.digest
  }
}

interface Open {
  readonly id: string
  readonly group: string | null
  readonly digest: Buffer | null
  readonly address: Buffer | null
}

/** Takes the bytes of something destroyed out of the store. May be run again. */
export async function finishDestruction(db: Db, blobs: BlobStore, id: string): Promise<void> {
  const open = await db.maybe<Open>(sql`
    select d.id, d.group_id as "group", d.digest, s.address from blobs.destruction d
    left join blobs.sealed s on s.group_id = d.group_id and s.digest = d.digest where d.id = ${id} and d.removed_at is null`)
  if (!open) return
  if (open.digest === null)
    for await (const { name } of blobs.depot.list(groupFolder(open.group ?? ''))) await blobs.depot.remove(name)
  else await removeFile(db, blobs, open, open.digest)
  await db.run(sql`update blobs.destruction set removed_at = clock_timestamp() where id = ${id} and removed_at is null`)
}

/** A file that was kept again meanwhile stays; if no row comes to name it, it is collected. */
async function removeFile(db: Db, blobs: BlobStore, { id, group, address }: Open, digest: Buffer): Promise<void> {
  if (group !== null && address === null) return
  const name = group !== null && address !== null ? sealedPlaceOf(group, address) : placeOf(digest)
  await db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${lockOf(name)})`)
    const { isWanted } = await tx.one<{ isWanted: boolean }>(sql`
      select ${group === null ? sql`exists (select from blobs.blob where digest = ${digest} and destroyed_at is null)` : sql`exists (select from blobs.sealed where group_id = ${group} and digest = ${digest} and destroyed_at is null)`}
        or exists (select from blobs.arrival a, blobs.destruction d where a.name = ${name} and d.id = ${id} and a.at > d.begun_at) as "isWanted"`)
    if (!isWanted) await blobs.depot.remove(name)
  })
}

/** Finishes what a process left that died between. Answers how many. */
export async function finishDestructions(db: Db, blobs: BlobStore): Promise<number> {
  const open = await db.many<{ id: string }>(
    sql`select id from blobs.destruction where removed_at is null order by at, id limit ${PAGE}`,
  )
  for (const { id } of open) await finishDestruction(db, blobs, id)
  return open.length
}
