import { cellLine } from '#platform/reading/index.ts'
import { fieldOfHeader } from '../headers/headers.ts'
import { isOfRecommendation, numberIn } from '../headings/answered-headings.ts'
import { groupColumn } from '../headings/group-columns.ts'
import type { OpenRecommendation } from '../headings/open-recommendations.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { Sections } from '../headings/sections.ts'
import type { ColumnField, ImportedAction, Value } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import { BESIDE_ACTION } from '../model/promise-fields.ts'
import { askOnceOfTable } from '../model/questions.ts'
import { askAboutClosed } from '../statuses/completion.ts'
import { monthFirstColumns } from '../words/month-first.ts'
import { refOf } from '../words/refs.ts'
import { agreement, isStatusWord, recommendationOf, saysNothing } from '../words/wording.ts'
import { askAboutBare, goesOn } from './bare-rows.ts'
import { blankRecommendations } from './blank-recommendations.ts'
import { cellsOfMore } from './cells-beside.ts'
import { withoutDittos } from './ditto.ts'
import { actionMeant, isDeclined, leaveDeclined, saysNo } from './no-actions.ts'
import { leaveOther, typeColumn } from './other-rows.ts'
import { headOutline, openSummary, outlineOf, standUnder } from './outline.ts'
import { leaveWithoutAction, nameOf, standsAlone } from './own-rows.ts'
import { askAboutBlank, askOfRows } from './questions-of-rows.ts'
import { makeActions } from './row-actions.ts'
import { askAboutHeading, belowHeaders, belowHeading, isInActions, rowInWords, rowKind, rowWords } from './row-kinds.ts'
import { dateReaderOf, hasOwn, isSpoken, joined, labelled, valuesOf } from './row-values.ts'
import { leaveCount } from './total-rows.ts'

/** Reads the rows below the headers into actions. Each cell that holds something is placed or left over. */
export function readRows(around: Omit<RowContext, 'monthFirst' | 'outline' | 'typeColumn'>): void {
  const { table } = around
  let last: Last | null = null
  const dates = monthFirstColumns(table, around.layout, around.tableNumber, around.readDate)
  around.questions.push(...dates.questions)
  const outline = outlineOf(table, around.layout, around.sections)
  const blank = blankRecommendations(table, around.layout)
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
    else if (kind === 'heading') {
      current = belowHeading(row, current)
      if (outline) headOutline(outline, current)
    } else if (kind === 'total') leaveCount(row, place, table.rows[row] ?? [], current)
    else if (kind === 'other' || kind === 'without') leaveOther(row, current)
    else {
      const own = outline ? standUnder(row, outline, current) : current
      if (group !== null && entersGroup(row, group, own)) last = null
      last = readRow(row, own, last)
      if (last && blank.has(row)) askAboutBlank(row, last.recommendation.actions[last.index]?.text ?? '', current)
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
  const values = withoutDittos(row, underHeading(withoutBareResponse(valuesOf(row, context)), context), context)
  const actions = values.get('action') ?? []
  const action = actions.find((value) => value.own)
  const recommendation = recommendationFor(row, values, context)
  if (!action && actions.length === 0 && recommendation && hasOwn(values, ['recommendation']))
    return withoutAction(row, values, context, recommendation)
  const isOther =
    recommendation !== null && hasOwn(values, ['recommendation-ref']) && recommendation !== last?.recommendation
  if (!action) return readOwnRow(row, values, context, recommendation, isOther ? null : last)
  if (last && goesOn(row, action, values, context)) return appendWords(row, last, action, context)
  if (isDeclined(row, action, values, context)) {
    leaveDeclined(row, action, values, recommendation, context)
    return null
  }
  const above = last?.recommendation.actions[last.index]?.text ?? null
  const { meant, isAsked } = actionMeant(row, action, above, context)
  if (!isAsked) askAboutBare(row, context)
  return keepActions(row, meant, values, recommendation, context)
}

function keepActions(
  row: number,
  action: Value,
  values: ReadonlyMap<ColumnField, Value[]>,
  recommendation: OpenRecommendation | null,
  context: RowContext,
): Last {
  const owner = recommendation ?? byRef(values, context, row)
  const { sections } = context
  const made = makeActions(row, action, values, context)
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

/** Below the heading of a recommendation, in words, findings and areas name no other. */
function underHeading(
  values: ReadonlyMap<ColumnField, Value[]>,
  { sections }: RowContext,
): ReadonlyMap<ColumnField, Value[]> {
  const named = values.get('recommendation') ?? []
  if (named.length === 0 || !isOfRecommendation(sections.standing) || named.some(isRecommendation)) return values
  const rest = [...values].filter(([field]) => field !== 'recommendation')
  return new Map([...rest, ['objective', [...named, ...(values.get('objective') ?? [])]]])
}

/** What makes a recommendation one that is itself to be done. */
const MAKES_ACTION: readonly ColumnField[] = ['ref', ...BESIDE_ACTION, 'verdict']
/** What does so where the column is called otherwise: an area or a standard is assessed without anything being left to do. */
const SAYS_WHO_OR_WHEN: readonly ColumnField[] = ['owner', 'target']
const isRecommendation = ({ header }: Value): boolean => header === null || /\brec/i.test(header)

/** A row with a recommendation and no action: where somebody or some day stands beside it, the recommendation itself is to be done. */
function withoutAction(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
  recommendation: OpenRecommendation,
): Last | null {
  const [own] = values.get('recommendation')?.filter((value) => value.own) ?? []
  const chosen = context.rowKinds[placeOf(row, context)]
  if (own && (chosen === 'declined' || (chosen === undefined && saysNo(values)))) {
    leaveDeclined(row, own, values, recommendation, context)
    return null
  }
  const isAgreed = (values.get('response') ?? []).some((value) => value.own && agreement(value) === 'agreed')
  const words = own ? recommendationOf(own.paragraphs.join('\n')).text : null
  const isPromised = isAgreed || hasOwn(values, own && isRecommendation(own) ? MAKES_ACTION : SAYS_WHO_OR_WHEN)
  const saysWhat = words !== null && !saysNothing(words) && !isStatusWord(words)
  if (!own || !(chosen === 'action' || (saysWhat && isPromised))) {
    leaveWithoutAction(row, values, recommendation, context)
    return null
  }
  const where = placeInWords(context.tableNumber, row)
  const made = makeActions(
    row,
    { ...own, paragraphs: [words ?? own.paragraphs.join('\n')], list: false },
    values,
    context,
  )
  const question = 'The cell for the action is empty. Is the recommendation itself what is to be done?'
  const guess = 'Yes: its words were taken for the action.'
  const place = made[0]?.place ?? null
  const isEarned = isAgreed && hasOwn(values, ['owner']) && hasOwn(values, ['target'])
  if (!isEarned) askOnceOfTable(context, { topic: 'empty-actions', where, place, question, guess })
  recommendation.actions.push(...made)
  return { recommendation, index: recommendation.actions.length - 1 }
}

/** Says the words of a row as those of the action above, and asks once for a table whether they are. */
function appendWords(row: number, last: Last, action: Value, context: RowContext): Last {
  const before = last.recommendation.actions[last.index]
  if (!before) return last
  last.recommendation.actions[last.index] = { ...before, text: [before.text, ...action.paragraphs].join('\n') }
  const place = placeOf(row, context)
  if (context.rowKinds[place] !== undefined) return last
  context.otherRows.push({ place, kind: 'more', words: cellLine(action) })
  const opening = 'Do rows go on with the action above them'
  askOfRows(row, cellLine(action), { topic: 'more', opening, guess: 'Yes: their words were added to it.' }, context)
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
  const ref = plainRef(joined(values.get('recommendation-ref')?.[0])) ?? numberIn(words?.header ?? null)
  const objectives = [...(isUnderHeading ? [] : (values.get('objective') ?? [])), ...more]
  const isNamed = words !== undefined || ref !== null
  if (!isNamed && objectives.length === 0)
    return sections.standing !== null && !groupByRef ? sections.current(where) : null
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
  sections.standing !== null &&
  objectives.every((value) => sections.current(where).commentary.includes(labelled(value)))

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

/** A row without words for an action: one of its own, or one that goes on with the row above. */
function readOwnRow(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
  recommendation: OpenRecommendation | null,
  last: Last | null,
): Last | null {
  const name = context.rowKinds[placeOf(row, context)] === 'action' ? nameOf(values) : undefined
  if (name) return keepActions(row, { ...name, list: false }, values, recommendation, context)
  const more = standsAlone(values, context) ? null : continueAction(row, values, context, last)
  if (more === null) leaveWithoutAction(row, values, recommendation, context)
  return more
}

/** A row without words for an action goes on with the one above where nothing in it says what it is about: page breaks and merged cells make such rows. */
function continueAction(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
  last: Last | null,
): Last | null {
  const action = last?.recommendation.actions[last.index]
  if (!last || !action) return null
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
  context.beside.set(action.place, [...(context.beside.get(action.place) ?? []), ...cellsOfMore(extra, context)])
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
