import { type Cell, cellLine } from '#platform/reading/index.ts'
import { onceFor } from '../../once-for.ts'
import { tellsOfDocument } from '../headers/group-lines.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { Column, ColumnField, Value } from '../model/model.ts'
import { placeOf } from '../model/places.ts'
import { noActionIn } from '../words/no-action-words.ts'
import { namesNobody } from '../words/wording.ts'
import { footRows } from './foot-rows.ts'
import { headingRows } from './heading-rows.ts'
import { askOfBareRows, type LackingRow, namesOfFields } from './questions-of-bare-rows.ts'

/** Fields by which a row earns that its words are an action: who, when, how it stands, and what was answered, found or shown. */
const EARNING: ReadonlySet<ColumnField> = new Set([
  'owner',
  'owner-and-target',
  'target',
  'target-period',
  'status',
  'response',
  'verdict',
])
/** Of these any words will do; words under a date that say no time are no date. */
const OF_PROMISES: ReadonlySet<ColumnField> = new Set(['owner', 'owner-and-target', 'target-period'])
/** One other row tells nothing of what rows usually have. */
const FEWEST = 2
const OF_EVIDENCE = /\bevidence\b/i

/** A row that has words for an action, and does nothing else to earn it. */
export interface BareRow extends LackingRow {
  /** Whether no other cell of the row is filled. */
  readonly isLone: boolean
}

interface Row extends Omit<BareRow, 'lacks'> {
  readonly ref: string
  /** Whether somebody or some day stands beside the words, or only something else that earns; null where nothing does. */
  readonly earns: 'promise' | 'state' | null
}

/**
 * The rows below the headers whose words stand where actions do, but beside which nothing stands of what most other rows have, by their
 * index. They are no actions for certain, whatever they say.
 */
export const bareRows = onceFor(({ layout }: RowContext) => layout, find)

function find(context: RowContext): ReadonlyMap<number, BareRow> {
  const rows = rowsOf(context)
  const certain = rows.filter(({ isLone, earns }) => earns !== null || !isLone)
  const most = (has: (row: Row) => boolean, others: number) => {
    const count = certain.filter(has).length
    return count >= FEWEST && count * 2 >= others
  }
  const earning = namesOfFields(earningColumns(context).map(({ field }) => field))
  const promising = [...OF_REF, ...earning.filter((name) => name === 'owner' || name === 'date')]
  const lackedBy = ({ isLone, ref, earns }: Row): readonly string[] => {
    if (earns === 'promise') return []
    // A status alone, without a number, may sum up the rows below a heading.
    if (earns === 'state')
      return ref === '' && most(hasRef, certain.length) && most(isPromise, certain.length) ? promising : []
    // How it stands may be blank beside a reference: nothing was said yet.
    if (!isLone) return most((row) => earnsFor(row, ref), certain.length - 1) ? earning : []
    if (most((row) => row.earns !== null, certain.length)) return earning
    return ref === '' && most(hasRef, certain.length) ? OF_REF : []
  }
  const torn = tornRows(rows)
  return new Map<number, BareRow>(
    rows.flatMap((row, at): [number, BareRow][] => {
      const lacks = torn.has(row) ? OF_REF : isSameRef(row, rows[at - 1]) ? [] : lackedBy(row)
      return lacks.length > 0 ? [[row.index, { ...row, lacks }]] : []
    }),
  )
}

const OF_REF = ['reference'] as const

const earnsFor = ({ earns }: Row, ref: string): boolean => earns !== null && (ref === '' || earns === 'promise')

/** The rows without a reference whose words the next row may go on with, where nearly all rows have one. */
function tornRows(rows: readonly Row[]): ReadonlySet<Row> {
  const numbered = rows.filter(hasRef)
  const torn = rows.filter((row, at) => row.earns !== null && row.ref === '' && isTornFrom(row, rows[at + 1], numbered))
  const unnumbered = rows.filter((row) => row.earns !== null && row.ref === '')
  return new Set(numbered.length >= Math.max(MANY, unnumbered.length * 2) ? torn : [])
}

/** So many rows with references show that each is to have one. */
const MANY = 4
/** Words after which more has to come. */
const OPEN_END = /\b(?:of|the|and|or|to|for|in|on|with|by|from|a|an|its|their|our)$|,$/i

/** Whether the words of the next row are likelier the end of this one: small letters, so few words as hardly another row has, or what these wait for. */
function isTornFrom({ words }: Row, next: Row | undefined, numbered: readonly Row[]): boolean {
  if (!next || !hasRef(next)) return false
  const count = (text: string) => text.split(/\s+/).length
  const others = numbered.filter((row) => row !== next)
  const longer = others.filter((row) => count(row.words) > count(next.words))
  const isShort = count(next.words) <= 2 && longer.length * 2 > others.length
  return isLikelyEnd(next.words) || OPEN_END.test(words) || isShort
}

const isPromise = ({ earns }: Row): boolean => earns === 'promise'
const hasRef = ({ ref }: Row): boolean => ref !== ''

/** Whether a row goes on under the reference of the one above, so that it is a part of the same promise. */
const isSameRef = ({ ref }: Row, above: Row | undefined): boolean => ref !== '' && ref === above?.ref

/** The rows that have words for an action of their own, and none that says that there is no action. */
function rowsOf(context: RowContext): Row[] {
  const { table, layout } = context
  const { columns, firstRow } = layout
  const action = columns.findIndex(({ field }) => field === 'action')
  const ref = columns.findIndex(({ field }) => field === 'ref')
  const isDate = dateTester(context)
  return table.rows.slice(firstRow).flatMap((cells, at): Row[] => {
    const index = at + firstRow
    const words = cellLine(cells[action])
    if (words === '' || isOtherwise(index, context) || noActionIn(words) !== null) return []
    const isLone = columns.every((_, column) => column === action || textAt(cells, column, context) === '')
    return [{ index, words, ref: textAt(cells, ref, context), isLone, earns: earns(cells, context, isDate) }]
  })
}

const isOtherwise = (row: number, context: RowContext): boolean =>
  context.outline?.heads.has(row) === true || headingRows(context).has(row) || footRows(context).has(row)

/** The words of a cell, or of the merged cell from above that speaks for it. */
function textAt(cells: readonly Cell[], column: number, { table }: RowContext): string {
  const over = cells[column]?.coveredBy
  return cellLine(over?.column === column ? table.rows[over.row]?.[column] : cells[column])
}

function earns(cells: readonly Cell[], context: RowContext, isDate: (words: string) => boolean): Row['earns'] {
  const filled = context.layout.columns.flatMap((column, at) => {
    const words = isEarning(column) ? textAt(cells, at, context) : ''
    return namesNobody(words) ? [] : [{ words, field: column.field }]
  })
  const has = (isOf: (field: ColumnField) => boolean) => filled.some(({ field }) => isOf(field))
  if (has((field) => OF_PROMISES.has(field))) return 'promise'
  if (filled.some(({ field, words }) => field === 'target' && isDate(words))) return 'promise'
  return has((field) => field !== 'target') ? 'state' : null
}

const isEarning = ({ field, header, isStating }: Column): boolean =>
  EARNING.has(field) || isStating === true || (field === 'commentary' && OF_EVIDENCE.test(header ?? ''))

/** The columns by which rows earn it; one that may say how actions stand counts as their status. */
const earningColumns = ({ layout }: RowContext): readonly Column[] =>
  layout.columns
    .filter(isEarning)
    .map((column) => (column.isStating === true ? { ...column, field: 'status' } : column))

/** Whether some words say a time, or that it is still to be said; each asked once. */
function dateTester({ readDate }: RowContext): (words: string) => boolean {
  const known = new Map<string, boolean>()
  return (words) => {
    const before = known.get(words)
    if (before !== undefined) return before
    const { kind, doubts = [] } = readDate(words)
    const says = kind !== 'unset' || !doubts.includes('no-date')
    known.set(words, says)
    return says
  }
}

/** What opens a note, and what stands in a table only because a page ends. */
const NOTE =
  /^(?:[*\u2020\u2021]|\(.*\)[.]?$|n\.?b\.?[\s:.-]|notes?\s*[:\u2013\u2014-]|\(?(?:cont(?:inued|inues|'?d)?|carried forward|overleaf|end of|blank|intentionally|this (?:row|line|page|table|section) (?:is|has been|was))\b)/i

/** Whether the words of a bare row are likelier a note, or tell of the document, than an action. */
export const isLikelyNote = (words: string): boolean => NOTE.test(words) || tellsOfDocument(words)

/** Whether they are likelier the end of what the row above says: they begin in small letters. */
const isLikelyEnd = (words: string): boolean => /^\p{Ll}{2}/u.test(words)

/** Words in small letters, alone in their row where others have references or who, when and how, are the end of the action above. */
export function goesOn(
  row: number,
  action: Value,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
): boolean {
  const chosen = context.rowKinds[placeOf(row, context)]
  if (chosen !== undefined) return chosen === 'more'
  const isAlone = [...values.values()].flat().every((value) => value === action || !value.own)
  if (!isAlone || !isLikelyEnd(action.paragraphs[0] ?? '') || noActionIn(cellLine(action)) !== null) return false
  return bareRows(context).has(row) || context.layout.columns.some(({ field }) => field === 'ref')
}

/** Asks once for a table whether rows are actions that have nothing of what most rows have beside their words. */
export function askAboutBare(row: number, context: RowContext): void {
  const bare = bareRows(context)
  if (context.rowKinds[placeOf(row, context)] === undefined && bare.has(row)) askOfBareRows(row, bare, context)
}
