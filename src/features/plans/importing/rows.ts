import type { Day } from '#platform/calendar/index.ts'
import { type Cell, cellText, type Table } from '#platform/reading/index.ts'
import { interpretDate } from '../dates/index.ts'
import type { Layout } from './columns.ts'
import { plainHeader, preference } from './headers.ts'
import type { ColumnField, ImportedAction, LeftOver, Question } from './model.ts'
import { splitOwners } from './owners.ts'
import type { OpenRecommendation, Sections } from './sections.ts'
import { leadingRef } from './wording.ts'

/** What the reading of one table needs, and where it puts what it finds. */
export interface RowContext {
  readonly table: Table
  readonly tableNumber: number
  readonly layout: Layout
  readonly sections: Sections
  readonly leftOver: LeftOver[]
  readonly questions: Question[]
  readonly asOf: Day
  /** The row's recommendation where the document names none: by the references' first number. */
  readonly groupByRef: boolean
}

/** Fields whose merged cell speaks for every row that it covers. */
const SPEAKS_DOWN: ReadonlySet<ColumnField> = new Set([
  'recommendation-ref',
  'recommendation',
  'objective',
  'owner',
  'priority',
  'target',
  'status',
])

interface Value {
  readonly column: number
  readonly header: string | null
  readonly paragraphs: readonly string[]
  readonly list: boolean
  /** Whether the words stand in this very row and not in a merged cell from above. */
  readonly own: boolean
}

/** Reads the rows below the headers into actions. Each cell that holds something is placed or left over. */
export function readRows(context: RowContext): void {
  const { table, layout } = context
  const header = layout.headerRow === null ? null : rowWords(table.rows[layout.headerRow] ?? [])
  let last: { recommendation: OpenRecommendation; index: number } | null = null
  for (let row = layout.firstRow; row < table.rows.length; row += 1) {
    const cells = table.rows[row] ?? []
    const words = rowWords(cells)
    if (words === '' || words === header) continue
    if (isSection(cells, layout, context)) {
      readSection(cells, row, context)
      continue
    }
    last = readRow(row, context, last) ?? last
  }
}

const rowWords = (cells: readonly Cell[]) =>
  cells
    .map((cell) => (cell.coveredBy ? '' : cellText(cell)))
    .join('\n\n')
    .trim()

/** A row with one cell of words across the table, or alone in a column that is not the action's, opens a section. */
function isSection(cells: readonly Cell[], { columns }: Layout, context: RowContext): boolean {
  const filled = cells.flatMap((cell, column) => (cell.paragraphs.length > 0 ? [{ cell, column }] : []))
  const [only] = filled
  if (!only || filled.length > 1 || columns.length < 3) return false
  const across =
    cells.filter((cell) => cell.coveredBy?.column === only.column && cell.coveredBy.row === rowOf(cell, cells, context))
      .length + 1
  if (across > columns.length / 2) return true
  const field = columns[only.column]?.field
  if (field === 'recommendation' || field === 'recommendation-ref') return false
  return only.column === 0 && field !== 'action' && field !== 'ref' && cellText(only.cell).length > 3
}

function rowOf(cell: Cell, cells: readonly Cell[], { table }: RowContext): number {
  return cell.coveredBy ? table.rows.indexOf(cells) : -1
}

function readSection(cells: readonly Cell[], row: number, { sections, tableNumber }: RowContext): void {
  const cell = cells.find((candidate) => candidate.paragraphs.length > 0)
  cell?.paragraphs.forEach((words, index) => {
    sections.read({ words, number: null, level: index === 0 ? 10 : 20, where: placeInWords(tableNumber, row) })
  })
}

export function placeInWords(table: number, row: number, column?: number): string {
  const place = `Table ${table + 1}, row ${row + 1}`
  return column === undefined ? place : `${place}, column ${column + 1}`
}

type Last = { recommendation: OpenRecommendation; index: number }

function readRow(row: number, context: RowContext, last: Last | null): Last | null {
  const values = valuesOf(row, context)
  const actions = values.get('action') ?? []
  const action = actions.find((value) => value.own)
  const recommendation = recommendationFor(row, values, context)
  if (!action)
    return actions.length > 0 || !hasOwn(values, ['recommendation'])
      ? continueAction(row, values, context, last)
      : leaveRest(row, values, context)
  if (last && goesOn(action, values, context)) return appendWords(last, action)
  const owner = recommendation ?? byRef(values, context, row)
  const made = makeActions(row, action, values, context)
  owner.actions.push(...made)
  return { recommendation: owner, index: owner.actions.length - 1 }
}

/** Words in small letters, alone in their row where others have references, are the end of the action above. */
function goesOn(action: Value, values: ReadonlyMap<ColumnField, Value[]>, { layout }: RowContext): boolean {
  const isAlone = [...values.values()].flat().every((value) => value === action || !value.own)
  return (
    isAlone && layout.columns.some(({ field }) => field === 'ref') && /^\p{Ll}{2,}/u.test(action.paragraphs[0] ?? '')
  )
}

function appendWords(last: Last, action: Value): Last {
  const before = last.recommendation.actions[last.index]
  if (before)
    last.recommendation.actions[last.index] = { ...before, text: [before.text, ...action.paragraphs].join('\n') }
  return last
}

function valuesOf(row: number, { table, layout }: RowContext): Map<ColumnField, Value[]> {
  const values = new Map<ColumnField, Value[]>()
  layout.columns.forEach(({ field, header }, column) => {
    const cell = table.rows[row]?.[column]
    const origin =
      cell?.coveredBy && cell.coveredBy.row < row ? table.rows[cell.coveredBy.row]?.[cell.coveredBy.column] : undefined
    const isLead = cell?.coveredBy?.column === column
    const source = origin && isLead && (SPEAKS_DOWN.has(field) || field === 'action') ? origin : cell
    if (!source || source.paragraphs.length === 0) return
    const value: Value = { column, header, paragraphs: source.paragraphs, list: source.list, own: source === cell }
    values.set(field, [...(values.get(field) ?? []), value])
  })
  for (const [field, list] of values)
    values.set(
      field,
      list.toSorted((a, b) => preference(field, a.header ?? '') - preference(field, b.header ?? '')),
    )
  return values
}

const hasOwn = (values: ReadonlyMap<ColumnField, Value[]>, fields: readonly ColumnField[]) =>
  fields.some((field) => values.get(field)?.some((value) => value.own))

const joined = (value: Value | undefined) => value?.paragraphs.join('\n') ?? null

/** The recommendation that the row's own cells name, or that of the row above where they are blank. */
function recommendationFor(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  { sections, tableNumber, groupByRef }: RowContext,
): OpenRecommendation | null {
  const where = placeInWords(tableNumber, row)
  const [words, ...more] = values.get('recommendation') ?? []
  const ref = joined(values.get('recommendation-ref')?.[0])
  const objectives = [...(sections.isUnderHeading ? [] : (values.get('objective') ?? [])), ...more]
  const isNamed = words !== undefined || ref !== null
  if (!isNamed && objectives.length === 0) return sections.hasCurrent && !groupByRef ? sections.current(where) : null
  const [name, ...rest] = isNamed ? [words, ...objectives] : objectives
  const recommendation = sections.named(ref, joined(name), where)
  for (const value of rest.filter((one) => one !== undefined)) {
    const said = labelled(value)
    if (!recommendation.commentary.includes(said)) recommendation.commentary.push(said)
  }
  return recommendation
}

/** Without any recommendation in the document, references such as `4.9a` tell which actions belong together. */
function byRef(
  values: ReadonlyMap<ColumnField, Value[]>,
  { sections, groupByRef, tableNumber }: RowContext,
  row: number,
): OpenRecommendation {
  const where = placeInWords(tableNumber, row)
  const ref = joined(values.get('ref')?.[0]) ?? ''
  const group = groupByRef ? /^([A-Z]*\d+)[.-]/i.exec(ref)?.[1] : undefined
  if (group === undefined)
    return (
      sections.all.find((other) => other.ref === null && other.text === null) ??
      sections.start({ ref: null, text: null, isCertain: true, level: 0, where })
    )
  return (
    sections.all.find((other) => other.ref === group) ??
    sections.start({ ref: group, text: null, isCertain: true, level: 0, where })
  )
}

function labelled({ header, paragraphs }: Value): string {
  const words = paragraphs.join('\n')
  return header ? `${header.replace(/\s*:$/, '')}: ${words}` : words
}

/** Several promises in one cell are told apart where the columns beside them, or a list, show that they are several. */
function partsOf(action: Value, values: ReadonlyMap<ColumnField, Value[]>): number {
  const count = action.paragraphs.length
  const beside = (field: ColumnField) => values.get(field)?.[0]?.paragraphs.length ?? 0
  if (count < 2) return 1
  if (beside('ref') === count) return count
  if (beside('ref') > 0) return 1
  const isPlural = /s$|\(s\)$/.test(plainHeader(action.header ?? '')) && action.header !== null
  return beside('target') === count || action.list || isPlural ? count : 1
}

function makeActions(
  row: number,
  action: Value,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
): ImportedAction[] {
  const count = partsOf(action, values)
  const where = placeInWords(context.tableNumber, row)
  const place = `t${context.tableNumber + 1}r${row + 1}`
  const share = (field: ColumnField) =>
    shareOut(
      values.get(field)?.find((value) => value.paragraphs.length > 0),
      count,
    )
  const [refs, targets, states, priorities] = [share('ref'), share('target'), share('status'), share('priority')]
  const owners = shareOwners(values.get('owner') ?? [], count)
  const commentary = commentaryOf(values, action, context, count)
  if (count > 1) questionOfParts(where, `${place}.1`, count, values, context.questions)
  return Array.from({ length: count }, (_, index) => {
    const words = count === 1 ? action.paragraphs.join('\n') : (action.paragraphs[index] ?? '')
    const own = refs[index] === undefined ? leadingRef(words) : { ref: refs[index], text: words }
    const target = targets[index]
    return {
      place: count === 1 ? place : `${place}.${index + 1}`,
      ref: own.ref,
      text: own.text,
      owners: owners[index] ?? [],
      priority: priorities[index] ?? null,
      target: target === undefined ? null : interpretDate(target, context.asOf),
      status: states[index] ?? null,
      commentary: commentary[index] || null,
    }
  })
}

/** One paragraph for each part, or the whole for every part, or as far as they go. */
function shareOut(value: Value | undefined, count: number): (string | undefined)[] {
  if (!value) return []
  const { paragraphs } = value
  if (count === 1 || paragraphs.length === 1) return Array.from({ length: count }, () => paragraphs.join('\n'))
  if (paragraphs.length <= count) return [...paragraphs]
  return [...paragraphs.slice(0, count - 1), paragraphs.slice(count - 1).join('\n')]
}

function shareOwners(values: readonly Value[], count: number): string[][] {
  const paragraphs = values.flatMap((value) => value.paragraphs)
  if (count > 1 && paragraphs.length === count) return paragraphs.map((words) => splitOwners([words]))
  return Array.from({ length: count }, () => splitOwners(paragraphs))
}

/** Commentary as written where there is one such column; otherwise each with its header, and second dates and states too. */
function commentaryOf(
  values: ReadonlyMap<ColumnField, Value[]>,
  action: Value,
  { layout, sections }: RowContext,
  count: number,
): string[] {
  const own = values.get('commentary') ?? []
  const isSole = layout.columns.filter(({ field }) => field === 'commentary').length === 1
  const second = (['ref', 'target', 'status', 'priority'] as const).flatMap((field) =>
    (values.get(field) ?? []).slice(1).filter((value) => value.own),
  )
  const others = (values.get('action') ?? []).filter((value) => value.own && value !== action)
  const aims = sections.isUnderHeading ? (values.get('objective') ?? []) : []
  const rest = [...aims, ...others, ...second, ...(values.get('updated') ?? [])].map(labelled)
  const [sole] = own
  if (isSole && sole && count > 1 && sole.paragraphs.length === count) {
    return sole.paragraphs.map((words, index) => (index === 0 ? [words, ...rest].join('\n') : words))
  }
  const spoken = own.map((value) => (isSole && isSpoken(value) ? value.paragraphs.join('\n') : labelled(value)))
  return [[...spoken, ...rest].join('\n')]
}

/** Whether the header only says that commentary follows, so that it adds nothing to the words. */
function isSpoken({ header }: Value): boolean {
  return header === null || /comment|progress|update|note|remark|narrative|position/i.test(header)
}

function questionOfParts(
  where: string,
  place: string,
  count: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  questions: Question[],
): void {
  const dates = values.get('target')?.[0]?.paragraphs.length ?? 0
  const pairing =
    dates === count
      ? 'each with the date that stands beside it'
      : dates <= 1
        ? 'all with the same date'
        : `but ${dates} dates stand beside them, which were given out in order`
  questions.push({
    where,
    place,
    question: `This row holds ${count} paragraphs in its action cell. Is each an action of its own?`,
    guess: `Yes: ${count} actions, ${pairing}.`,
  })
}

/** A row without words of its own for an action goes on with the one above: page breaks and merged cells make such rows. */
function continueAction(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
  last: Last | null,
): Last | null {
  const action = last?.recommendation.actions[last.index]
  if (!last || !action || hasOwn(values, ['ref'])) return leaveRest(row, values, context)
  const own = new Map(
    [...values]
      .map(([field, list]) => [field, list.filter((value) => value.own)] as const)
      .filter(([, list]) => list.length > 0),
  )
  const target = own.get('target')?.[0]
  const status = own.get('status')?.[0]
  const said = ['commentary', 'priority', 'updated'].flatMap((field) => own.get(field as ColumnField) ?? [])
  const extra = [...(action.target ? [target] : []), ...(action.status ? [status] : []), ...said].filter(
    (value) => value !== undefined,
  )
  last.recommendation.actions[last.index] = {
    ...action,
    owners: [
      ...new Set([...action.owners, ...splitOwners((own.get('owner') ?? []).flatMap((value) => value.paragraphs))]),
    ],
    target: action.target ?? (target ? interpretDate(target.paragraphs.join('\n'), context.asOf) : null),
    status: action.status ?? joined(status),
    commentary:
      [
        action.commentary,
        ...extra.map((value) => (value.header && !isSpoken(value) ? labelled(value) : value.paragraphs.join('\n'))),
      ]
        .filter(Boolean)
        .join('\n') || null,
  }
  return last
}

function leaveRest(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  { leftOver, tableNumber }: RowContext,
): null {
  for (const [field, list] of values) {
    if (field === 'recommendation' || field === 'recommendation-ref' || field === 'objective') continue
    for (const value of list.filter((candidate) => candidate.own)) {
      const where = placeInWords(tableNumber, row, value.column)
      leftOver.push({ where, text: value.paragraphs.join('\n'), why: 'The row has no words for an action.' })
    }
  }
  return null
}
