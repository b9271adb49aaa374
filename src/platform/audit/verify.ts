import { instantInWords } from '../calendar/index.ts'
import { sql } from '../db/index.ts'
import { agreeing, counted } from '../words.ts'
import { checkLists } from './lists.ts'
import { isWhole, LOG, type LogRow } from './log.ts'
import { type Evidence, type LogReader, type Mark, marksFor, takenOut } from './marks.ts'
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
  /** What is wrong with the log, in plain English; empty when nothing is. */
  readonly problems: readonly string[]
  /** What is wrong with checkpoints, in plain English: they are damaged, forged or gone, and say nothing of the log. */
  readonly checkpointProblems: readonly string[]
  /** What nothing here can show, in plain English, because no checkpoint speaks of it. */
  readonly cannotKnow: readonly string[]
}

/** Whether nothing is wrong, neither with the log nor with what it is compared with. */
export const isAllWell = ({ problems, checkpointProblems }: Verification): boolean =>
  problems.length + checkpointProblems.length === 0

type Row = LogRow & { readonly position: number; readonly placedLeaf: Buffer }

const MOST_PROBLEMS = 50

/** An act may take so long between its beginning, which dates its entry, and its place in the log, in milliseconds. */
const LONGEST_ACT = 24 * 3_600_000

/**
 * Reads the whole log once and checks it: every entry still hashes to its leaf, places follow one another, no entry
 * lacks a place, none is dated otherwise than its place allows, the lists of entries that tell of many are as they were, and the tree agrees with every checkpoint: those in the database, and those kept outside it.
 */
export async function verifyAudit(
  db: LogReader,
  evidence: Evidence = { outside: [], trusted: null },
  now: Date | null = null,
): Promise<Verification> {
  const log = new Problems()
  const known = await marksFor(db, evidence)
  const bySize = Map.groupBy(known.marks, ({ size }) => size)
  const tree = new MerkleTree()
  let covered = 0
  let newest: Mark | null = null
  for await (const rows of db.batches<Row>(LOG, 2_000)) {
    for (const row of rows) {
      check(row, tree.size, log.say)
      checkDate(row, newest, now, log.say)
      tree.add(row.placedLeaf)
      const reached = bySize.get(tree.size) ?? []
      if (compare(tree, reached, log.say)) covered = tree.size
      newest = reached.find(({ isOutside }) => isOutside) ?? reached[0] ?? newest
    }
  }
  for (const mark of known.marks) if (mark.size > tree.size) log.say(tooShort(mark, tree.size))
  await checkLists(db, (problem) => log.say(problem))
  const { waiting, lost } = await db.one<{ waiting: number; lost: number }>(LEFT)
  if (lost > 0)
    log.say(
      `${counted(lost, 'entry has no place in the log and does not wait for one', 'entries have no place in the log and do not wait for one')}.`,
    )
  const outside = known.marks.filter(({ isOutside }) => isOutside)
  const checkpoints = new Problems()
  for (const objection of [...known.objections, ...takenOut(known, tree.size)]) checkpoints.say(objection)
  return {
    placed: tree.size,
    waiting,
    root: tree.root().toString('hex'),
    covered,
    checkpoints: outside.length,
    problems: log.told,
    checkpointProblems: checkpoints.told,
    cannotKnow: limits({ outside, covered, placed: tree.size }),
  }
}

/** Problems in words: the first of them, and how many more there are. */
class Problems {
  readonly #first: string[] = []
  #unsaid = 0

  readonly say = (problem: string): void => {
    if (this.#first.length < MOST_PROBLEMS) this.#first.push(problem)
    else this.#unsaid += 1
  }

  get told(): readonly string[] {
    return this.#unsaid > 0
      ? [
          ...this.#first,
          `There ${agreeing(this.#unsaid, 'is', 'are')} ${counted(this.#unsaid, 'more problem', 'more problems')}.`,
        ]
      : this.#first
  }
}

function check(row: Row, position: number, say: (problem: string) => void): void {
  if (row.position !== position) say(`Place ${position} is missing: the next one is ${row.position}.`)
  if (row.leaf === null) say(`The entry at place ${row.position} has been taken out.`)
  else if (!isWhole(row)) say(`Entry ${row.id} at place ${row.position} has been changed.`)
}

/** An entry that came into the log after a checkpoint was not made long before it, and none was made in the future. */
function checkDate(row: Row, newest: Mark | null, now: Date | null, say: (problem: string) => void): void {
  // An instant that was never hashed has been told already.
  if (row.leaf === null || !row.isAtExact) return
  const on = `Entry ${row.id} at place ${row.position} is dated ${instantInWords(row.at)}`
  if (now && row.at.getTime() > now.getTime() + LONGEST_ACT) say(`${on}, which is in the future.`)
  else if (newest && row.at.getTime() < newest.madeAt.getTime() - LONGEST_ACT)
    say(
      `${on}, but it was put into the log after ${named(newest)} of ${instantInWords(newest.madeAt)}: its date is not so.`,
    )
}

/** Whether a checkpoint from outside says of the tree so far what is so. */
function compare(tree: MerkleTree, marks: readonly Mark[], say: (problem: string) => void): boolean {
  if (marks.length === 0) return false
  const root = tree.root().toString('hex')
  for (const mark of marks.filter((one) => one.root !== root))
    say(`The log up to place ${tree.size} does not agree with ${named(mark)}: entries have been changed.`)
  return marks.some((mark) => mark.isOutside && mark.root === root)
}

const named = ({ from, isOutside }: Mark) => (isOutside ? `the checkpoint ${from}` : from)

const tooShort = ({ size, from, isOutside }: Mark, placed: number) =>
  `${isOutside ? `The checkpoint ${from}` : 'A checkpoint in the database'} speaks of ${counted(size, 'entry', 'entries')}, but the log has only ${placed}: it has been cut short, or an old backup restored.`

/** What nobody can tell from what there is. */
function limits({
  outside,
  covered,
  placed,
}: {
  readonly outside: readonly Mark[]
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
      `The last ${counted(placed - covered, 'entry is', 'entries are')} newer than the newest checkpoint. Whether some of them were changed as a whole, added or cut off, nothing can show yet.`,
    )
  }
  return told
}

/** Entries that wait for their place, and entries that neither have one nor wait. */
const LEFT = sql`
  select (select count(*) from audit.unplaced) as waiting,
    (select count(*) from audit.entry e where not exists (select from audit.place p where p.entry_id = e.id)
      and not exists (select from audit.unplaced u where u.entry_id = e.id)) as lost`
