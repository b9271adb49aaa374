import { type Db, sql } from '../db/index.ts'
import type { Json } from './canonical.ts'
import { type Checkpoint, LEAVES, signerOf } from './checkpoint.ts'
import type { AuditEntry } from './entry.ts'
import { type HashedRow, hashRow } from './log.ts'
import { type AuditItem, hashItem, type ListFacts } from './many.ts'
import type { Mark } from './marks.ts'
import { Inclusions, inclusionProof, rootFrom } from './merkle.ts'

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
  /**
   * Null while the entry waits for its place. Its root is that of the log when the checkpoint beside it was signed; without one it is
   * that of the log as it stands, and proves no more than that the entry is in it.
   */
  readonly inLog: (Inclusion & { readonly checkpoint: Checkpoint | null }) | null
}

interface Found extends HashedRow {
  readonly number: number | null
  readonly itemFacts: { readonly [key: string]: Json } | null
  readonly position: number | null
}

/** Where the log tells of a subject: as an item in the list of an entry, or as its subject. */
const TOLD = ({ kind, id }: AuditEntry['subject']) => sql`
  select entry_id, number, facts from audit.item where subject_kind = ${kind} and subject_id = ${id}
  union all
  select id, null, null from audit.entry where subject_kind = ${kind} and subject_id = ${id}`

/** How often the log tells of a subject. */
export async function countOf(db: Db, subject: AuditEntry['subject']): Promise<number> {
  return (await db.one<{ count: number }>(sql`select count(*) as count from (${TOLD(subject)}) n`)).count
}

export interface ProofOptions {
  /** Checkpoints that count (`marksFor`): a proof is of the log as the longest of them has it, where one is long enough. */
  readonly marks?: readonly Mark[]
  /** How many proofs, at most. */
  readonly most?: number
}

/** Proofs of what was done to one subject, the latest first, in one pass over the log. */
export async function proofsOf(
  db: Db,
  subject: AuditEntry['subject'],
  { marks = [], most = 100 }: ProofOptions = {},
): Promise<Proof[]> {
  const found = await db.many<Found>(sql`
    select e.id, e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.what, e.subject_kind as "subjectKind", e.subject_id as "subjectId",
      e.request_id as "requestId", e.facts, n.number, n.facts as "itemFacts", p.position
    from (${TOLD(subject)}) n
    join audit.entry e on e.id = n.entry_id left join audit.place p on p.entry_id = e.id
    order by e.at desc, e.id desc, n.number limit ${most}`)
  const { size } = await db.one<{ size: number }>(sql`select count(*) as size from audit.place`)
  const signed = longest(marks, size)
  const under = (position: number) => (signed && position < signed.size ? signed : { size, checkpoint: null })
  const inLog = new Inclusions(
    found.flatMap(({ position }) => (position === null ? [] : [{ index: position, size: under(position).size }])),
  )
  for await (const leaf of logLeaves(db)) inLog.add(leaf)
  const proofs: Proof[] = []
  for (const { number, itemFacts, position, ...entry } of found) {
    const item = number === null ? null : { subject, facts: itemFacts ?? {} }
    proofs.push({
      entry,
      item: item && {
        ...item,
        inList: await within(itemLeaves(db, entry.id), number ?? 0, listOf(entry.facts)?.count ?? 0),
      },
      inLog: position === null ? null : inTree(inLog, position, under(position)),
    })
  }
  return proofs
}

/** The checkpoint under which most of the log lies: one from outside before one of the database that is as long. */
function longest(
  marks: readonly Mark[],
  size: number,
): { readonly size: number; readonly checkpoint: Checkpoint } | null {
  const [first] = marks
    .flatMap(({ checkpoint, isOutside }) => (checkpoint && checkpoint.size <= size ? [{ checkpoint, isOutside }] : []))
    .toSorted((a, b) => b.checkpoint.size - a.checkpoint.size || Number(b.isOutside) - Number(a.isOutside))
  return first ? { size: first.checkpoint.size, checkpoint: first.checkpoint } : null
}

function inTree(
  inLog: Inclusions,
  index: number,
  { size, checkpoint }: { readonly size: number; readonly checkpoint: Checkpoint | null },
): Proof['inLog'] {
  return { ...inWriting(index, size, inLog.of(index, size)), checkpoint }
}

const inWriting = (index: number, size: number, { path, root }: ReturnType<Inclusions['of']>): Inclusion => ({
  index,
  size,
  path: path.map((hash) => hash.toString('hex')),
  root: root.toString('hex'),
})

/** What stands against a proof, in words; null where it holds. Asks nothing of any database. */
export function flawOf({ entry, item, inLog }: Proof): string | null {
  if (item) {
    const list = listOf(entry.facts)
    if (!list || list.count !== item.inList.size) return 'The entry does not tell of a list of that length'
    if (!leadsTo(hashItem(item), item.inList, list.root)) return 'The item is not in the list that the entry tells of'
  }
  if (!inLog) return null
  if (!leadsTo(hashRow(entry), inLog, inLog.root)) return 'The entry is not at its place in the log'
  const { checkpoint } = inLog
  if (!checkpoint) return null
  if (!signerOf(checkpoint)) return 'The signature of the checkpoint does not fit what it says'
  return checkpoint.size === inLog.size && checkpoint.root === inLog.root
    ? null
    : 'The log does not agree with the checkpoint that was signed: entries have been changed'
}

const leadsTo = (leaf: Buffer, { index, size, path }: Inclusion, root: string) =>
  rootFrom(
    leaf,
    index,
    size,
    path.map((hash) => Buffer.from(hash, 'hex')),
  )?.toString('hex') === root

/** What an entry says of its list, or null where it tells of one thing. */
export function listOf(facts: AuditEntry['facts']): ListFacts | null {
  const { list } = facts
  if (list === null || typeof list !== 'object' || Array.isArray(list)) return null
  const { count, root } = list as { readonly [key: string]: Json }
  return typeof count === 'number' && typeof root === 'string' ? { count, root } : null
}

async function within(leaves: AsyncIterable<Buffer>, index: number, size: number): Promise<Inclusion> {
  return inWriting(index, size, await inclusionProof(leaves, index, size))
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
