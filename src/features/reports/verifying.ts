import { entriesOf, type FoundEntry } from '#platform/audit/index.ts'
import { frozenFileProblems, namedFiles } from '#platform/backup/index.ts'
import type { BlobStore } from '#platform/blobs/index.ts'
import { instantInWords } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { digestOf, paperOf, type Report } from './model.ts'
import { filesOf, findReport, issuedIds, issuerOf, partsOf } from './store.ts'

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
 * Compares what an issued report says, its digest, its files in the store and who issued it when with each other and with the entry of its
 * issue in the audit log. Whoever rewrites rows and digests alike is found by the entry; whoever rewrites the entry as well, by
 * verifying the log. Answers null where neither a row nor the log knows of such an issue.
 */
export async function verifyReport(db: Queries, blobs: BlobStore, id: string): Promise<Verdict | null> {
  const report = await findReport(db, id)
  const { entry, problems } = await compareWithLog(db, id, report)
  if (!report?.issuedAt && !entry) return null
  const logged = namedFiles(entry?.facts.files)
  const cannotKnow =
    entry && !logged ? ['It was issued when the log did not name files: they are compared with their rows alone.'] : []
  return {
    id,
    title: report?.title ?? 'A report that is gone',
    problems: [...problems, ...(await frozenFileProblems(blobs, await filesOf(db, id), logged))],
    cannotKnow,
  }
}

/** The entry of a report's issue, and what stands against its words, digest, day and issuer. Reads no files: quick enough for each page. */
export async function compareWithLog(
  db: Queries,
  id: string,
  report: Report | null,
): Promise<{ readonly entry: FoundEntry | undefined; readonly problems: readonly string[] }> {
  const entries = await entriesOf(db, ISSUED, { kind: 'report', id })
  const [entry] = entries
  const problems: string[] = []
  if (entries.length > 1) problems.push(`The log says ${counted(entries.length, 'time', 'times')} that it was issued.`)
  if (!entry) problems.push('The audit log has no entry of its issue: it was taken out, or the report never issued.')
  else if (!entry.isWhole) problems.push('The entry of its issue in the audit log has been changed.')
  if (entry && !report?.issuedAt)
    problems.push(
      `The log says that it was issued ${on(entry)}, but ${report ? 'it stands as a draft' : 'there is no such report any more'}.`,
    )
  if (report) problems.push(...(await wordProblems(db, report, entry)))
  return { entry, problems }
}

const on = ({ at }: FoundEntry) => `on ${instantInWords(at)}`

async function wordProblems(db: Queries, report: Report, entry: FoundEntry | undefined): Promise<string[]> {
  const problems: string[] = []
  const words = await wordsOf(db, report)
  if (!words) return ['What it says cannot be read any more.']
  if (report.digest && !words.equals(report.digest))
    problems.push('What it says does not have the digest that is kept with it.')
  if (!entry) return problems
  if (entry.facts.digest !== words.toString('hex'))
    problems.push('What it says does not have the digest that the log names.')
  if (report.digest && entry.facts.digest !== report.digest.toString('hex'))
    problems.push('The digest that is kept with it is not the one that the log names.')
  if (report.issuedAt && report.issuedAt.getTime() !== entry.at.getTime())
    problems.push(`The log says that it was issued ${on(entry)}, and its row on ${instantInWords(report.issuedAt)}.`)
  if (report.issuedAt && (await issuerOf(db, report.id)) !== entry.personId)
    problems.push('The log names somebody else as having issued it.')
  return problems
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
