import { type Cell, cellText } from '#platform/reading/index.ts'
import { interpretDate } from '../dates/index.ts'
import type { Layout } from './columns.ts'
import type { ColumnField } from './model.ts'
import { splitOwners } from './owners.ts'
import { makeActions } from './row-actions.ts'
import {
  hasOwn,
  isSpoken,
  joined,
  labelled,
  placeInWords,
  type RowContext,
  type Value,
  valuesOf,
} from './row-values.ts'
import type { OpenRecommendation } from './sections.ts'

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
    sections.read({
      isCell: true,
      words,
      number: null,
      level: index === 0 ? 10 : 20,
      where: placeInWords(tableNumber, row),
    })
  })
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
  const said = ['commentary', 'priority', 'updated', 'verdict', 'predecessor'].flatMap(
    (field) => own.get(field as ColumnField) ?? [],
  )
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
