import { entriesOf, type FoundEntry, standingOf, standingProblems } from '#platform/audit/index.ts'
import { frozenFileProblems, namedFiles } from '#platform/backup/index.ts'
import type { BlobStore } from '#platform/blobs/index.ts'
import { instantInWords } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { digestOf, paperOf, type Report } from './model.ts'
import { FROZEN, filesOf, findReport, hands, issuedIds, partsOf } from './store.ts'

/** What came of comparing an issued report with what the log says of its issue. */
export interface Verdict {
  readonly id: string
  readonly title: string
  /** What is not as it was issued, in words; empty when nothing is. */
  readonly problems: readonly string[]
  /** What could not be compared, in words. */
  readonly cannotKnow: readonly string[]
}

const ISSUED = 'report.issued'

/**
 * Compares every column of an issued report, of its parts and of its history, its digest and its files in the store with each other and with
 * the entries of the audit log. Whoever rewrites rows and digests alike is found by the entry; whoever rewrites the entry as well, by
 * verifying the log. Answers null where neither a row nor the log knows of such an issue.
 */
export async function verifyReport(db: Queries, blobs: BlobStore, id: string): Promise<Verdict | null> {
  const report = await findReport(db, id)
  const { entry, problems, cannotKnow } = await compareWithLog(db, id, report)
  if (!report?.issuedAt && !entry) return null
  const logged = namedFiles(entry?.facts.files)
  return {
    id,
    title: report?.title ?? 'A report that is gone',
    problems: [...problems, ...(await frozenFileProblems(blobs, await filesOf(db, id), logged))],
    cannotKnow: [
      ...cannotKnow,
      ...(entry && !logged
        ? ['It was issued when the log did not name files: they are compared with their rows alone.']
        : []),
    ],
  }
}

export interface Comparison {
  readonly entry: FoundEntry | undefined
  readonly problems: readonly string[]
  /** What the log does not say of it, in words. */
  readonly cannotKnow: readonly string[]
}

/** The entry of a report's issue, and what stands against what it says, how its rows stand, its day and issuer. Reads no files: quick enough for each page. */
export async function compareWithLog(db: Queries, id: string, report: Report | null): Promise<Comparison> {
  const entries = await entriesOf(db, ISSUED, { kind: 'report', id })
  const [entry] = entries
  const problems: string[] = []
  if (entries.length > 1) problems.push(`The log says ${counted(entries.length, 'time', 'times')} that it was issued.`)
  if (!entry) problems.push('The audit log has no entry of its issue: it was taken out, or the report never issued.')
  else if (!entry.isWhole) problems.push('The entry of its issue in the audit log has been changed.')
  if (entry && !report?.issuedAt)
    problems.push(
      `The log says that it was issued ${on(entry.at)}, but ${report ? 'it stands as a draft' : 'there is no such report any more'}.`,
    )
  if (!report) return { entry, problems, cannotKnow: [] }
  problems.push(...(await wordProblems(db, report, entry)))
  if (!entry) return { entry, problems, cannotKnow: [] }
  const rows = standingProblems(await standingOf(db, FROZEN, id), entry.facts.stands)
  return {
    entry,
    problems: [...problems, ...(await handProblems(db, report, entry)), ...rows.problems],
    cannotKnow: unsaidInWords(rows.unsaid),
  }
}

const on = (at: Date) => `on ${instantInWords(at)}`

async function wordProblems(db: Queries, report: Report, entry: FoundEntry | undefined): Promise<string[]> {
  const problems: string[] = []
  const words = await wordsOf(db, report)
  if (!words) return ['What it says cannot be read any more.']
  if (report.digest && !words.equals(report.digest))
    problems.push('What it says does not have the digest that is kept with it.')
  if (!entry) return problems
  if (entry.facts.digest !== words.toString('hex'))
    problems.push('What it says does not have the digest that the log names.')
  if (report.issuedAt && entry.facts.digest !== report.digest?.toString('hex'))
    problems.push('The digest that is kept with it is not the one that the log names.')
  return problems
}

/** What stands against who began, compiled and issued it, and when, by the entries of those acts. */
async function handProblems(db: Queries, report: Report, entry: FoundEntry): Promise<string[]> {
  const { id, kind, issuedAt, compiledAt } = report
  const problems: string[] = []
  const row = await hands(db, id)
  if (issuedAt && issuedAt.getTime() !== entry.at.getTime())
    problems.push(`The log says that it was issued ${on(entry.at)}, and its row ${on(issuedAt)}.`)
  if (issuedAt && row?.issuedBy !== entry.personId) problems.push('The log names somebody else as having issued it.')
  const [begun] = await entriesOf(db, 'report.begun', { kind: 'report', id })
  if (!begun) return [...problems, 'The audit log has no entry of its beginning.']
  const compiled = [begun, ...(await entriesOf(db, 'report.compiled', { kind: 'report', id }))]
  if (compiled.some(({ isWhole }) => !isWhole))
    problems.push('An entry of its beginning or compiling in the audit log has been changed.')
  const { of } = begun.facts
  if (of !== kind)
    problems.push(
      `The log says that it was begun as “${typeof of === 'string' ? of : ''}”, and its row says as “${kind}”.`,
    )
  if (row?.madeAt.getTime() !== begun.at.getTime() || row.madeBy !== begun.personId)
    problems.push('The log says that it was begun by somebody else, or at another time.')
  if (!compiled.some(({ at }) => at.getTime() === compiledAt.getTime()))
    problems.push(`Its row says that it was compiled ${on(compiledAt)}, and the log does not.`)
  return problems
}

/** What the entries of acts prove, of the columns that the entry of an older issue says nothing of. */
const PROVEN_BESIDE: ReadonlySet<string> = new Set(
  ['kind', 'title', 'from on', 'to on', 'made at', 'made by', 'issued at', 'issued by'].map((one) => `report: ${one}`),
)

function unsaidInWords(unsaid: readonly string[]): string[] {
  const left = unsaid.filter((one) => !PROVEN_BESIDE.has(one))
  if (left.length === 0) return []
  return [
    `It was issued when the log said less of reports. As far as it does not show in what it says, nobody can know whether this is as it was: ${left.join(', ')}.`,
  ]
}

/** The digest of what a report says now; null where that is no document any more. */
async function wordsOf(db: Queries, report: Report): Promise<Buffer | null> {
  try {
    return digestOf(paperOf(report, await partsOf(db, report.id)))
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const PAGE = 200

/** Ids of every report that was ever issued, by its row or by the log, each once. */
export async function* everIssued(db: Queries): AsyncIterable<string> {
  let last: string | null = null
  for (;;) {
    const ids: string[] = await issuedIds(db, last, PAGE)
    yield* ids
    last = ids.at(-1) ?? null
    if (last === null) break
  }
  let after = ''
  for (;;) {
    const entries: FoundEntry[] = await entriesOf(db, ISSUED, { kind: 'report', after })
    for (const id of new Set(entries.map(({ subjectId }) => subjectId)))
      if (!(await findReport(db, id))?.issuedAt) yield id
    const end = entries.at(-1)
    if (!end) return
    after = end.subjectId
  }
}
