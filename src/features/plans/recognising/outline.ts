import { type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import type { Layout } from './columns.ts'
import { plainHeader } from './headers.ts'
import type { ColumnField } from './model.ts'
import type { OpenRecommendation } from './open-recommendations.ts'
import { placeInWords, placeOf, tableInWords } from './places.ts'
import { askOnce } from './questions.ts'
import { refOf } from './refs.ts'
import { labelled, type RowContext, type Value, valuesOf } from './row-values.ts'
import type { Sections } from './sections.ts'

/** How the rows of a project's tasks hang together: by `WBS`, by an outline's number, or by its level. Rows count from 0. */
export interface Outline {
  /** The summary task that a row stands under. */
  readonly parents: ReadonlyMap<number, number>
  /** Rows that only sum up those below them. */
  readonly heads: ReadonlySet<number>
  /** What stood open above the table. */
  readonly above: OpenRecommendation | null
  /** What each summary task opened. */
  readonly opened: Map<number, OpenRecommendation>
  /** Whether only the references tell it, so that somebody is asked. */
  readonly isAsked: boolean
}

const NUMBER = /^(?:wbs(?: (?:code|no|number|ref|id))?|work breakdown structure(?: code)?|outline (?:number|no|code))$/
const LEVEL = /^(?:(?:outline|wbs|indent|hierarchy|task) )?level$/
/** Only lists of a project's tasks have such columns, so that their own numbers tell what is a part of what. */
const OF_PROJECT = /^(?:predecessors?|successors?|resource names?|task mode|duration)$/

/** The outline of a table of tasks, or null where it has none, or has recommendations of its own. */
export function outlineOf(table: Table, { columns, firstRow }: Layout, sections: Sections): Outline | null {
  const plain = columns.map(({ header }) => plainHeader(header ?? ''))
  if (columns.some(({ field }) => field === 'recommendation' || field === 'recommendation-ref')) return null
  const isProject = plain.some((header) => OF_PROJECT.test(header))
  const numbers = plain.findIndex((header) => NUMBER.test(header))
  const refs = isProject ? columns.findIndex(({ field }) => field === 'ref') : -1
  const levels = plain.findIndex((header) => LEVEL.test(header))
  const parents = [numbers, refs].map((column) => parentsBy(table, column, firstRow, isWithin))
  const found = [...parents, parentsBy(table, levels, firstRow, isDeeper)].find((one) => one.size > 0)
  const above = sections.standing
  if (found) return { parents: found, heads: new Set(found.values()), above, opened: new Map(), isAsked: false }
  const carried = parentsBy(
    table,
    columns.findIndex(({ field }) => field === 'ref'),
    firstRow,
    carriesOn,
  )
  const heading = new Map([...carried].filter(([, row]) => isUnpromised(table.rows[row] ?? [], columns)))
  if (heading.size === 0) return null
  return { parents: heading, heads: new Set(heading.values()), above, opened: new Map(), isAsked: true }
}

/** Whether a row has words for an action, and neither an owner nor a date. */
function isUnpromised(cells: readonly Cell[], columns: Layout['columns']): boolean {
  const has = (...fields: readonly ColumnField[]) =>
    columns.some(({ field }, at) => fields.includes(field) && (cellLine(cells[at]) !== '' || cells[at]?.coveredBy))
  return has('action') && !has('owner', 'target', 'target-period')
}

/** Whether a reference goes on with that of a row above: `1.2` and `1a` with `1`, `R1(b)` with `R1`. */
function carriesOn(ref: string, above: string): boolean {
  const [own, over] = [ref, above].map((words) => (refOf(words) ?? words).replace(/[.\s]+$/, ''))
  if (!own || !over || !/\d$/.test(over) || !own.toLowerCase().startsWith(over.toLowerCase())) return false
  return /^(?:[.\-/]\d+|[.\s]?\(?[a-z]{1,4}\)?$)/i.test(own.slice(over.length))
}

/** Each row's nearest row above under which it belongs by the words of a column. */
function parentsBy(
  table: Table,
  column: number,
  firstRow: number,
  belongs: (words: string, above: string) => boolean,
): Map<number, number> {
  const parents = new Map<number, number>()
  const open: { readonly row: number; readonly words: string }[] = []
  if (column < 0) return parents
  for (let row = firstRow; row < table.rows.length; row += 1) {
    const words = cellLine(table.rows[row]?.[column])
    if (words === '') continue
    while (open.length > 0 && !belongs(words, open.at(-1)?.words ?? '')) open.pop()
    const above = open.at(-1)
    if (above) parents.set(row, above.row)
    open.push({ row, words })
  }
  return parents
}

const partsOf = (number: string): string[] => number.replace(/[.\s]+$/, '').split(/[.\-/]/)

/** Whether a number such as `1.2.3` stands under one such as `1.2`; everything stands under a project's own 0. */
function isWithin(number: string, above: string): boolean {
  const [own, over] = [partsOf(number), partsOf(above)]
  if (over.length === 1 && over[0] === '0') return own[0] !== '0'
  return over.length < own.length && over.every((part, index) => part === own[index])
}

const isDeeper = (level: string, above: string): boolean =>
  /^\d+$/.test(level) && /^\d+$/.test(above) && Number(level) > Number(above)

/** Opens what stands under a summary task; what is said of the task itself is its commentary. */
export function openSummary(row: number, outline: Outline, context: RowContext): void {
  const { sections, tableNumber } = context
  const values = valuesOf(row, context)
  const [ref, action] = [values.get('ref')?.[0], values.get('action')?.[0]]
  const words = ({ paragraphs }: Value) => paragraphs.join('\n')
  const over = openedBy(outline.parents.get(row), outline)
  const opened = sections.start({
    ref: ref ? words(ref) : null,
    text: action ? words(action) : null,
    isCertain: false,
    level: 10,
    where: placeInWords(tableNumber, row),
  })
  const others = [...values.values()].flat().filter((value) => value !== ref && value !== action)
  if (over?.text) opened.commentary.push(`Part of: ${[over.ref, over.text].filter(Boolean).join(' ')}`)
  opened.commentary.push(...others.map(labelled))
  outline.opened.set(row, opened)
  if (outline.isAsked) askWhether(row, context)
}

/** Asks once for a table whether rows that others carry on are headings. */
function askWhether(row: number, { tableNumber, questions }: RowContext): void {
  const question = 'Are rows headings that have no owner and no date, and whose numbers the rows below them carry on?'
  const guess = 'Yes: what they say was kept above the actions below them.'
  const asked = { where: placeInWords(tableNumber, row), place: placeOf(row, { tableNumber }), question, guess }
  askOnce(
    questions,
    asked,
    (other) => other.question === question && other.where.startsWith(`${tableInWords(tableNumber)},`),
  )
}

/** What a row of an outline belongs to: the nearest summary task above it that is one, else what stood open above the table. */
export function standUnder(row: number, outline: Outline, { sections }: RowContext): void {
  sections.resume(openedBy(outline.parents.get(row), outline) ?? outline.above)
}

function openedBy(row: number | undefined, outline: Outline): OpenRecommendation | undefined {
  for (let at = row; at !== undefined; at = outline.parents.get(at)) {
    const opened = outline.opened.get(at)
    if (opened) return opened
  }
  return undefined
}
