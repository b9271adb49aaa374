import { cellLine } from '#platform/reading/index.ts'
import { onceFor } from '../../once-for.ts'
import { isOfThings } from '../columns/recommendation-columns.ts'
import type { OpenRecommendation } from '../headings/open-recommendations.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { ColumnField, LeftOver, Value } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import { WHO_WHEN_HOW } from '../model/promise-fields.ts'
import { askOfRows } from './questions-of-rows.ts'
import { rowInWords } from './row-kinds.ts'
import { hasOwn, isSpokenHeader, labelled } from './row-values.ts'

type Values = ReadonlyMap<ColumnField, Value[]>

/** Fields whose words only tell more of an action. */
const TELLING: ReadonlySet<ColumnField> = new Set(['commentary', 'objective', 'updated'])
const REFS: ReadonlySet<ColumnField> = new Set(['ref', 'recommendation-ref'])
/** What names a recommendation is kept with it already; what is left out is listed with its column. */
const PLACED: ReadonlySet<ColumnField> = new Set(['recommendation', 'recommendation-ref', 'leave-out'])

/** Which columns of a table name its rows. */
interface Naming {
  /** Columns before the first of actions. */
  readonly before: ReadonlySet<number>
  /** Columns behind it whose words differ in every row that has an action. */
  readonly behind: ReadonlySet<number>
  /** The column of references that every row with an action fills, or null. */
  readonly ref: number | null
}

const namingOf = onceFor(({ layout }: RowContext) => layout, findNaming)

function findNaming({ table, layout: { columns, firstRow } }: RowContext): Naming {
  const action = columns.findIndex(({ field }) => field === 'action')
  const rows = table.rows.slice(firstRow).filter((cells) => cellLine(cells[action]) !== '')
  const isFull = (column: number) => rows.every((cells) => cellLine(cells[column]) !== '' || cells[column]?.coveredBy)
  const differs = (column: number) => new Set(rows.map((cells) => cellLine(cells[column]))).size === rows.length
  const indexes = columns.map((_, column) => column).filter((column) => columns[column]?.field !== 'leave-out')
  const refs = indexes.filter((column) => REFS.has(columns[column]?.field ?? 'action') && isFull(column))
  const behind = indexes.filter((column) => {
    const { field = 'action', header = null } = columns[column] ?? {}
    const isSaid = field !== 'commentary' || isSpokenHeader(header)
    return column > action && rows.length > 1 && !isSaid && isFull(column) && differs(column)
  })
  return {
    before: new Set(action < 0 ? [] : indexes.filter((column) => column < action)),
    behind: new Set(behind),
    ref: refs[0] ?? null,
  }
}

const ownOf = (values: Values): (Value & { readonly field: ColumnField })[] =>
  [...values].flatMap(([field, list]) => list.filter(({ own }) => own).map((value) => ({ ...value, field })))

/** Words in small letters, and more than one, are the end of those above. */
const isTorn = ({ paragraphs: [words = ''] }: Value): boolean => /^\p{Ll}[\p{Ll},'\u2019-]*\s+\S/u.test(words)

/**
 * Whether a row without words for an action is one of its own, and does not go on with the row above: a cell before the action says what it
 * is about, or one behind it that differs in every row. Where references tell rows apart and it has none, more words alone go on.
 */
export function standsAlone(values: Values, context: RowContext): boolean {
  const { before, behind, ref } = namingOf(context)
  const own = ownOf(values).filter(({ field }) => field !== 'leave-out')
  if (hasOwn(values, ['ref']) || own.some(({ header }) => isOfThings(header))) return true
  const promises = own.some(({ field }) => WHO_WHEN_HOW.has(field))
  if (promises && own.some(({ column }) => behind.has(column))) return true
  const names = own.filter((value) => before.has(value.column) && !isTorn(value))
  return names.length > 0 && !(ref !== null && own.every(({ field }) => TELLING.has(field)))
}

/** Whether the next row has an action and names no recommendation, so that it belongs to the one that this row names. */
function isSaidOfNext(row: number, { table, layout: { columns } }: RowContext): boolean {
  const next = table.rows.slice(row + 1).find((cells) => cells.some((cell) => cellLine(cell) !== ''))
  const has = (...fields: readonly ColumnField[]) =>
    columns.some(({ field }, column) => fields.includes(field) && cellLine(next?.[column]) !== '')
  return has('action') && !has('recommendation', 'objective')
}

/** A cell by itself as it is written; of several, each with what stands above it. */
function leftOfRow(row: number, rest: readonly Value[], { tableNumber }: RowContext): LeftOver {
  const why = 'The row has no words for an action.'
  const [only, ...others] = rest
  return only && others.length === 0
    ? { where: placeInWords(tableNumber, row, only.column), text: only.paragraphs.join('\n'), why }
    : { where: placeInWords(tableNumber, row), text: rest.map(labelled).join('\n'), why }
}

/** The words that say what such a row is about: what is to be done, where somebody says that it is an action. */
export function nameOf(values: Values): Value | undefined {
  const own = ownOf(values).toSorted((a, b) => a.column - b.column)
  return own.find(({ field }) => ['objective', 'commentary', 'recommendation'].includes(field)) ?? own[0]
}

/**
 * Keeps what a row without an action says with the recommendation that it names, or under its own name among what is left over, and lists
 * it. Nothing that it says is said of the action above. It is asked once for a table where somebody and a day stand in such rows.
 */
export function leaveWithoutAction(
  row: number,
  values: Values,
  recommendation: OpenRecommendation | null,
  context: RowContext,
): void {
  const { leftOver, otherRows, table, isUnderHeading } = context
  const place = placeOf(row, context)
  const isPlaced = (field: ColumnField) => PLACED.has(field) || (field === 'objective' && !isUnderHeading)
  const rest = ownOf(values)
    .filter(({ field }) => !isPlaced(field))
    .toSorted((a, b) => a.column - b.column)
  const isNamed = hasOwn(values, isUnderHeading ? ['recommendation'] : ['recommendation', 'objective'])
  if (recommendation && isNamed) recommendation.commentary.push(...rest.map(labelled))
  else if (rest.length > 0) leftOver.push(leftOfRow(row, rest, context))
  // A number alone waits for its words; a recommendation alone may be that of the next row.
  const isBare =
    ownOf(values).every(({ field }) => REFS.has(field)) ||
    (isNamed && rest.length === 0 && (recommendation?.text === null || isSaidOfNext(row, context)))
  if (!isBare) otherRows.push({ place, kind: 'without', words: rowInWords(table.rows[row] ?? []) })
  if (!hasOwn(values, ['owner']) || !hasOwn(values, ['target'])) return
  const opening = 'Are rows actions that have an owner and a date, but no words for an action'
  const asked = { topic: 'unsaid-actions', opening, guess: 'No: they were left out.' } as const
  askOfRows(row, rowInWords(table.rows[row] ?? []), asked, context)
}
