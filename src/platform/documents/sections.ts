import { may, mayEverywhere, type SeenBy, type Subject, seenAs, tellTo } from '../access/index.ts'
import { type Day, inWords } from '../calendar/index.ts'
import type { Db, Queries } from '../db/index.ts'
import { asRecorded, recordBegan } from '../past/index.ts'
import { keptPicture } from './kept-picture.ts'
import type { PaperBlock, PaperColumn } from './model.ts'
import { proseOf } from './prose.ts'

/** Whether somebody may compile a section, and see it in a report that is not issued. */
export const isAdmitted = ({ admits, isOfAllUnits }: ReportSection, person: Subject): boolean =>
  isOfAllUnits ? mayEverywhere(person, admits) : may(person, admits)

/** A part of reports that a room compiles from its own facts. The house joins those of every room on. */
export interface ReportSection {
  /** Room and name: `risks.map`. */
  readonly key: string
  /** The permission without which nobody compiles it, nor sees it in a report that is not issued. */
  readonly admits: `${string}:${string}`
  /** Whether that has to hold everywhere, because the section tells of all units. */
  readonly isOfAllUnits?: true
  /** How the rows are seen that it tells of. */
  readonly seenBy: SeenBy
  /**
   * What it says of a time, its first and last day included. Headings are of level 2. The database that it is given is that of `on`: it asks
   * it as it would ask that of today. Only `told` calls it, and rules are asked in the name of the viewer that it gives.
   */
  compile(db: Db, span: SpanOnRecord, viewer: Subject): Promise<PaperBlock[]>
}

/** A time, its first and last day included. */
export interface Span {
  readonly from: Day
  readonly to: Day
}

/**
 * A time, and the day of the record that it is told from: its last day, or today where that day's is not kept. What stands on a day, such as what
 * is overdue, is judged by `on`; what happened in the time by its first and last day.
 */
export interface SpanOnRecord extends Span {
  readonly on: Day
  /** The first day of the time that is on record: from then on it can be said that something did not happen. */
  readonly recordedFrom: Day
}

/** Over which time it can be said that something did not happen: `in this period`, or since when there is a record. */
export const inTime = ({ from, recordedFrom }: Pick<SpanOnRecord, 'from' | 'recordedFrom'>): string =>
  recordedFrom > from ? sinceRecord(recordedFrom) : 'in this period'

/** The first day from which changes can be told. */
export const sinceDay = ({ from, recordedFrom }: Pick<SpanOnRecord, 'from' | 'recordedFrom'>): string =>
  recordedFrom > from ? sinceRecord(recordedFrom) : `since ${inWords(from)}`

/** The first day of a time from which changes can be told: the day itself, or when the record began. */
export async function firstRecorded(db: Queries, from: Day): Promise<Day> {
  const began = await recordBegan(db)
  return began !== null && began > from ? began : from
}

const sinceRecord = (day: Day) => `since ${inWords(day)}, when the record began`

/**
 * What a part says of a time, as it was on record at the end of its last day; else its first line says that it shows today, and of a time before
 * the record it says that alone. Of a time that has not ended it says how things stand today: nothing is told of days that have not come.
 * @param reader in whose name it is compiled: what they may not see is not in it
 */
export async function told(
  section: ReportSection,
  db: Db,
  span: Span,
  { today, reader }: { readonly today: Day; readonly reader: Subject },
): Promise<PaperBlock[]> {
  const to = span.to < today ? span.to : today
  const recordedFrom = await firstRecorded(db, span.from)
  const { found, note } = await asRecorded(seenAs(db, reader), { on: to, today }, (then, on) =>
    tellTo(section, { db: then, viewer: reader }, (seen, viewer) =>
      section.compile(seen, { from: span.from, to, on, recordedFrom }, viewer),
    ),
  )
  const said: PaperBlock[] = found ?? []
  return note === null ? said : [{ type: 'paragraph', text: note }, ...said]
}

/** A table, or one sentence where it would be empty. */
export function tableOrWords(
  caption: string,
  none: string,
  columns: readonly PaperColumn[],
  rows: readonly (readonly string[])[],
): PaperBlock {
  return rows.length === 0 ? { type: 'paragraph', text: none } : { type: 'table', caption, columns, rows }
}

type KeptBlock =
  | Exclude<PaperBlock, { type: 'picture' | 'written' }>
  | (Omit<Extract<PaperBlock, { type: 'picture' }>, 'svg'> & { readonly svg: string })

/**
 * Blocks as plain data, to be kept or digested: a picture becomes its markup, and what was written its lines. How lines look is no part of what
 * they say, so that a report has the digest that it has always had.
 */
export const canonicalBlocks = (blocks: readonly PaperBlock[]): KeptBlock[] =>
  blocks.flatMap((one): KeptBlock[] => {
    if (one.type === 'picture') return [{ ...one, svg: one.svg.markup }]
    if (one.type !== 'written') return [one]
    const lines = one.text.split('\n').filter((line) => line.trim() !== '')
    return lines.map((text) => ({ type: 'paragraph', text }))
  })

/** Blocks that were kept. Only what was compiled here may be given: its pictures are markup. */
export const revived = (kept: readonly KeptBlock[]): PaperBlock[] =>
  kept.map((one) => (one.type === 'picture' ? { ...one, svg: keptPicture(one.svg) } : one))

/** What somebody wrote, as blocks: paragraphs, a line each, where it has no lists and nothing bold. */
export function writtenBlocks(words: string): PaperBlock[] {
  const lines = words.split('\n').filter((line) => line.trim() !== '')
  const isPlain = proseOf(words).every(
    ({ type, ...one }) => type === 'paragraph' && 'runs' in one && one.runs.every(({ isBold }) => !isBold),
  )
  return isPlain ? lines.map((text) => ({ type: 'paragraph', text })) : [{ type: 'written', text: words }]
}
