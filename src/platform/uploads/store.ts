import { type Queries, sql, type Tx, takeTurn } from '../db/index.ts'
import type { Taken, Upload } from './model.ts'

const COLUMNS = sql`
  id, person_id as "personId", purpose, subject, name, size, received, key, begun_at as "begunAt", expires_at as "expiresAt"`

/** Somebody's upload that has not ended; null for another's as for none. */
export function findUpload(db: Queries, id: string, personId: string, now: Date): Promise<Upload | null> {
  return db.maybe(
    sql`select ${COLUMNS} from uploads.upload where id = ${id} and person_id = ${personId} and expires_at > ${now}`,
  )
}

/** What uploads take that have not ended, or have and lie there still. Until the transaction ends nobody else begins one, so that two do not take the same room. */
export async function takenBy(tx: Tx, personId: string, now: Date): Promise<Taken> {
  await takeTurn(tx, 'uploads.upload')
  return tx.one<Taken>(sql`
    select count(*) filter (where person_id = ${personId} and expires_at > ${now}) as open,
      coalesce(sum(coalesce(size, received)) filter (where person_id = ${personId}), 0) as "ofOne", coalesce(sum(coalesce(size, received)), 0) as "ofAll"
    from uploads.upload`)
}

export async function insertUpload(tx: Tx, upload: Upload): Promise<void> {
  const { id, personId, purpose, subject, name, size, key, begunAt, expiresAt } = upload
  await tx.run(sql`
    insert into uploads.upload (id, person_id, purpose, subject, name, size, key, begun_at, expires_at)
    values (${id}, ${personId}, ${purpose}, ${subject}, ${name}, ${size}, ${key}, ${begunAt}, ${expiresAt})`)
}

/** A request that died with its process holds its upload for so long, by the clock of the database. */
const HOLD_SECONDS = 20

/** Takes an upload for one request, or keeps it. Answers how much of it has come; null where another has it, or it has ended. */
export async function hold(db: Queries, id: string, holder: string): Promise<number | null> {
  const held = await db.maybe<{ received: number }>(sql`
    update uploads.upload set held_by = ${holder}, held_until = clock_timestamp() + make_interval(secs => ${HOLD_SECONDS})
    where id = ${id} and (held_until is null or held_until < clock_timestamp() or held_by = ${holder})
    returning received`)
  return held?.received ?? null
}

export async function letGo(db: Queries, id: string, holder: string): Promise<void> {
  await db.run(
    sql`update uploads.upload set held_by = null, held_until = null where id = ${id} and held_by = ${holder}`,
  )
}

export interface Piece {
  readonly from: number
  readonly size: number
  /** Where it lies in the store. */
  readonly name: string
}

export interface Coming {
  readonly id: string
  /** Whose request it is (`hold`). */
  readonly holder: string
  /** Bytes that were there before. */
  readonly received: number
  /** A piece at the end that is taken into the first of the new ones. */
  readonly tail: Piece | null
  readonly pieces: readonly Piece[]
  readonly now: Date
  readonly expiresAt: Date
}

/**
 * Adds pieces to an upload if they follow what has come, whoever sends them still holds it, and it has not ended. Answers whether they did;
 * they stand or fall together.
 */
export async function addPieces(
  tx: Tx,
  { id, holder, received, tail, pieces, now, expiresAt }: Coming,
): Promise<boolean> {
  const more = pieces.reduce((sum, { size }) => sum + size, 0) - (tail?.size ?? 0)
  const moved = await tx.run(sql`
    update uploads.upload set received = received + ${more}, expires_at = ${expiresAt}
    where id = ${id} and received = ${received} and held_by = ${holder} and expires_at > ${now}`)
  if (moved === 0) return false
  if (tail) await tx.run(sql`delete from uploads.piece where upload_id = ${id} and from_byte = ${tail.from}`)
  await tx.run(sql`
    insert into uploads.piece (upload_id, from_byte, size, name)
    select ${id}, p.* from unnest(${pieces.map(({ from }) => from)}::bigint[], ${pieces.map(({ size }) => size)}::bigint[], ${pieces.map(({ name }) => name)}::text[]) as p`)
  return true
}

/** The last piece of an upload; null where none has come. */
export function lastPiece(db: Queries, id: string): Promise<Piece | null> {
  return db.maybe(
    sql`select from_byte as "from", size, name from uploads.piece where upload_id = ${id} order by from_byte desc limit 1`,
  )
}

/** Pieces of an upload in their order, a page after another. */
export function piecesAfter(db: Queries, id: string, from: number): Promise<Piece[]> {
  return db.many(sql`
    select from_byte as "from", size, name from uploads.piece where upload_id = ${id} and from_byte >= ${from} order by from_byte limit 500`)
}

/** Says how long an upload is, once all of it has come. */
export function settleSize(db: Queries, id: string): Promise<number> {
  return db.run(sql`update uploads.upload set size = received where id = ${id} and size is null`)
}

/** Ends an upload. Answers whether it was there: of two who take it, one does. */
export async function deleteUpload(tx: Queries, id: string): Promise<boolean> {
  return (await tx.run(sql`delete from uploads.upload where id = ${id}`)) > 0
}

export function deleteExpired(db: Queries, now: Date): Promise<{ readonly id: string }[]> {
  return db.many(sql`
    delete from uploads.upload where id in (select id from uploads.upload where expires_at <= ${now} order by expires_at limit 500) returning id`)
}

/** Those of some names in the store that no piece has. */
export async function unknownNames(db: Queries, names: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ name: string }>(sql`
    select n.name from unnest(${names}::text[]) as n (name)
    where not exists (select from uploads.piece p where p.upload_id::text = split_part(n.name, '/', 2) and p.name = n.name) order by n.name`)
  return rows.map(({ name }) => name)
}
