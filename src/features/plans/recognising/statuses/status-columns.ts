import type { Day } from '#platform/calendar/index.ts'
import { cellLine } from '#platform/reading/index.ts'
import { inSentence } from '#platform/words.ts'
import { readPeriod } from '../../dates/period.ts'
import { tokenise } from '../../dates/tokens.ts'
import { onceFor } from '../../once-for.ts'
import { OVER } from '../../over.ts'
import { asksHowMuch, isYesOrNo } from '../../statuses/answers.ts'
import { statusOfWords } from '../../statuses.ts'
import { isClosure, preference } from '../headers/headers.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { Column, ColumnField, Question, Value } from '../model/model.ts'
import { tableInWords } from '../model/places.ts'
import { askOnce, askOnceOfTable } from '../model/questions.ts'
import { saysNothing } from '../words/wording.ts'
import { answerOf, answersInOrder, areAtOdds, isAnswer } from './answering-columns.ts'
import { isColourAlone, isPale, plainSign } from './keyed-statuses.ts'

/** When each of the columns of status speaks, as a number that grows; null for those that name no period. */
type Turns = ReadonlyMap<number, number>

/** The turns of the columns of status of a table that name periods: `Jan RAG`, `Status Q2`, `Week 3 status`, `RAG 2017`. */
export const turnsOf = onceFor((columns: readonly Column[]) => columns, findTurns)

function findTurns(columns: readonly Column[]): Turns {
  const dated = columns.flatMap(({ field, header }, column) => {
    const period = field === 'status' && header !== null ? periodIn(header) : null
    return period === null ? [] : [{ column, ...period }]
  })
  return new Map(dated.length < 2 ? [] : inTurn(dated))
}

/** The turns of columns whose headers all name months, quarters or years; null where one of them does not. */
export function periodTurns(
  columns: readonly { readonly column: number; readonly header: string | null }[],
): Turns | null {
  const told = columns.map(({ column, header }) => ({ column, ...(namedPeriod(header ?? '') ?? NO_PERIOD) }))
  return told.length < 2 || told.some(({ turn }) => turn < 0) ? null : new Map(inTurn(told))
}

const NO_PERIOD = { turn: -1, isYearless: false }

interface Told {
  readonly column: number
  /** A month or a number to order by, and whether it starts again each year. */
  readonly turn: number
  readonly isYearless: boolean
}

/** Months and quarters without a year go on in the order of their columns, or back from the newest. */
function inTurn(told: readonly Told[]): (readonly [number, number])[] {
  if (told.every(({ isYearless }) => !isYearless)) return told.map(({ column, turn }) => [column, turn])
  const steps = told.slice(1).map(({ turn }, index) => (((turn - (told[index]?.turn ?? 0)) % 12) + 12) % 12)
  const back = steps.filter((step) => step >= 9).length
  const isBack = back > steps.filter((step) => step > 0 && step <= 3).length
  return told.map(({ column }) => [column, isBack ? -column : column])
}

/** The first period within a header, or null. */
function namedPeriod(header: string): { turn: number; isYearless: boolean } | null {
  const tokens = tokenise(header)
  for (let at = 0; at < tokens.length; at += 1) {
    const found = readPeriod(tokens, at, { asOf: '2000-01-01', looking: 'ahead' })?.value
    if (found) return { turn: monthsTo(found.from), isYearless: found.yearless ?? false }
  }
  return null
}

/** The first period within a header, or the number of a week, a round or the like. */
function periodIn(header: string): { turn: number; isYearless: boolean } | null {
  const period = namedPeriod(header)
  if (period) return period
  const number = /\b(?:(?:week|wk|month|period|year|yr|round|review|meeting|cycle|report|[pwy])\s?)?(\d{1,4})\b/i.exec(
    header,
  )?.[1]
  return number === undefined ? null : { turn: Number(number), isYearless: false }
}

const monthsTo = (day: Day): number =>
  Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) + Number(day.slice(8)) / 32

/** The values of a row's columns of status, the one that counts first: what is said of now, else the latest period that is filled in. */
export function statusesInOrder(values: readonly Value[], columns: readonly Column[]): Value[] {
  const turns = turnsOf(columns)
  const rank = ({ header, column }: Value) => {
    const own = preference('status', header ?? '')
    return own > 0 && turns.has(column) ? 1 : own
  }
  const isOneOf = ({ column }: Value) => turns.has(column)
  const areColours = values.filter(isOneOf).every(isColour)
  // A colour or a figure says less than words do, but for one of all that words say; those of periods are one column.
  const paleness = (value: Value) => Number(isWordless(value) && rank(value) >= 0 && (areColours || !isOneOf(value)))
  const sorted = values.toSorted(
    (a, b) => paleness(a) - paleness(b) || rank(a) - rank(b) || (turns.get(b.column) ?? 0) - (turns.get(a.column) ?? 0),
  )
  return turns.size > 0 ? sorted : [...answersInOrder(sorted)]
}

const isWordless = (value: Value): boolean => isColour(value) || !/\p{L}/u.test(cellLine(value))
/**
 * Whether a second column says by figures or words what the first says by a colour, or by Yes or No: it is asked with all that stands beside
 * such statuses. Two colours, and Yes and No twice, are compared here.
 */
export const isOfFigures = (value: Value, first: Value): boolean =>
  isPale(cellLine(first)) &&
  !isClosure(value.header ?? '') &&
  !isColour(value) &&
  !(isYesOrNo(cellLine(value)) && isYesOrNo(cellLine(first)))

const isColour = (value: Value): boolean => isColourAlone(cellLine(value))

/** Asks where the columns of a row do not agree on how its action stands: once for a table of periods, else for the row. */
export function askAboutStatuses(
  place: string,
  where: string,
  values: ReadonlyMap<ColumnField, readonly Value[]>,
  context: RowContext,
): void {
  const [first, ...others] = values.get('status') ?? []
  if (!first) return
  const turns = turnsOf(context.layout.columns)
  const areTurns = turns.has(first.column) && turns.size > 1
  const besides = [...others, ...(values.get('commentary') ?? []).filter(({ header }) => isClosure(header ?? ''))]
  if (areTurns && disagreesInTurn(first, others, turns)) return askOfTurns(turns, context)
  const other = besides.find(
    (one) => !(areTurns && turns.has(one.column)) && !isOfFigures(one, first) && disagree(first, one),
  )
  if (!other) return
  const question: Question = {
    where,
    place,
    question: `“${named(first)}” says “${cellLine(first)}”, but “${named(other)}” says “${cellLine(other)}”. Which is right?`,
    guess: `“${cellLine(first)}”. The other is kept as commentary.`,
    field: 'status',
  }
  // Where every cell answers Yes or No, or one is a colour, the same cells raise the same question.
  if ((isAnswer(first) && isAnswer(other)) || isColour(other))
    askOnceOfTable(context, { ...question, topic: 'statuses-differ', sameAs: question.question })
  else context.questions.push(question)
}

const named = ({ header }: Value) => header ?? 'The column without a header'

/** Whether an earlier period says something else, or the latest one says nothing. */
function disagreesInTurn(first: Value, others: readonly Value[], turns: Turns): boolean {
  const isLatest = Math.max(...turns.values()) === turns.get(first.column)
  return (
    !isLatest ||
    others.some((one) => turns.has(one.column) && cellLine(one).toLowerCase() !== cellLine(first).toLowerCase())
  )
}

function askOfTurns(turns: Turns, { tableNumber, layout, questions }: RowContext): void {
  const inOrder = [...turns].toSorted(([a], [b]) => a - b).map(([column]) => column)
  const where = `${tableInWords(tableNumber)}, columns ${inSentence(inOrder.map((column) => String(column + 1)))}`
  const header = (column: number) => `“${layout.columns[column]?.header ?? ''}”`
  const latest = [...turns].toSorted(([, a], [, b]) => b - a).map(([column]) => header(column))
  const question: Question = {
    where,
    place: null,
    question: `The columns ${inSentence(inOrder.map(header))} do not say the same. Which one says how the actions stand now?`,
    guess: `The latest that is filled in: ${latest.join(' before ')}. The others are kept as commentary.`,
  }
  askOnce(questions, question, (other) => other.where === where && other.place === null)
}

const UNDONE =
  /\b(won['\u2019]?t|will not|not (?:done|doing|delivered|fixed|implemented)|duplicate|cancel\w*|reject\w*|declin\w*|withdrawn|abandon\w*|incomplete|cannot|dropped|obsolete|no longer)\b/i

/** `1` under `% complete` may be a hundredth or the whole; beside what is done it is the whole. So is a box that is ticked. */
const isAllOfIt = (words: string, header: string | null): boolean =>
  /^true$/i.test(words) || (/^1(?:\.0+)?$/.test(words) && asksHowMuch(header))

/** None is done of what was put off or given up before it began. */
const isNoneOfIt = (words: string, header: string | null): boolean =>
  /^0(?:\.0+)?\s*%?$/.test(words) && asksHowMuch(header)
const HALTED =
  /^(?:deferred|postponed|paused|suspended|on hold|cancelled|withdrawn|dropped|abandoned|no longer required)\b/i

/** Whether two columns cannot both be right. A colour says how sure delivery is, and denies only that the action is done. */
function disagree(first: Value, other: Value): boolean {
  const isAtOdds = isClosure(other.header ?? '') ? null : areAtOdds(first, other)
  if (isAtOdds !== null) return isAtOdds
  const [one, two] = [answerOf(first), answerOf(other)]
  if (one === null || two === null) return false
  const [claim, beside] = [statusOfWords(one), statusOfWords(two)]
  if (isNoneOfIt(two, other.header) && (claim === 'superseded' || HALTED.test(one))) return false
  if (isAllOfIt(two, other.header) && OVER.has(claim ?? 'unclaimed')) return false
  if (saysNothing(two) || one.toLowerCase() === two.toLowerCase()) return false
  if (claim === null) return false
  if (isClosure(other.header ?? '')) return UNDONE.test(two) || (beside !== null && beside !== claim)
  const areOver = [claim, beside].map((status) => OVER.has(status ?? 'unclaimed'))
  if (isColourAlone(one)) return beside !== null && areOver[1] === true && !areOver[0]
  if (isColourAlone(two)) return areOver[0] !== areOver[1] && !(areOver[0] && /^g(?:reen)?$/.test(plainSign(two)))
  if (/^(?:no|n)$/i.test(two)) return OVER.has(claim)
  return beside === null ? OVER.has(claim) : beside !== claim
}
