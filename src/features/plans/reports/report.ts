import { type Day, inWords } from '#platform/calendar/index.ts'
import type { Db } from '#platform/db/index.ts'
import {
  firstWithin,
  type PaperBlock,
  type PaperDocument,
  type SummaryPlace,
  writtenBlocks,
} from '#platform/documents/index.ts'
import type { AsOf } from '#platform/past/index.ts'
import { type Extent, leavesOut, opening, SUMMARIES, WHOLE } from './extent.ts'
import { partsOf } from './parts.ts'
import { SECTIONS, type Section, SUMMARY_SECTIONS } from './sections.ts'
import { onRecordOf, type PlanIds, titleOf } from './store.ts'

/** What the report is of: some plans, or every plan. */
export interface Subject {
  readonly planIds: PlanIds
  readonly title: string
}

/** A report, and which of its blocks are what somebody wrote at its start. */
export interface ProgressReport extends PaperDocument {
  readonly introduction: string
  readonly opening: readonly PaperBlock[]
}

/** How somebody wants their report. */
export interface Tailoring {
  readonly sections: readonly Section[]
  readonly introduction: string | null
  /** Whether only so much is told as fits two pages. */
  readonly isSummary: boolean
  /** Where a summary is to fit, if that is not A4 paper of our own. */
  readonly place?: SummaryPlace
}

export const WHOLE_REPORT: Tailoring = {
  sections: SECTIONS.filter((section) => section !== 'annex'),
  introduction: null,
  isSummary: false,
}

const SUMMARY_PAGES = 2
/** What may still be put before a report, in pages: a sentence that says of which day the record is. */
const NOTE_PAGES = 0.06

/**
 * The progress report of a past day from what was on record then; else its first line says that it shows today. Where nothing was on record then,
 * it says that alone.
 */
export async function progressReportOn(
  db: Db,
  subject: Subject,
  asOf: AsOf,
  tailoring: Tailoring = WHOLE_REPORT,
): Promise<ProgressReport> {
  const { found, note } = await onRecordOf(db, subject.planIds, asOf, async (then, day) => {
    const called = subject.planIds?.length === 1 ? await titleOf(then, subject.planIds[0] ?? '') : null
    return progressReport(then, { ...subject, title: called ?? subject.title }, day, tailoring)
  })
  if (found === null) {
    const blocks = [{ type: 'paragraph', text: note } as const]
    return { ...namedOn(subject.title, asOf.on), introduction: '', opening: [], blocks }
  }
  return note === null ? found : { ...found, blocks: [{ type: 'paragraph', text: note }, ...found.blocks] }
}

const namedOn = (title: string, day: Day) => ({
  title: `Progress report: ${title}`,
  subtitle: `As things stood on ${inWords(day)}`,
})

/** The progress report for a board, as things stood at the end of a day by the record that it is given. */
export async function progressReport(
  db: Db,
  { planIds, title }: Subject,
  asOf: Day,
  { sections, introduction, isSummary, place }: Tailoring = WHOLE_REPORT,
): Promise<ProgressReport> {
  const parts = await partsOf(db, planIds, asOf)
  const known = isSummary ? SUMMARY_SECTIONS : SECTIONS
  const told = await Promise.all(
    known.filter((section) => sections.includes(section)).map((section) => parts[section]()),
  )
  const leftOut = isSummary ? SECTIONS.filter((one) => sections.includes(one) && !known.includes(one)) : []
  const draft = (extent: Extent): ProgressReport => {
    const words = opening(introduction, extent)
    const begins = writtenBlocks(words)
    return {
      ...namedOn(title, asOf),
      isOneWay: isSummary,
      introduction: words,
      opening: begins,
      blocks: [...begins, ...told.flatMap((part) => part(extent)), ...leavesOut(extent, leftOut)],
    }
  }
  if (!isSummary) return draft(WHOLE)
  return firstWithin(SUMMARY_PAGES - NOTE_PAGES, SUMMARIES.values().map(draft), place)
}
