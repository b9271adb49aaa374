import type { KeyObject } from 'node:crypto'
import { type Db, sql } from '../db/index.ts'
import { type Checkpoint, isSigned } from './checkpoint.ts'
import type { Entry } from './entry.ts'
import { hashEntry } from './entry.ts'
import { MerkleTree } from './merkle.ts'

export interface Verification {
  /** Entries that have their place in the log. */
  readonly placed: number
  /** Entries that still wait for their place. */
  readonly waiting: number
  readonly root: string
  /** What is wrong, in plain English; empty when nothing is. */
  readonly problems: readonly string[]
}

interface Row {
  readonly position: number
  readonly placedLeaf: Buffer
  readonly leaf: Buffer
  readonly id: string
  readonly at: Date
  readonly actorKind: Entry['actor']['kind']
  readonly actorId: string | null
  readonly what: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly requestId: string | null
  readonly facts: Entry['facts']
}

const MOST_PROBLEMS = 50

/**
 * Reads the whole log once and checks it: every entry still hashes to its leaf, places follow one another, no entry
 * lacks a place, and the tree agrees with the checkpoints kept in the database and with one kept outside it.
 */
export async function verifyAudit(
  db: Db,
  outside?: { checkpoint: Checkpoint; key?: KeyObject },
): Promise<Verification> {
  const problems: string[] = []
  const say = (problem: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem)
  }
  const wanted = new Map(
    (await db.many<{ size: number; root: Buffer }>(sql`select size, root from audit.checkpoint`)).map(
      ({ size, root }) => [size, root.toString('hex')],
    ),
  )
  if (outside && !isSigned(outside.checkpoint, outside.key))
    say('The checkpoint file is not signed by the key of this installation.')
  const tree = new MerkleTree()
  for await (const rows of db.batches<Row>(LOG, 2_000)) {
    for (const row of rows) {
      if (row.position !== tree.size) say(`Place ${tree.size} is missing: the next one is ${row.position}.`)
      if (!hashOf(row).equals(row.leaf) || !row.leaf.equals(row.placedLeaf))
        say(`Entry ${row.id} at place ${row.position} has been changed.`)
      tree.add(row.placedLeaf)
      compare(tree, wanted, outside?.checkpoint, say)
    }
  }
  for (const size of wanted.keys())
    if (size > tree.size) say(`A checkpoint of ${size} entries is kept, but the log has only ${tree.size}.`)
  if (outside && outside.checkpoint.size > tree.size) {
    say(
      `The checkpoint file speaks of ${outside.checkpoint.size} entries, but the log has only ${tree.size}: it has been cut short, or an old backup restored.`,
    )
  }
  const { waiting, lost } = await db.one<{ waiting: number; lost: number }>(sql`
    select (select count(*) from audit.unplaced) as waiting,
      (select count(*) from audit.entry) - (select count(*) from audit.place) - (select count(*) from audit.unplaced) as lost`)
  if (lost > 0) say(`${lost} entries have no place in the log and do not wait for one.`)
  return { placed: tree.size, waiting, root: tree.root().toString('hex'), problems }
}

function compare(
  tree: MerkleTree,
  kept: ReadonlyMap<number, string>,
  outside: Checkpoint | undefined,
  say: (problem: string) => void,
): void {
  const isKept = kept.has(tree.size)
  const isOutside = outside?.size === tree.size
  if (!isKept && !isOutside) return
  const root = tree.root().toString('hex')
  if (isKept && kept.get(tree.size) !== root)
    say(`The log up to place ${tree.size} does not agree with its checkpoint.`)
  if (isOutside && outside.root !== root)
    say(`The log up to place ${tree.size} does not agree with the checkpoint file.`)
}

function hashOf(row: Row): Buffer {
  const actor =
    row.actorKind === 'person' ? { kind: row.actorKind, id: row.actorId ?? '', name: '' } : { kind: row.actorKind }
  const { id, at, what, requestId, facts } = row
  return hashEntry({ id, at, actor, what, subject: { kind: row.subjectKind, id: row.subjectId }, requestId, facts })
}

const LOG = sql`
  select p.position, p.leaf as "placedLeaf", e.leaf, e.id, e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.what,
    e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.request_id as "requestId", e.facts
  from audit.place p join audit.entry e on e.id = p.entry_id order by p.position`
