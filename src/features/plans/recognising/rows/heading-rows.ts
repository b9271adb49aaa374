import { type Cell, cellLine } from '#platform/reading/index.ts'
import { onceFor } from '../../once-for.ts'
import { isUndecided } from '../../undecided.ts'
import type { RowContext } from '../headings/row-context.ts'
import { BESIDE_ACTION } from '../model/promise-fields.ts'
import { deniesAction } from '../words/no-action-words.ts'
import { isOfLaw } from '../words/numbered-titles.ts'
import { isStatusWord, openingOf, saysNothing } from '../words/wording.ts'

/** A row with one cell of words that is a heading whatever stands around it, or stands directly above one. */
interface HeadingRow {
  /** `recommendation`, `theme`, `objective`; `loud` where it is in capitals, `plain` where nothing marks it. */
  readonly kind: string
  /** Whether it stands over other headings, so that it is said of each of them. */
  readonly isUpper: boolean
  /** Whether it belongs to the recommendation whose heading stands directly above it. */
  readonly isOfAbove: boolean
}

const KIND =
  /^(?:ima )?(recommendation|rec|finding|theme|goal|outcome|objective|aim|strand|workstream|work ?stream|priority|principle|section|part)s?\.?\s*(?:no\.?|number|ref\.?)?\s*[:#]?\s*(?:[a-z]?\d{1,3}(?:\.\d{1,3})*[a-z]?|[a-z]|[ivx]{1,5})(?=$|[\s:.)\u2013\u2014-])/i
const SHORT = /^R\s?\d{1,3}(?:\.\d{1,3})*[a-z]?(?=$|[\s:.)\u2013\u2014-])/
/** What stands between a number and its words, or that nothing follows. */
const APART = /^\s*(?:$|[-:.)\u2013\u2014])/
const CAPITAL = /^\s+["\u2018\u201c(]*\p{Lu}/u
const OF_RECOMMENDATION = /^(?:ima )?rec(?:ommendation)?s?\b.*\d/i
const LOUD = /^\P{Ll}*\p{Lu}{2}\P{Ll}*$/u
const NO_NAME = /^(?:end|no|yes|ok|n\/?a)[.!]?$/i
const LONGEST = 200

/** How words are marked as those of a heading. */
function kindOf(words: string): string {
  const kind = KIND.exec(words)?.[1]?.toLowerCase().replace(' ', '')
  const isNumbered = numberIn(words) !== null && (APART.test(behindNumber(words)) || isRunOn(words))
  if (isNumbered) return kind === undefined || kind === 'rec' ? 'recommendation' : kind
  return LOUD.test(words) && !standsForNone(words) ? 'loud' : 'plain'
}

const numberIn = (words: string): string | null => SHORT.exec(words)?.[0] ?? KIND.exec(words)?.[0] ?? null
const behindNumber = (words: string): string => words.slice((numberIn(words) ?? '').length)

/** Whether words go on behind the number of a heading without a mark between, so that they may be those of an action: `R7 Adopt it`. */
export const isRunOn = (words: string): boolean =>
  numberIn(words) !== null &&
  (CAPITAL.test(behindNumber(words)) || (OF_RECOMMENDATION.test(words) && /^\s+\p{L}/u.test(behindNumber(words)))) &&
  !isOfLaw(words)

/** Whether words stand in the place of others that are to come, or say only how something stands, so that they name nothing. */
export const standsForNone = (words: string): boolean =>
  NO_NAME.test(words) || isUndecided(words) || isStatusWord(words) || saysNothing(words) || deniesAction(words)

/** A row that is not blank. */
interface Row {
  readonly index: number
  /** The words of the only cell that is filled, in the column of actions or of their references; null where there are more. */
  readonly lone: string | null
  readonly action: string
  /** Whether somebody, a day or a status stands beside the action. */
  readonly isFull: boolean
}

/** The headings of a table that are told by how they are written, or by standing above or below such ones, by their row. */
export const headingRows = onceFor(({ layout }: RowContext) => layout, find)

function rowsOf({ table, layout: { columns, firstRow } }: RowContext): Row[] {
  const action = columns.findIndex(({ field }) => field === 'action')
  return table.rows.slice(firstRow).flatMap((cells, at): Row[] => {
    const filled = columns.flatMap((_, column) => (cellLine(cells[column]) === '' ? [] : [column]))
    const [only, ...others] = filled
    if (only === undefined) return []
    const isAlone = others.length === 0 && (only === action || (only === 0 && columns[0]?.field === 'ref'))
    const isFull = filled.some((column) => BESIDE_ACTION.has(columns[column]?.field ?? 'commentary'))
    const lone = isAlone && isOneLine(cells, only) ? cellLine(cells[only]) : null
    return [{ index: at + firstRow, lone, action: cellLine(cells[action]), isFull }]
  })
}

const isOneLine = (cells: readonly Cell[], column: number): boolean =>
  cells.every(({ coveredBy }) => coveredBy === null) &&
  cells[column]?.paragraphs.length === 1 &&
  cellLine(cells[column]).length <= LONGEST

function find(context: RowContext): ReadonlyMap<number, HeadingRow> {
  const { columns } = context.layout
  const isNamed = columns.some(({ field }) => field === 'recommendation' || field === 'objective')
  if (columns.length < 3 || isNamed || !columns.some(({ field }) => field === 'action')) return new Map()
  const rows = rowsOf(context)
  const kinds = rows.map((row, at) => (at < rows.length - 1 ? markOf(row, rows) : null))
  const hasOthers = rows.some((_, at) => kinds[at] === null)
  if (!hasOthers || kinds.every((kind) => kind === null)) return new Map()
  const all = withPlain(rows, kinds)
  const isHeading = (at: number) => (all[at] ?? null) !== null
  return new Map(
    rows.flatMap(({ index, lone }, at): [number, HeadingRow][] => {
      const kind = all[at] ?? null
      if (kind === null || lone === null) return []
      const isOfAbove = kind === 'plain' && all[at - 1] === 'recommendation' && !isHeading(at + 1)
      const isUpper = kind !== 'recommendation' && isHeading(at + 1) && all[at + 1] !== kind && !isNumberAlone(lone)
      return [[index, { kind, isUpper, isOfAbove }]]
    }),
  )
}

/** The mark of a row's words, unless rows that are actions are marked alike. */
function markOf({ lone }: Row, rows: readonly Row[]): string | null {
  const kind = lone === null ? 'plain' : kindOf(lone)
  if (kind === 'plain') return null
  const full = rows.filter(({ isFull, action }) => isFull && action !== '')
  const alike = full.filter(({ action }) => kindOf(action) === kind).length
  // One below another, they are what is to be done, each with its number.
  if (isRunOn(lone ?? '') && areRunning(rows, kind)) return null
  return alike === 0 || (kind === 'loud' && alike < full.length / 2) ? kind : null
}

/** Whether most of the rows that are marked so, and go on without a mark, stand directly above another. */
function areRunning(rows: readonly Row[], kind: string): boolean {
  const marked = rows.map(({ lone }) => lone !== null && isRunOn(lone) && kindOf(lone) === kind)
  const count = marked.filter(Boolean).length
  return marked.filter((is, at) => is && marked[at + 1] === true).length * 2 >= count
}

const isNumberAlone = (words: string): boolean => {
  const opening = openingOf(words, null)
  return opening?.isNamed === true && opening.text === null
}

/**
 * Adds rows that nothing marks: the words of a number alone above them, and, where one stands below each of the marked headings, those of a
 * second level, which stand directly above a row with somebody or some day.
 */
function withPlain(rows: readonly Row[], kinds: readonly (string | null)[]): (string | null)[] {
  const isMarked = (at: number) => (kinds[at] ?? null) !== null
  const isLone = (at: number) => !isMarked(at) && (rows[at]?.lone ?? null) !== null
  const innermost = rows.flatMap((_, at) => (isMarked(at) && !isMarked(at + 1) ? [at] : []))
  const opensLevel = (at: number) => isLone(at + 1) && rows[at + 2]?.isFull === true
  const hasLevel = innermost.length > 1 && innermost.every(opensLevel)
  return rows.map(({ lone }, at) => {
    if (isMarked(at)) return kinds[at] ?? null
    if (!isLone(at)) return null
    const isNamed = isMarked(at - 1) && isNumberAlone(rows[at - 1]?.lone ?? '') && at < rows.length - 1
    const isOfLevel = hasLevel && rows[at + 1]?.isFull === true && !/[.;,]$/.test(lone ?? '')
    return isNamed || isOfLevel ? 'plain' : null
  })
}
