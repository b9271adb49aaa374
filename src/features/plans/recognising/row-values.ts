import type { Day } from '#platform/calendar/index.ts'
import type { Table } from '#platform/reading/index.ts'
import { isUnfilled } from '../statuses/choices.ts'
import { withoutBullets } from './bullets.ts'
import { placeLabels } from './cell-labels.ts'
import type { Layout } from './columns.ts'
import { targetsInOrder } from './date-columns.ts'
import type { ReadDate } from './dating.ts'
import { placeFindings, rankOfRecommendation } from './findings-beside.ts'
import { preference } from './headers.ts'
import type { Choices, ColumnField, LeftOver, OtherRow, Question } from './model.ts'
import { monthFirst } from './month-first.ts'
import type { Outline } from './outline.ts'
import { placeNewOwners } from './owner-columns.ts'
import type { OwnerReader } from './owner-reader.ts'
import { placeOwnersWithDates } from './owners-with-dates.ts'
import { targetOfPeriods } from './periods.ts'
import type { Sections } from './sections.ts'
import { statusesInOrder } from './status-columns.ts'
import { placeTicks } from './tick-columns.ts'

/** What the reading of one table needs, and where it puts what it finds. */
export interface RowContext {
  readonly table: Table
  readonly tableNumber: number
  readonly layout: Layout
  readonly sections: Sections
  readonly leftOver: LeftOver[]
  readonly questions: Question[]
  readonly readDate: ReadDate
  /** The day of the import: nothing that is done was done after it. */
  readonly today: Day
  readonly owners: OwnerReader
  /** The columns whose dates in figures have the month first. */
  readonly monthFirst: ReadonlySet<number>
  /** The column of a log that says of each row whether it is an action. */
  readonly typeColumn: number | null
  /** The row's recommendation where the document names none: by the references' first number. */
  readonly groupByRef: boolean
  /** What a person said of rows with several paragraphs. */
  readonly parts: NonNullable<Choices['parts']>
  /** What a person said that rows are. */
  readonly rowKinds: NonNullable<Choices['rows']>
  /** Rows that are no actions, for a person to see and change. */
  readonly otherRows: OtherRow[]
  /** Whether a heading, and not the row above, opened what the row belongs to. */
  readonly isUnderHeading: boolean
  /** How rows hang together in a list of a project's tasks; null in other tables. */
  readonly outline: Outline | null
  /** Reads the columns below other headers within the table. */
  readonly layOutFrom: (row: number) => Layout
}

/** Fields whose merged cell speaks for every row that it covers. */
const SPEAKS_DOWN: ReadonlySet<ColumnField> = new Set([
  'ref',
  'recommendation-ref',
  'recommendation',
  'objective',
  'owner',
  'priority',
  'target',
  'owner-and-target',
  'status',
])

export interface Value {
  readonly column: number
  readonly header: string | null
  readonly paragraphs: readonly string[]
  readonly list: boolean
  /** Whether the words stand in this very row and not in a merged cell from above. */
  readonly own: boolean
}

export function valuesOf(row: number, { table, layout }: RowContext): Map<ColumnField, Value[]> {
  const values = new Map<ColumnField, Value[]>()
  layout.columns.forEach(({ field, header, isOfRecommendation = false }, column) => {
    const cell = table.rows[row]?.[column]
    const origin =
      cell?.coveredBy && cell.coveredBy.row < row ? table.rows[cell.coveredBy.row]?.[cell.coveredBy.column] : undefined
    const isLead = cell?.coveredBy?.column === column
    const speaksDown = SPEAKS_DOWN.has(field) || field === 'action' || isOfRecommendation
    const source = origin && isLead && speaksDown ? origin : cell
    if (!source || source.paragraphs.length === 0) return
    // In a cell of owners the marks tell one from another.
    const paragraphs = field === 'owner' ? source.paragraphs : withoutBullets(source.paragraphs)
    const value: Value = {
      column,
      header,
      paragraphs,
      list: source.list,
      own: source === cell,
    }
    values.set(field, [...(values.get(field) ?? []), value])
  })
  placeUnfilled(values)
  placePeriods(values)
  placeTicks(
    values,
    layout.columns.map(({ header }) => header),
  )
  placeNewOwners(values)
  placeOwnersWithDates(values)
  placeLabels(values)
  placeFindings(values, layout.columns)
  for (const [field, list] of values) values.set(field, inOrder(field, list, layout))
  return values
}

function inOrder(field: ColumnField, list: readonly Value[], { columns }: Layout): Value[] {
  if (field === 'status') return statusesInOrder(list, columns)
  if (field === 'target') return targetsInOrder(list)
  if (field === 'recommendation') return list.toSorted((a, b) => byName(a) - byName(b))
  const rank = ({ header }: Value) => preference(field, header ?? '')
  return list.toSorted((a, b) => rank(a) - rank(b))
}

const byName = ({ header }: Value): number => rankOfRecommendation(header)

/** What is ticked under quarters or months is the target date; beside a target date in words it is commentary. */
function placePeriods(values: Map<ColumnField, Value[]>): void {
  const periods = values.get('target-period') ?? []
  values.delete('target-period')
  const target = values.has('target') ? null : targetOfPeriods(periods)
  if (target) values.set('target', [target])
  else if (periods.length > 0) values.set('commentary', [...(values.get('commentary') ?? []), ...periods])
}

/** Fields of a form that one chooses or fills in. */
const FILLED_IN: readonly ColumnField[] = ['owner', 'priority', 'target', 'status', 'verdict', 'response', 'updated']

/** A placeholder and a box that nobody ticked say nothing: they are kept as commentary. */
function placeUnfilled(values: Map<ColumnField, Value[]>): void {
  for (const field of FILLED_IN) {
    const list = values.get(field) ?? []
    const [unfilled, filled] = [true, false].map((wanted) =>
      list.filter(({ paragraphs }) => isUnfilled(paragraphs.join(' ')) === wanted),
    )
    if (!unfilled || !filled || unfilled.length === 0) continue
    if (filled.length > 0) values.set(field, filled)
    else values.delete(field)
    values.set('commentary', [...(values.get('commentary') ?? []), ...unfilled])
  }
}

export const hasOwn = (values: ReadonlyMap<ColumnField, Value[]>, fields: readonly ColumnField[]) =>
  fields.some((field) => values.get(field)?.some((value) => value.own))

/** How the dates of a value's column are read. */
export const dateReaderOf = ({ column }: Value, { readDate, monthFirst: columns }: RowContext): ReadDate =>
  columns.has(column) ? monthFirst(readDate) : readDate

export const joined = (value: Value | undefined) => value?.paragraphs.join('\n') ?? null

export function labelled({ header, paragraphs }: Value): string {
  const words = paragraphs.join('\n')
  return header ? `${header.replace(/\s*:$/, '')}: ${words}` : words
}

/** Whether the header only says that commentary follows, so that it adds nothing to the words. */
export const isSpoken = ({ header }: Value): boolean => isSpokenHeader(header)

export function isSpokenHeader(header: string | null): boolean {
  return header === null || /comment|progress|update|note|remark|narrative|position/i.test(header)
}
