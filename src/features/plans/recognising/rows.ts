import { cellLine } from '#platform/reading/index.ts'
import { askAboutClosed } from './completion.ts'
import { groupColumn } from './group-columns.ts'
import { fieldOfHeader } from './headers.ts'
import type { ColumnField, ImportedAction } from './model.ts'
import { monthFirstColumns } from './month-first.ts'
import { actionMeant, isDeclined, leaveDeclined, saysNo } from './no-actions.ts'
import type { OpenRecommendation } from './open-recommendations.ts'
import { leaveOther, typeColumn } from './other-rows.ts'
import { openSummary, outlineOf, standUnder } from './outline.ts'
import { placeInWords, placeOf } from './places.ts'
import { BESIDE_ACTION } from './promise-fields.ts'
import { isOfThings } from './recommendation-columns.ts'
import { refOf } from './refs.ts'
import { makeActions } from './row-actions.ts'
import { askAboutHeading, belowHeaders, belowHeading, isInActions, rowInWords, rowKind, rowWords } from './row-kinds.ts'
import {
  dateReaderOf,
  hasOwn,
  isSpoken,
  joined,
  labelled,
  type RowContext,
  type Value,
  valuesOf,
} from './row-values.ts'
import type { Sections } from './sections.ts'
import { leaveCount } from './total-rows.ts'
import { agreement, recommendationOf } from './wording.ts'

/** Reads the rows below the headers into actions. Each cell that holds something is placed or left over. */
export function readRows(around: Omit<RowContext, 'monthFirst' | 'outline' | 'typeColumn'>): void {
  const { table } = around
  let last: Last | null = null
  const dates = monthFirstColumns(table, around.layout, around.tableNumber, around.readDate)
  around.questions.push(...dates.questions)
  const outline = outlineOf(table, around.layout, around.sections)
  const context = { ...around, monthFirst: dates.columns, outline, typeColumn: typeColumn(around) }
  let current: RowContext = context
  const group = groupColumn(table, around.layout)
  for (let row = around.layout.firstRow; row < table.rows.length; row += 1) {
    const words = rowWords(table.rows[row] ?? [])
    if (words === '') continue
    const kind = rowKind(row, current)
    const place = placeOf(row, context)
    if (kind === 'headers') {
      current = belowHeaders(row, current)
      if (row < current.layout.firstRow) row = current.layout.firstRow - 1
    } else if (kind === 'heading' && outline?.heads.has(row)) openSummary(row, outline, current)
    else if (kind === 'heading') current = belowHeading(row, current)
    else if (kind === 'total') leaveCount(row, place, table.rows[row] ?? [], current)
    else if (kind === 'other') leaveOther(row, current)
    else {
      if (outline) standUnder(row, outline, current)
      if (group !== null && entersGroup(row, group, current)) last = null
      last = readRow(row, current, last) ?? last
    }
    if (kind === 'heading' && !outline?.heads.has(row) && isInActions(row, current)) askAboutHeading(row, current)
    if (kind !== 'action' && kind !== 'declined')
      context.otherRows.push({ place, kind, words: rowInWords(table.rows[row] ?? []) })
  }
}

/** Whether the row is the first below the name of another audit or report. */
function entersGroup(row: number, column: number, { table, tableNumber, layout, sections }: RowContext): boolean {
  const words = cellLine(table.rows[row]?.[column])
  return words !== '' && sections.enter(`${layout.columns[column]?.header}: ${words}`, placeInWords(tableNumber, row))
}

const plainRef = (words: string | null) => (words === null ? null : (refOf(words) ?? words))

type Last = { recommendation: OpenRecommendation; index: number }

function readRow(row: number, around: RowContext, last: Last | null): Last | null {
  const context = { ...around, isUnderHeading: around.sections.isUnderHeading }
  const values = withoutBareResponse(valuesOf(row, context))
  const actions = values.get('action') ?? []
  const action = actions.find((value) => value.own)
  const recommendation = recommendationFor(row, values, context)
  if (!action && actions.length === 0 && recommendation && hasOwn(values, ['recommendation']))
    return withoutAction(row, values, context, recommendation)
  const isOther =
    recommendation !== null && hasOwn(values, ['recommendation-ref']) && recommendation !== last?.recommendation
  if (!action) return continueAction(row, values, context, isOther ? null : last)
  if (last && goesOn(action, values, context)) return appendWords(last, action)
  if (isDeclined(row, action, values, context)) {
    leaveDeclined(row, action, values, recommendation, context)
    return null
  }
  const above = last?.recommendation.actions[last.index]?.text ?? null
  const meant = actionMeant(row, action, above, context)
  const owner = recommendation ?? byRef(values, context, row)
  const { sections } = context
  const made = makeActions(row, meant, values, context)
  owner.actions.push(...made)
  askAboutClosed(row, made, [owner.text, ...sections.headings, context.table.caption], context)
  return { recommendation: owner, index: owner.actions.length - 1 }
}

/** Where responses say what will be done, one that only says `Accepted` leaves that to the recommendation's own words. */
function withoutBareResponse(values: ReadonlyMap<ColumnField, Value[]>): ReadonlyMap<ColumnField, Value[]> {
  const [action, ...others] = values.get('action') ?? []
  const isResponse = action !== undefined && action.header !== null && fieldOfHeader(action.header) === 'response'
  if (!isResponse || others.length > 0 || agreement(action) === null || !hasOwn(values, ['recommendation']))
    return values
  const rest = [...values].filter(([field]) => field !== 'action')
  return new Map([...rest, ['response', [...(values.get('response') ?? []), action]]])
}

/** What makes a recommendation one that is itself to be done. */
const MAKES_ACTION: readonly ColumnField[] = ['ref', ...BESIDE_ACTION, 'verdict']

/** A row with a recommendation and no action: where somebody or some day stands beside it, the recommendation itself is to be done. */
function withoutAction(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
  recommendation: OpenRecommendation,
): Last | null {
  const [own] = values.get('recommendation')?.filter((value) => value.own) ?? []
  const beside = [...values].flatMap(([field, list]) =>
    ['commentary', 'response', 'updated', 'predecessor'].includes(field) ? list.filter((value) => value.own) : [],
  )
  const chosen = context.rowKinds[placeOf(row, context)]
  if (own && (chosen === 'declined' || (chosen === undefined && saysNo(values)))) {
    leaveDeclined(row, own, values, recommendation, context)
    return null
  }
  const isAgreed = (values.get('response') ?? []).some((value) => value.own && agreement(value) === 'agreed')
  if (!own || !(isAgreed || hasOwn(values, MAKES_ACTION))) {
    recommendation.commentary.push(...beside.map(labelled))
    return null
  }
  const words = recommendationOf(own.paragraphs.join('\n')).text ?? own.paragraphs.join('\n')
  const where = placeInWords(context.tableNumber, row)
  const made = makeActions(row, { ...own, paragraphs: [words], list: false }, values, context)
  const [place] = made.map((action) => action.place)
  context.questions.push({
    where,
    place: place ?? null,
    question: 'The cell for the action is empty. Is the recommendation itself what is to be done?',
    guess: 'Yes: its words were taken for the action.',
  })
  recommendation.actions.push(...made)
  return { recommendation, index: recommendation.actions.length - 1 }
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
  { sections, tableNumber, groupByRef, isUnderHeading }: RowContext,
): OpenRecommendation | null {
  const where = placeInWords(tableNumber, row)
  const [words, ...more] = values.get('recommendation') ?? []
  const ref = plainRef(joined(values.get('recommendation-ref')?.[0]))
  const objectives = [...(isUnderHeading ? [] : (values.get('objective') ?? [])), ...more]
  const isNamed = words !== undefined || ref !== null
  if (!isNamed && objectives.length === 0) return sections.hasCurrent && !groupByRef ? sections.current(where) : null
  if (!isNamed && isGoneOn(objectives, sections, where)) return sections.current(where)
  const [name, ...rest] = isNamed ? [words, ...objectives] : objectives
  const recommendation = sections.named(ref, joined(name), where)
  for (const value of rest.filter((one) => one !== undefined)) {
    const said = labelled(value)
    if (!recommendation.commentary.includes(said)) recommendation.commentary.push(said)
  }
  return recommendation
}

/** Whether what several recommendations serve comes back beside none: the row goes on with the one above, of which it was said. */
const isGoneOn = (objectives: readonly Value[], sections: Sections, where: string): boolean =>
  sections.hasCurrent && objectives.every((value) => sections.current(where).commentary.includes(labelled(value)))

/** Without any recommendation in the document, references such as `4.9a` tell which actions belong together. */
function byRef(
  values: ReadonlyMap<ColumnField, Value[]>,
  { sections, groupByRef, tableNumber }: RowContext,
  row: number,
): OpenRecommendation {
  const where = placeInWords(tableNumber, row)
  const ref = joined(values.get('ref')?.[0]) ?? ''
  const group = groupByRef ? /^([A-Z]*\d+)[.-]/i.exec(refOf(ref) ?? ref)?.[1] : undefined
  if (group === undefined)
    return (
      sections.all.find((other) => other.ref === null && other.text === null) ??
      sections.start({ ref: null, text: null, isCertain: true, level: 0, where })
    )
  return sections.grouped(group, refOf(ref) ?? ref, where)
}

/** A row without words of its own for an action goes on with the one above: page breaks and merged cells make such rows. */
function continueAction(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
  last: Last | null,
): Last | null {
  const action = last?.recommendation.actions[last.index]
  const isOther = [...values.values()].flat().some(({ own, header }) => own && isOfThings(header))
  if (!last || !action || isOther || hasOwn(values, ['ref'])) return leaveRest(row, values, context)
  const own = (field: ColumnField) => values.get(field)?.filter((value) => value.own) ?? []
  const target = action.target ? undefined : own('target')[0]
  const status = action.status ? undefined : own('status')[0]
  const placed = new Set([...own('owner'), target, status])
  const aims = context.isUnderHeading ? [] : (['objective'] as const)
  const named: readonly ColumnField[] = ['recommendation', 'recommendation-ref', 'leave-out', ...aims]
  const extra = [...values.keys()]
    .filter((field) => !named.includes(field))
    .flatMap(own)
    .filter((value) => !placed.has(value))
  last.recommendation.actions[last.index] = {
    ...action,
    ...moreOwners(action, own('owner'), row, context),
    target: action.target ?? (target ? dateReaderOf(target, context)(target.paragraphs.join('\n')) : null),
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

function moreOwners(action: ImportedAction, values: readonly Value[], row: number, context: RowContext) {
  const paragraphs = values.flatMap((value) => value.paragraphs)
  if (paragraphs.length === 0) return {}
  const where = placeInWords(context.tableNumber, row)
  const { owners, ownersCell } = context.owners.readRow(values, where, action.place).said
  const cells = [action.ownersCell ?? action.owners.join('\n'), ownersCell ?? owners.join('\n')].filter(Boolean)
  const all = [...new Set([...action.owners, ...owners])]
  return { owners: all, ...(all.join('\n') === cells.join('\n') ? {} : { ownersCell: cells.join('\n') }) }
}

function leaveRest(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  { leftOver, tableNumber, isUnderHeading }: RowContext,
): null {
  for (const [field, list] of values) {
    if (field === 'recommendation' || field === 'recommendation-ref') continue
    // Under a heading an objective names no recommendation, so that nobody else has taken it.
    if (field === 'objective' && !isUnderHeading) continue
    for (const value of list.filter((candidate) => candidate.own)) {
      const where = placeInWords(tableNumber, row, value.column)
      leftOver.push({ where, text: value.paragraphs.join('\n'), why: 'The row has no words for an action.' })
    }
  }
  return null
}
