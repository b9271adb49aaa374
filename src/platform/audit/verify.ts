import type { KeyObject } from 'node:crypto'
import { instantInWords } from '../calendar/index.ts'
import { type Db, type Queries, sql } from '../db/index.ts'
import { objection } from './checkpoint.ts'
import type { KeptCheckpoint } from './keeping.ts'
import { fingerprint, spkiOf } from './key.ts'
import { hashRow, LOG, type LogRow } from './log.ts'
import { MerkleTree } from './merkle.ts'

export interface Verification {
  /** Entries that have their place in the log. */
  readonly placed: number
  /** Entries that still wait for their place. */
  readonly waiting: number
  readonly root: string
  /** How many entries the longest checkpoint covers that is kept outside the database, is rightly signed and agrees. */
  readonly covered: number
  /** How many checkpoints outside the database were compared. */
  readonly checkpoints: number
  /** What is wrong, in plain English; empty when nothing is. */
  readonly problems: readonly string[]
  /** What nothing here can show, in plain English, because no checkpoint speaks of it. */
  readonly cannotKnow: readonly string[]
}

/** The database, or a transaction that can read in batches. */
export type LogReader = Queries & Pick<Db, 'batches'>

/** What the log is compared with. */
export interface Evidence {
  /** Checkpoints from outside the database. */
  readonly outside: readonly KeptCheckpoint[]
  /** The public keys that may have signed checkpoints; null to take those in the database without asking who signed them. */
  readonly trusted: readonly KeyObject[] | null
}

type Row = LogRow & { readonly position: number }

const MOST_PROBLEMS = 50

/** A root that the log had when it was so long, by somebody's word. */
interface Mark {
  readonly size: number
  readonly root: string
  readonly from: string
  readonly isOutside: boolean
  readonly madeAt: Date
}

/** An act may take so long between its beginning, which dates its entry, and its place in the log, in milliseconds. */
const LONGEST_ACT = 24 * 3_600_000

/**
 * Reads the whole log once and checks it: every entry still hashes to its leaf, places follow one another, no entry
 * lacks a place, none is dated otherwise than its place allows, and the tree agrees with every checkpoint: those in the database, and those kept outside it.
 */
export async function verifyAudit(
  db: LogReader,
  { outside, trusted }: Evidence = { outside: [], trusted: null },
  now: Date | null = null,
): Promise<Verification> {
  const problems: string[] = []
  let unsaid = 0
  const say = (problem: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem)
    else unsaid += 1
  }
  const marks = [...(await inside(db, trusted, say)), ...signed(outside, trusted ?? [], say)]
  const bySize = Map.groupBy(marks, ({ size }) => size)
  const tree = new MerkleTree()
  let covered = 0
  let newest: Mark | null = null
  for await (const rows of db.batches<Row>(LOG, 2_000)) {
    for (const row of rows) {
      check(row, tree.size, say)
      checkDate(row, newest, now, say)
      tree.add(row.placedLeaf)
      const reached = bySize.get(tree.size) ?? []
      if (compare(tree, reached, say)) covered = tree.size
      newest = reached.find(({ isOutside }) => isOutside) ?? reached[0] ?? newest
    }
  }
  for (const mark of marks) {
    if (mark.size > tree.size) say(tooShort(mark, tree.size))
    else if (bySize.get(mark.size)?.every(({ isOutside }) => isOutside))
      say(`The database has no checkpoint of ${mark.size} entries any more, but there is ${mark.from}.`)
  }
  const { waiting, lost } = await db.one<{ waiting: number; lost: number }>(LEFT)
  if (lost > 0) say(`${lost} entries have no place in the log and do not wait for one.`)
  if (unsaid > 0) problems.push(`There are ${unsaid} more problems.`)
  return {
    placed: tree.size,
    waiting,
    root: tree.root().toString('hex'),
    covered,
    checkpoints: outside.length,
    problems,
    cannotKnow: limits({ outside, covered, placed: tree.size }),
  }
}

function check(row: Row, position: number, say: (problem: string) => void): void {
  if (row.position !== position) say(`Place ${position} is missing: the next one is ${row.position}.`)
  if (row.leaf === null) say(`The entry at place ${row.position} has been taken out.`)
  else if (!hashRow(row).equals(row.leaf) || !row.leaf.equals(row.placedLeaf))
    say(`Entry ${row.id} at place ${row.position} has been changed.`)
}

/** An entry that came into the log after a checkpoint was not made long before it, and none was made in the future. */
function checkDate(row: Row, newest: Mark | null, now: Date | null, say: (problem: string) => void): void {
  if (row.leaf === null) return
  const on = `Entry ${row.id} at place ${row.position} is dated ${instantInWords(row.at)}`
  if (now && row.at.getTime() > now.getTime() + LONGEST_ACT) say(`${on}, which is in the future.`)
  else if (newest && row.at.getTime() < newest.madeAt.getTime() - LONGEST_ACT)
    say(
      `${on}, but it was put into the log after ${named(newest.from)} of ${instantInWords(newest.madeAt)}: its date is not so.`,
    )
}

/** Checkpoints that the database keeps. Their signatures are of the installation's key, or they are somebody else's. */
async function inside(db: LogReader, trusted: Evidence['trusted'], say: (problem: string) => void): Promise<Mark[]> {
  const marks: Mark[] = []
  for await (const rows of db.batches<InDatabase>(CHECKPOINTS, 1_000)) {
    for (const row of rows) {
      const wrong = trusted && objectionTo(row, trusted)
      if (wrong) say(`The checkpoint of ${row.size} entries in the database does not count: ${wrong}.`)
      marks.push({
        size: row.size,
        root: row.root.toString('hex'),
        from: 'its checkpoint in the database',
        isOutside: false,
        madeAt: row.madeAt,
      })
    }
  }
  return marks
}

interface InDatabase {
  readonly size: number
  readonly root: Buffer
  readonly madeAt: Date
  readonly key: string
  readonly signature: Buffer
}

const CHECKPOINTS = sql`select size, root, made_at as "madeAt", key, signature from audit.checkpoint order by size`

function objectionTo({ size, root, madeAt, key: name, signature }: InDatabase, trusted: readonly KeyObject[]) {
  const key = trusted.find((one) => fingerprint(one) === name)
  if (!key) return `it is not signed by the key of this installation but by the key ${name}`
  const said = {
    origin: 'muniment-audit' as const,
    size,
    root: root.toString('hex'),
    madeAt: madeAt.toISOString(),
    publicKey: spkiOf(key),
  }
  return objection({ ...said, signature: signature.toString('base64') }, trusted)
}

/** Those from outside that are rightly signed; of the others it is said why they do not count. */
function signed(
  outside: readonly KeptCheckpoint[],
  trusted: readonly KeyObject[],
  say: (problem: string) => void,
): Mark[] {
  return outside.flatMap(({ from, checkpoint }): Mark[] => {
    const wrong = checkpoint ? objection(checkpoint, trusted) : 'it is not a checkpoint, or it is damaged'
    if (wrong) say(`The checkpoint ${from} does not count: ${wrong}.`)
    return wrong || !checkpoint
      ? []
      : [
          {
            size: checkpoint.size,
            root: checkpoint.root,
            from,
            isOutside: true,
            madeAt: new Date(checkpoint.madeAt),
          },
        ]
  })
}

/** Whether a checkpoint from outside says of the tree so far what is so. */
function compare(tree: MerkleTree, marks: readonly Mark[], say: (problem: string) => void): boolean {
  if (marks.length === 0) return false
  const root = tree.root().toString('hex')
  for (const { from } of marks.filter((mark) => mark.root !== root))
    say(`The log up to place ${tree.size} does not agree with ${named(from)}: entries have been changed.`)
  return marks.some((mark) => mark.isOutside && mark.root === root)
}

const named = (from: string) => (from.startsWith('its ') ? from : `the checkpoint ${from}`)

const tooShort = ({ size, from }: Mark, placed: number) =>
  `${from.startsWith('its ') ? 'A checkpoint in the database' : `The checkpoint ${from}`} speaks of ${size} entries, but the log has only ${placed}: it has been cut short, or an old backup restored.`

/** What nobody can tell from what there is. */
function limits({
  outside,
  covered,
  placed,
}: {
  readonly outside: readonly KeptCheckpoint[]
  readonly covered: number
  readonly placed: number
}): string[] {
  if (placed === 0) return []
  if (covered === 0)
    return [
      'No checkpoint from outside the database agrees with this log. So nothing here can show whether the log was cut short at its end, rolled back to an old backup, or written anew as a whole by somebody who has every right in the database.',
    ]
  const told: string[] = []
  if (!outside.some(({ isBesideData }) => !isBesideData))
    told.push(
      'The checkpoints lie in the data folder. If the whole data folder was rolled back to an old copy, they were rolled back with it: compare with one that was mailed (audit verify --checkpoint FILE).',
    )
  if (covered < placed) {
    told.push(
      `The last ${placed - covered} entries are newer than the newest checkpoint. Whether some of them were changed as a whole, added or cut off, nothing can show yet.`,
    )
  }
  return told
}

/** Entries that wait for their place, and entries that neither have one nor wait. */
const LEFT = sql`
  select (select count(*) from audit.unplaced) as waiting,
    (select count(*) from audit.entry e where not exists (select from audit.place p where p.entry_id = e.id)
      and not exists (select from audit.unplaced u where u.entry_id = e.id)) as lost`
