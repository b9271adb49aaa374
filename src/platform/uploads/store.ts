import { type Db, type Queries, sql, type Tx } from '../db/index.ts'
import type { Upload } from './model.ts'

const COLUMNS = sql`
  id, person_id as "personId", purpose, name, size, received, key, expires_at as "expiresAt"`

/** Somebody's upload that has not ended; null for another's as for none. */
export function findUpload(db: Queries, id: string, personId: string, now: Date): Promise<Upload | null> {
  return db.maybe(
    sql`select ${COLUMNS} from uploads.upload where id = ${id} and person_id = ${personId} and expires_at > ${now}`,
  )
}

/** How many uploads somebody has open. Until the transaction ends they begin no other. */
export async function countOpen(tx: Tx, personId: string, now: Date): Promise<number> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 91))`)
  const { open } = await tx.one<{ open: number }>(
    sql`select count(*) as open from uploads.upload where person_id = ${personId} and expires_at > ${now}`,
  )
  return open
}

export async function insertUpload(tx: Tx, upload: Upload, at: Date): Promise<void> {
  const { id, personId, purpose, name, size, key, expiresAt } = upload
  await tx.run(sql`
    insert into uploads.upload (id, person_id, purpose, name, size, key, begun_at, expires_at)
    values (${id}, ${personId}, ${purpose}, ${name}, ${size}, ${key}, ${at}, ${expiresAt})`)
}

export interface Piece {
  readonly from: number
  readonly size: number
  /** Where it lies in the store. */
  readonly name: string
}

/** Adds pieces to an upload if they follow what has come. Answers whether they did; they stand or fall together. */
export function addPieces(db: Db, id: string, pieces: readonly Piece[], expiresAt: Date): Promise<boolean> {
  const [first] = pieces
  if (!first) return Promise.resolve(true)
  const more = pieces.reduce((sum, { size }) => sum + size, 0)
  return db.transaction(async (tx) => {
    const moved = await tx.run(sql`
      update uploads.upload set received = received + ${more}, expires_at = ${expiresAt} where id = ${id} and received = ${first.from}`)
    if (moved === 0) return false
    await tx.run(sql`
      insert into uploads.piece (upload_id, from_byte, size, name)
      select ${id}, p.* from unnest(${pieces.map(({ from }) => from)}::bigint[], ${pieces.map(({ size }) => size)}::bigint[], ${pieces.map(({ name }) => name)}::text[]) as p`)
    return true
  })
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
