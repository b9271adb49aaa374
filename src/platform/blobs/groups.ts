import { randomBytes } from 'node:crypto'
import { type Queries, sql, type Tx } from '../db/index.ts'
import { NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { keyDigest } from '../seal.ts'
import type { MasterKeys, Wrapped } from './master.ts'
import { LockedGroup } from './model.ts'

/** What a wrapped key is the key of. */
export const contextOf = (group: string): string => `muniment group ${group}`

/** Held by whoever wraps keys; alone, by whoever changes the master key. */
export const WRAPPING = 7_205_759_490

/**
 * Makes a group with a key of its own, in the transaction that needs it. `subject` says in words of the program what it is of, such as
 * `records.folder 01a2…`. Answers the group's id.
 */
export async function makeGroup(tx: Tx, masters: MasterKeys, subject: string): Promise<string> {
  const id = newId()
  const key = randomBytes(32)
  await tx.run(sql`select pg_advisory_xact_lock_shared(${WRAPPING})`)
  const { master, wrapped } = await masters.wrap(key, contextOf(id))
  await tx.run(
    sql`insert into blobs.object_group (id, subject, key_digest) values (${id}, ${subject}, ${keyDigest(key)})`,
  )
  await tx.run(sql`insert into blobs.group_key (group_id, master, wrapped) values (${id}, ${master}, ${wrapped})`)
  return id
}

/** The key of a group. @throws LockedGroup where it is destroyed or not here, NotFound where there is no such group */
export async function keyOf(db: Queries, masters: MasterKeys, group: string): Promise<Buffer> {
  const found = await db.maybe<{ isDestroyed: boolean; master: string | null; wrapped: Buffer | null }>(sql`
    select g.destroyed_at is not null as "isDestroyed", k.master, k.wrapped
    from blobs.object_group g left join blobs.group_key k on k.group_id = g.id where g.id = ${group}`)
  if (!found) throw new NotFound('There is no such group of files')
  const { isDestroyed, master, wrapped } = found
  if (isDestroyed || master === null || wrapped === null) throw new LockedGroup(isDestroyed)
  return masters.unwrap({ master, wrapped }, contextOf(group))
}

const PAGE = 1_000

/**
 * Changes the master key: every key of a group is opened with the old one and closed with the new one, in one transaction. Broken off, it is
 * finished by doing it again: old and new open keys until the end. Answers how many keys were closed anew.
 */
export async function changeMaster(
  db: { transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> },
  masters: MasterKeys,
  isGiven: boolean,
  after: (tx: Tx, facts: { readonly master: string; readonly keys: number }) => Promise<unknown>,
): Promise<number> {
  if (!isGiven) await masters.renew()
  const keys = await db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${WRAPPING})`)
    const master = await masters.current()
    let changed = 0
    for (let page = await underOthers(tx, master); page.length > 0; page = await underOthers(tx, master)) {
      await wrapAnew(tx, masters, page)
      changed += page.length
    }
    await after(tx, { master, keys: changed })
    return changed
  })
  await masters.forgetEarlier()
  return keys
}

type Row = Wrapped & { readonly group: string }

const underOthers = (tx: Tx, master: string): Promise<Row[]> =>
  tx.many(sql`
    select group_id as "group", master, wrapped from blobs.group_key where master <> ${master} order by group_id limit ${PAGE}`)

async function wrapAnew(tx: Tx, masters: MasterKeys, page: readonly Row[]): Promise<void> {
  const anew: Row[] = []
  for (const { group, ...kept } of page) {
    const key = await masters.unwrap(kept, contextOf(group))
    anew.push({ group, ...(await masters.wrap(key, contextOf(group))) })
  }
  await tx.run(sql`
    update blobs.group_key k set master = n.master, wrapped = n.wrapped
    from unnest(${anew.map(({ group }) => group)}::uuid[], ${anew.map(({ master }) => master)}::text[], ${anew.map(({ wrapped }) => wrapped)}::bytea[])
      as n (group_id, master, wrapped) where n.group_id = k.group_id`)
}
