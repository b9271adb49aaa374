import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { readerWith, type Subject } from '#platform/access/index.ts'
import { canonical } from '#platform/audit/index.ts'
import { type Day, dayOf, financialYear, financialYearOf, inWords } from '#platform/calendar/index.ts'
import { ROOT } from '#platform/config.ts'
import {
  canonicalBlocks,
  type PaperBlock,
  type PaperDocument,
  type Span,
  writtenBlocks,
} from '#platform/documents/index.ts'
import { beganInWords } from '#platform/past/index.ts'

const Definitions = z.array(
  z.object({
    key: z.string(),
    title: z.string(),
    about: z.string(),
    /** What it is of unless somebody says otherwise: the last whole financial year, or the time since the last board. */
    period: z.enum(['year', 'board']),
    parts: z.array(z.object({ heading: z.string(), section: z.string().optional(), hint: z.string().optional() })),
  }),
)
export type Definition = z.infer<typeof Definitions>[number]

/** In whose name every report is compiled: whoever may read reports, and holds nothing else. Who compiles it may know more, and none of that goes into it. */
export const readers = (today: Day): Subject => readerWith(['reports:read'], today)

/** The reports that can be begun. */
export const definitions: readonly Definition[] = Definitions.parse(
  parse(readFileSync(join(ROOT, 'content/reports.yaml'), 'utf8')),
)

/** As of which day the figures of a time are that are compiled today: its last day, or today while that has not come. */
export const figuresDay = ({ to }: Span, today: Day): Day => (to < today ? to : today)

/** Why nothing can be compiled of a time yet, in words; null where it can. */
export const tooEarly = ({ from }: Span, today: Day): string | null =>
  from > today ? `The period of this report begins on ${inWords(from)}: nothing is known of it yet` : null

/** What a report says of figures that are not those of its last day; null where they are, and for what was compiled before this was kept. */
export const figuresNote = ({ toOn, figuresOn }: Pick<Report, 'toOn' | 'figuresOn'>): string | null =>
  figuresOn === null || figuresOn >= toOn
    ? null
    : `The period ends on ${inWords(toOn)}. Figures are as of ${inWords(figuresOn)}.`

/**
 * What a report says of the days before the record; null where its whole time is on record, and for what was compiled before this was kept. Of a
 * time that ended before the record began nothing else is compiled.
 */
export function recordNote(report: Pick<Report, 'fromOn' | 'toOn' | 'recordBeganOn'>): string | null {
  const { fromOn, toOn, recordBeganOn } = report
  if (recordBeganOn === null || fromOn >= recordBeganOn) return null
  return isBeforeRecord(toOn, recordBeganOn)
    ? `${beganInWords(recordBeganOn)}. Nothing can be said of this period.`
    : `${beganInWords(recordBeganOn)}. What happened before that day is told only where it was entered later.`
}

/** Whether nothing is on record of a time, by its last day. */
export const isBeforeRecord = (to: Day, recordBeganOn: Day | null): boolean =>
  recordBeganOn !== null && to < recordBeganOn

/** What stands between a draft and its issue on a day: whether its figures tell of days that had not come, and whether its period goes on. */
export function beforeIssue({ toOn, figuresOn, compiledAt }: Report, today: Day): 'stale' | 'unended' | null {
  if (figuresOn === null && toOn > dayOf(compiledAt)) return 'stale'
  return toOn > today ? 'unended' : null
}

/** Why a report cannot be issued yet, because it says nothing, and what can be done about it; null where it says something. */
export function nothingSaid(
  { toOn, recordBeganOn }: Pick<Report, 'toOn' | 'recordBeganOn'>,
  parts: readonly ReportPart[],
): {
  readonly why: string
  readonly advice: string
} | null {
  if (parts.some(says)) return null
  if (recordBeganOn === null || !isBeforeRecord(toOn, recordBeganOn))
    return { why: 'This report says nothing yet', advice: 'Write in one of its parts, or compile it again.' }
  return {
    why: `${beganInWords(recordBeganOn)}, after the period of this report: it says nothing that could be issued`,
    advice: `Write in one of its parts, or begin a report of a period that ends on ${inWords(recordBeganOn)} or later.`,
  }
}

/** The time that a report is of unless somebody says otherwise. */
export function usualSpan(period: Definition['period'], today: Day, lastBoard: Day | null): { from: Day; to: Day } {
  if (period === 'board' && lastBoard) return { from: lastBoard, to: today }
  const { from, to } = financialYear(financialYearOf(today))
  return { from, to: to < today ? to : today }
}

export interface ReportPart {
  readonly id: string
  readonly position: number
  readonly section: string | null
  readonly heading: string
  readonly hint: string | null
  readonly words: string | null
  readonly isIn: boolean
  /** As compiled; null for words alone, and where whoever compiled it may not see it. */
  readonly blocks: readonly PaperBlock[] | null
}

export interface Report {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly fromOn: Day
  readonly toOn: Day
  readonly version: number
  readonly compiledAt: Date
  /** As of which day its figures are; null for what was compiled before this was kept. */
  readonly figuresOn: Day | null
  /** When the record began, as it was known when it was compiled; null for what was compiled before this was kept. */
  readonly recordBeganOn: Day | null
  readonly issuedAt: Date | null
  readonly issuedBy: string | null
  readonly digest: Buffer | null
}

/** A part that says nothing is left out. */
export const says = ({ isIn, words, blocks }: ReportPart): boolean =>
  isIn && (words !== null || (blocks?.length ?? 0) > 0)

/** The report as a document: each part under its heading, what was written first, then what was compiled. */
export function paperOf(
  report: Pick<Report, 'title' | 'fromOn' | 'toOn' | 'figuresOn' | 'recordBeganOn'>,
  parts: readonly ReportPart[],
): PaperDocument {
  const notes = [figuresNote(report), recordNote(report)].filter((note) => note !== null)
  const said = parts.filter(says)
  return {
    title: report.title,
    subtitle: `From ${inWords(report.fromOn)} to ${inWords(report.toOn)}`,
    orientation: 'portrait',
    blocks: [
      ...notes.map((text) => ({ type: 'paragraph', text }) as const),
      ...said.flatMap(({ heading, words, blocks }): PaperBlock[] => [
        { type: 'heading', level: 1, text: heading },
        ...writtenBlocks(words ?? ''),
        ...(blocks ?? []),
      ]),
    ],
  }
}

/** SHA-256 of what a document says, as canonical JSON (RFC 8785). Two that say the same have the same digest, in any format. */
export const digestOf = ({ title, subtitle, blocks }: PaperDocument): Buffer =>
  createHash('sha256')
    .update(canonical({ title, subtitle, blocks: JSON.parse(JSON.stringify(canonicalBlocks(blocks))) }))
    .digest()
