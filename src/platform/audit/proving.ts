import { type Db, sql } from '../db/index.ts'
import type { Json } from './canonical.ts'
import { LEAVES } from './checkpoint.ts'
import type { Entry } from './entry.ts'
import { type HashedRow, hashRow } from './log.ts'
import { type AuditItem, hashItem, type ListFacts } from './many.ts'
import { inclusionProof, MerkleTree, rootFrom } from './merkle.ts'

/** A place in a tree, and what shows that it leads to the root. Hashes in hexadecimal. */
export interface Inclusion {
  readonly index: number
  readonly size: number
  readonly path: readonly string[]
  readonly root: string
}

/** That an act upon a subject stands in the log: the item in the list of its entry where the entry tells of many, and the entry in the log. */
export interface Proof {
  readonly entry: HashedRow
  readonly item: (AuditItem & { readonly inList: Inclusion }) | null
  /** Null while the entry waits for its place. */
  readonly inLog: Inclusion | null
}

interface Found extends HashedRow {
  readonly number: number | null
  readonly itemFacts: { readonly [key: string]: Json } | null
  readonly position: number | null
}

const MOST = 100

/** Proofs of what was done to one subject, the latest first, at most a hundred. */
export async function proofsOf(db: Db, subject: Entry['subject']): Promise<Proof[]> {
  const found = await db.many<Found>(sql`
    select e.id, e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.what, e.subject_kind as "subjectKind", e.subject_id as "subjectId",
      e.request_id as "requestId", e.facts, n.number, n.facts as "itemFacts", p.position
    from (
      select entry_id, number, facts from audit.item where subject_kind = ${subject.kind} and subject_id = ${subject.id}
      union all
      select id, null, null from audit.entry where subject_kind = ${subject.kind} and subject_id = ${subject.id}) n
    join audit.entry e on e.id = n.entry_id left join audit.place p on p.entry_id = e.id
    order by e.at desc, e.id desc, n.number limit ${MOST}`)
  const { size } = await db.one<{ size: number }>(sql`select count(*) as size from audit.place`)
  const proofs: Proof[] = []
  for (const { number, itemFacts, position, ...entry } of found) {
    const item = number === null ? null : { subject, facts: itemFacts ?? {} }
    proofs.push({
      entry,
      item: item && {
        ...item,
        inList: await within(itemLeaves(db, entry.id), number ?? 0, listOf(entry.facts)?.count ?? 0),
      },
      inLog: position === null ? null : await within(logLeaves(db), position, size),
    })
  }
  return proofs
}

/** What stands against a proof, in words; null where it holds. Asks nothing of any database. */
export function flawOf({ entry, item, inLog }: Proof): string | null {
  if (item) {
    const list = listOf(entry.facts)
    if (!list || list.count !== item.inList.size) return 'The entry does not tell of a list of that length'
    if (!leadsTo(hashItem(item), item.inList, list.root)) return 'The item is not in the list that the entry tells of'
  }
  if (inLog && !leadsTo(hashRow(entry), inLog, inLog.root)) return 'The entry is not at its place in the log'
  return null
}

const leadsTo = (leaf: Buffer, { index, size, path }: Inclusion, root: string) =>
  rootFrom(
    leaf,
    index,
    size,
    path.map((hash) => Buffer.from(hash, 'hex')),
  )?.toString('hex') === root

/** What an entry says of its list, or null where it tells of one thing. */
export function listOf(facts: Entry['facts']): ListFacts | null {
  const { list } = facts
  if (list === null || typeof list !== 'object' || Array.isArray(list)) return null
  const { count, root } = list as { readonly [key: string]: Json }
  return typeof count === 'number' && typeof root === 'string' ? { count, root } : null
}

async function within(leaves: AsyncIterable<Buffer>, index: number, size: number): Promise<Inclusion> {
  const tree = new MerkleTree()
  async function* counted() {
    for await (const leaf of leaves) {
      if (tree.size < size) tree.add(leaf)
      yield leaf
    }
  }
  const path = await inclusionProof(counted(), index, size)
  return { index, size, path: path.map((hash) => hash.toString('hex')), root: tree.root().toString('hex') }
}

async function* logLeaves(db: Db): AsyncGenerator<Buffer> {
  for await (const rows of db.batches<{ leaf: Buffer }>(LEAVES, 5_000)) for (const { leaf } of rows) yield leaf
}

async function* itemLeaves(db: Db, entryId: string): AsyncGenerator<Buffer> {
  const query = sql`
    select subject_kind as kind, subject_id as id, facts from audit.item where entry_id = ${entryId} order by number`
  for await (const rows of db.batches<{ kind: string; id: string; facts: AuditItem['facts'] }>(query, 2_000))
    for (const { kind, id, facts } of rows) yield hashItem({ subject: { kind, id }, facts })
}
