import type { KeyObject } from 'node:crypto'
import { type Db, type Queries, sql } from '../db/index.ts'
import { counted } from '../words.ts'
import { CHANGED, type Checkpoint, type KeptCheckpoint, objection, signedBy } from './checkpoint.ts'
import { fingerprint, spkiOf } from './key.ts'
import { isAtExact } from './log.ts'

/** The database, or a transaction that can read in batches. */
export type LogReader = Queries & Pick<Db, 'batches'>

/** What the log is compared with. */
export interface Evidence {
  /** Checkpoints from outside the database. */
  readonly outside: readonly KeptCheckpoint[]
  /** The public keys that may have signed checkpoints; null to take those in the database without asking who signed them. */
  readonly trusted: readonly KeyObject[] | null
}

/** A root that the log had when it was so long, by the word of a checkpoint that counts. */
export interface Mark {
  readonly size: number
  readonly root: string
  readonly from: string
  readonly isOutside: boolean
  /** Whether it would be rolled back with the data folder. */
  readonly isBesideData: boolean
  readonly madeAt: Date
  /** As it was signed; null where nobody asked who signed it. */
  readonly checkpoint: Checkpoint | null
}

/** Checkpoints that count, and what stands against the others: a checkpoint that is damaged says nothing of the log. */
export interface Marks {
  readonly marks: readonly Mark[]
  readonly objections: readonly string[]
  /** How long the log was by each checkpoint in the database, whether it counts or not. */
  readonly sizesInside: ReadonlySet<number>
}

/** Every checkpoint, those in the database and those from outside it, each signed by a trusted key or told why it does not count. */
export async function marksFor(db: LogReader, { outside, trusted }: Evidence): Promise<Marks> {
  const inside = await insideMarks(db, trusted)
  const given = outsideMarks(outside, trusted ?? [])
  return {
    marks: [...inside.marks, ...given.marks],
    objections: [...inside.objections, ...given.objections],
    sizesInside: inside.sizesInside,
  }
}

/** Checkpoints that the database ought to have, since they are kept outside it, and has no more. */
export const takenOut = ({ marks, sizesInside }: Marks, placed: number): string[] =>
  marks
    .filter(({ size, isOutside }) => isOutside && size <= placed && !sizesInside.has(size))
    .map(
      ({ size, from }) =>
        `The database has no checkpoint of ${counted(size, 'entry', 'entries')} any more, but there is ${from}.`,
    )

interface InDatabase {
  readonly size: number
  readonly root: Buffer
  readonly madeAt: Date
  readonly isAtExact: boolean
  readonly key: string
  readonly signature: Buffer
}

const CHECKPOINTS = sql`
  select size, root, made_at as "madeAt", ${isAtExact(sql`made_at`)} as "isAtExact", key, signature from audit.checkpoint order by size`

/** Checkpoints that the database keeps. Their signatures are of the installation's key, or they are somebody else's. */
async function insideMarks(db: LogReader, trusted: Evidence['trusted']): Promise<Marks> {
  const marks: Mark[] = []
  const objections: string[] = []
  const sizesInside = new Set<number>()
  for await (const rows of db.batches<InDatabase>(CHECKPOINTS, 1_000)) {
    for (const row of rows) {
      const { size, root, madeAt } = row
      sizesInside.add(size)
      const checkpoint = trusted && checkpointOf(row, trusted)
      const wrong = trusted && objectionTo(row, checkpoint, trusted)
      if (wrong)
        objections.push(
          `The checkpoint of ${counted(size, 'entry', 'entries')} in the database does not count: ${wrong}.`,
        )
      else
        marks.push({
          size,
          root: root.toString('hex'),
          from: 'its checkpoint in the database',
          isOutside: false,
          isBesideData: false,
          madeAt,
          checkpoint,
        })
    }
  }
  return { marks, objections, sizesInside }
}

/** A checkpoint of the database as it was signed; null where none of the trusted keys is named. */
function checkpointOf(row: InDatabase, trusted: readonly KeyObject[]): Checkpoint | null {
  const key = trusted.find((one) => fingerprint(one) === row.key)
  if (!key) return null
  return {
    origin: 'muniment-audit',
    size: row.size,
    root: row.root.toString('hex'),
    madeAt: row.madeAt.toISOString(),
    publicKey: spkiOf(key),
    signature: row.signature.toString('base64'),
  }
}

function objectionTo(row: InDatabase, checkpoint: Checkpoint | null, trusted: readonly KeyObject[]): string | null {
  if (!checkpoint) return signedBy(row.key)
  return row.isAtExact ? objection(checkpoint, trusted) : CHANGED
}

/** Those from outside that are rightly signed; of the others it is said why they do not count. */
function outsideMarks(outside: readonly KeptCheckpoint[], trusted: readonly KeyObject[]): Omit<Marks, 'sizesInside'> {
  const marks: Mark[] = []
  const objections: string[] = []
  for (const { from, isBesideData, checkpoint, damage } of outside) {
    const wrong = checkpoint ? objection(checkpoint, trusted) : `it is damaged (${damage ?? 'it is not a checkpoint'})`
    if (wrong) objections.push(`The checkpoint ${from} does not count: ${wrong}.`)
    else if (checkpoint) {
      const { size, root, madeAt } = checkpoint
      marks.push({ size, root, from, isOutside: true, isBesideData, madeAt: new Date(madeAt), checkpoint })
    }
  }
  return { marks, objections }
}
