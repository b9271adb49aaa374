import { agreeing, counted, inSentence, shortened } from '#platform/words.ts'
import type { RowContext } from '../headings/row-context.ts'
import { type ColumnField, MOST_QUOTED, type Question } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import { isOfTable, placesOf } from '../model/questions.ts'

/** A row that is asked about because it has nothing of what most rows of its table have. */
export interface LackingRow {
  /** From 0. */
  readonly index: number
  readonly words: string
  /** What most other rows have, in words: `owner`, `date`. */
  readonly lacks: readonly string[]
}

const NAMES: Partial<Record<ColumnField, string>> = {
  owner: 'owner',
  'owner-and-target': 'owner',
  target: 'date',
  'target-period': 'date',
  status: 'status',
  response: 'response',
  verdict: 'verdict',
}

/** What the columns by which rows earn that they are actions hold, in words, each once and in the order in which people say it. */
export function namesOfFields(fields: readonly ColumnField[]): readonly string[] {
  const named = new Set(fields.map((field) => NAMES[field] ?? 'evidence'))
  return ['owner', 'date', 'status', 'response', 'verdict', 'evidence'].filter((name) => named.has(name))
}

const MOST_ROWS = 5

/** Asks once for a table whether its bare rows are actions, and says which they are and what they have not. */
export function askOfBareRows(row: number, bare: ReadonlyMap<number, LackingRow>, context: RowContext): void {
  const { questions, tableNumber } = context
  const byPlace = new Map([...bare.values()].map((one) => [placeOf(one.index, context), one]))
  const at = questions.findIndex((one) => one.topic === 'bare-rows' && isOfTable(one, tableNumber))
  const before = questions[at]
  const places = [...new Set([...(before ? placesOf(before) : []), placeOf(row, context)])]
  const rows = places.flatMap((place) => byPlace.get(place) ?? [])
  const [place = null] = places
  const asked: Question = {
    topic: 'bare-rows',
    where: before?.where ?? placeInWords(tableNumber, row),
    place,
    question: inWords(rows),
    guess: agreeing(rows.length, 'Yes: it was recorded as an action.', 'Yes: they were recorded as actions.'),
    ...(places.length > 1 ? { places } : {}),
  }
  if (before) questions[at] = asked
  else questions.push(asked)
}

const MOST_HAVE = 'Most rows have one.'

function inWords(rows: readonly LackingRow[]): string {
  const [first] = rows
  const quoted = `\u201c${shortened(first?.words ?? '', MOST_QUOTED)}\u201d`
  const numbers = rows.map(({ index }) => String(index + 1))
  const lacked = inSentence([...new Set(rows.flatMap(({ lacks }) => lacks))], 'or')
  const isAlike = rows.every(({ lacks }) => lacks.join() === first?.lacks.join())
  if (rows.length === 1) return `Row ${numbers[0]}, ${quoted}, has no ${lacked}. ${MOST_HAVE} Is it an action?`
  const named = rows.length > MOST_ROWS ? counted(rows.length, 'row', 'rows') : `Rows ${inSentence(numbers)}`
  const verb = isAlike ? 'have no' : 'each lack one of these:'
  return `${named}, such as ${quoted}, ${verb} ${lacked}. ${MOST_HAVE} Are they actions?`
}
