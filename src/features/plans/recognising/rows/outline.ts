import { type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import { plainHeader } from '../headers/headers.ts'
import type { OpenRecommendation } from '../headings/open-recommendations.ts'
import type { Outline, RowContext } from '../headings/row-context.ts'
import type { Sections } from '../headings/sections.ts'
import type { ColumnField, Layout, Value } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import { askOnceOfTable } from '../model/questions.ts'
import { refOf } from '../words/refs.ts'
import { labelled, valuesOf } from './row-values.ts'

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
  const outline = (under: ReadonlyMap<number, number>, isAsked: boolean): Outline => ({
    parents: under,
    heads: new Set(under.values()),
    above: sections.standing,
    isHeaded: false,
    opened: new Map(),
    isAsked,
  })
  if (found) return outline(found, false)
  const carried = parentsBy(
    table,
    columns.findIndex(({ field }) => field === 'ref'),
    firstRow,
    arePromised(table, columns, firstRow)
      ? (own, over, isNext) => carriesOn(own, over) || isNumberedUnder(own, over, isNext)
      : carriesOn,
  )
  const heading = new Map([...carried].filter(([, row]) => isUnpromised(table.rows[row] ?? [], columns)))
  return heading.size === 0 ? null : outline(heading, true)
}

/** What says that somebody does it, or by when. */
const PROMISES: readonly ColumnField[] = ['owner', 'target', 'target-period', 'owner-and-target']

/** Whether a row fills a column of one of these fields. */
const fills = (cells: readonly Cell[], columns: Layout['columns'], fields: readonly ColumnField[]): boolean =>
  columns.some(({ field }, at) => fields.includes(field) && (cellLine(cells[at]) !== '' || cells[at]?.coveredBy))

/** Whether a row has words for an action, and neither an owner nor a date. */
const isUnpromised = (cells: readonly Cell[], columns: Layout['columns']): boolean =>
  fills(cells, columns, ['action']) && !fills(cells, columns, PROMISES)

/** Whether some row has an owner or a date, so that it tells something where another has neither. */
const arePromised = (table: Table, columns: Layout['columns'], firstRow: number): boolean =>
  table.rows.slice(firstRow).some((cells) => fills(cells, columns, PROMISES))

/** A reference without its marks. */
const plainly = (words: string): string => (refOf(words) ?? words).replace(/[.\s]+$/, '')

/** Whether a reference goes on with that of a row above: `1.2` and `1a` with `1`, `R1(b)` with `R1`. */
function carriesOn(ref: string, above: string): boolean {
  const [own, over] = [plainly(ref), plainly(above)]
  if (!own || !over || !/\d$/.test(over) || !own.toLowerCase().startsWith(over.toLowerCase())) return false
  return /^(?:[.\-/]\d+|[.\s]?\(?[a-z]{1,4}\)?$)/i.test(own.slice(over.length))
}

const LETTER_OR_ROMAN = /^(?:[a-z]|[ivx]{2,5})$/i
/** With these a list of letters or Roman numbers begins. */
const FIRST = /^[ai]$/i

/**
 * Whether a reference stands under that of a row above in ways that are less sure: `A1` and `A.1` under `A`, `1.1` under `1.0`, and `a`
 * under `1`, where a list begins directly below it.
 */
function isNumberedUnder(ref: string, above: string, isNext: boolean): boolean {
  const [own, over] = [plainly(ref), plainly(above)].map((words) => words.replace(/^\((.*)\)$/, '$1'))
  if (!own || !over || own === over) return false
  const behind = own.toLowerCase().startsWith(over.toLowerCase()) ? own.slice(over.length) : ''
  if (/^[a-z]{1,6}$/i.test(over)) return /^[.\-/\s]?\(?\d/.test(behind)
  const [, stem] = /^(.*\d)[.\-/]0+$/.exec(over) ?? []
  if (stem) return carriesOn(own, stem)
  const isList = LETTER_OR_ROMAN.test(own) && (!isNext || FIRST.test(own))
  return isList && /\d$/.test(over) && !isSameCase(own, over)
}

/** Whether both begin with a letter, in capitals or not: `I` comes after `H1`, and not below it. */
const isSameCase = (own: string, over: string): boolean =>
  /^[a-z]/i.test(over) && /^[A-Z]/.test(own) === /^[A-Z]/.test(over)

/** Each row's nearest row above under which it belongs by the words of a column. */
function parentsBy(
  table: Table,
  column: number,
  firstRow: number,
  belongs: (words: string, above: string, isNext: boolean) => boolean,
): Map<number, number> {
  const parents = new Map<number, number>()
  const open: { readonly row: number; readonly words: string }[] = []
  if (column < 0) return parents
  for (let row = firstRow; row < table.rows.length; row += 1) {
    const words = cellLine(table.rows[row]?.[column])
    if (words === '') continue
    const next = open.at(-1)
    while (open.length > 0 && !belongs(words, open.at(-1)?.words ?? '', open.at(-1) === next)) open.pop()
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
  const over = openedBy(outline.parents.get(row), outline) ?? (outline.isHeaded ? outline.above : undefined)
  const opened = sections.start({
    ref: ref ? words(ref) : null,
    text: action ? words(action) : null,
    isCertain: false,
    level: 10,
    where: placeInWords(tableNumber, row),
  })
  const others = [...values.values()].flat().filter((value) => value !== ref && value !== action)
  if (over?.text) opened.commentary.push(`Part of: ${over.said ?? [over.ref, over.text].filter(Boolean).join(' ')}`)
  // A heading over such rows alone has no actions of its own, and is said of each.
  if (over && over === outline.above) over.isSaidBelow = true
  opened.commentary.push(...others.map(labelled))
  outline.opened.set(row, opened)
  if (outline.isAsked) askWhether(row, context)
}

/** Asks once for a table whether rows that others carry on are headings. */
function askWhether(row: number, context: RowContext): void {
  const question = 'Are rows headings that have no owner and no date, and whose numbers the rows below them carry on?'
  const guess = 'Yes: what they say was kept above the actions below them.'
  const where = placeInWords(context.tableNumber, row)
  askOnceOfTable(context, { topic: 'outline', where, place: placeOf(row, context), question, guess })
}

/** What stands under no summary task stands under the heading that was read last. */
export function headOutline(outline: Outline, { sections }: RowContext): void {
  outline.above = sections.standing
  outline.isHeaded = true
}

/**
 * Goes on with what a row of an outline belongs to: the nearest summary task above it that is one, whatever group its reference would tell,
 * else what stood open above the table.
 */
export function standUnder(row: number, outline: Outline, context: RowContext): RowContext {
  const opened = openedBy(outline.parents.get(row), outline)
  context.sections.resume(opened ?? outline.above)
  return opened ? { ...context, groupByRef: false } : context
}

function openedBy(row: number | undefined, outline: Outline): OpenRecommendation | undefined {
  for (let at = row; at !== undefined; at = outline.parents.get(at)) {
    const opened = outline.opened.get(at)
    if (opened) return opened
  }
  return undefined
}
