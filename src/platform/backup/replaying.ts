import { type Queries, sql } from '../db/index.ts'
import { type DestroyedLine, type KeyCopy, type KeyLine, knowsSealed } from './keys.ts'

/** What a copy of the keys did to a restored database. */
export interface Replayed {
  /** Ids of what was destroyed after the backup was made, and is destroyed again. */
  readonly destroyed: readonly string[]
  readonly keys: number
  /** Groups whose key nobody brought: their files are there and cannot be read. */
  readonly lockedGroups: number
}

/**
 * Brings keys of groups into a database that was restored without them, and destroys again what was destroyed after the backup was
 * made: nothing comes back that was destroyed for good.
 */
export async function replay(db: Queries, copies: readonly KeyCopy[]): Promise<Replayed> {
  const destroyed: string[] = []
  let keys = 0
  if (!(await knowsSealed(db))) return { destroyed, keys, lockedGroups: 0 }
  for (const copy of copies)
    for await (const page of copy.pages()) destroyed.push(...(await destroyAgain(db, page.destroyed)))
  for (const copy of copies) for await (const page of copy.pages()) keys += await bringKeys(db, page.keys)
  const { lockedGroups } = await db.one<{ lockedGroups: number }>(sql`
    select count(*) as "lockedGroups" from blobs.object_group g where g.destroyed_at is null
      and not exists (select from blobs.group_key k where k.group_id = g.id)`)
  return { destroyed, keys, lockedGroups }
}

/** Answers the ids of those that this database did not know as destroyed. */
async function destroyAgain(db: Queries, lines: readonly DestroyedLine[]): Promise<string[]> {
  const list = sql`
    jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as n (destroyed uuid, "group" uuid, digest text, why text, at timestamptz, files bigint, bytes bigint, proof text)`
  const rows = await db.many<{ id: string }>(sql`
    insert into blobs.destruction (id, group_id, digest, why, at, files, bytes, proof)
    select n.destroyed, n."group", decode(n.digest, 'hex'), n.why, n.at, n.files, n.bytes, decode(n.proof, 'hex') from ${list}
    where (n."group" is null or exists (select from blobs.object_group g where g.id = n."group"))
      and (n.digest is null or exists (select from blobs.blob b where n."group" is null and b.digest = decode(n.digest, 'hex'))
        or exists (select from blobs.sealed s where s.group_id = n."group" and s.digest = decode(n.digest, 'hex')))
    on conflict (id) do nothing returning id`)
  const ids = rows.map(({ id }) => id)
  const anew = sql`from blobs.destruction d where d.id = any(${ids}::uuid[])`
  await db.run(sql`
    update blobs.object_group g set destroyed_at = d.at ${anew} and d.group_id = g.id and d.digest is null and g.destroyed_at is null`)
  await db.run(sql`
    update blobs.sealed s set destroyed_at = d.at ${anew} and d.group_id = s.group_id and d.digest = s.digest and s.destroyed_at is null`)
  await db.run(sql`
    update blobs.blob b set destroyed_at = d.at ${anew} and d.group_id is null and d.digest = b.digest and b.destroyed_at is null`)
  return ids
}

function bringKeys(db: Queries, lines: readonly KeyLine[]): Promise<number> {
  return db.run(sql`
    insert into blobs.group_key (group_id, master, wrapped)
    select n."group", n.master, decode(n.wrapped, 'hex')
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n ("group" uuid, master text, wrapped text)
    join blobs.object_group g on g.id = n."group" and g.destroyed_at is null
    on conflict (group_id) do nothing`)
}
