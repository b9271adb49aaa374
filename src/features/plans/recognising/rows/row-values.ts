import { isUnfilled } from '../../statuses/choices.ts'
import { targetsInOrder } from '../columns/date-columns.ts'
import { placeFindings, rankOfRecommendation } from '../columns/findings-beside.ts'
import { placeNewOwners } from '../columns/owner-columns.ts'
import { placeTicks } from '../columns/tick-columns.ts'
import { preference } from '../headers/headers.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { ColumnField, Layout, Value } from '../model/model.ts'
import { statusesInOrder } from '../statuses/status-columns.ts'
import { withoutBullets } from '../words/bullets.ts'
import type { ReadDate } from '../words/dating.ts'
import { monthFirst } from '../words/month-first.ts'
import { targetOfPeriods } from '../words/periods.ts'
import { placeLabels } from './cell-labels.ts'
import { placeOwnersWithDates } from './owner-date-cells.ts'

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

export function valuesOf(row: number, { table, layout, owners }: RowContext): Map<ColumnField, Value[]> {
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
  placeOwnersWithDates(values, owners.known)
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
