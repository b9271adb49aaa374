import {
  calendarYear,
  financialYear,
  financialYearName,
  financialYearOf,
  inWords,
  monthEnd,
  monthInWords,
  monthStart,
  yearOf,
} from '#platform/calendar/index.ts'
import { type Found, phrase, type Reader, skip, wordAt } from './cursor.ts'
import type { Other, Period } from './model.ts'
import type { Token } from './tokens.ts'
import { fullYear, isYear } from './words.ts'

/** A year as a number, four digits or two; `short` is the two digits where only two were written. */
export interface WrittenYear extends Found<number> {
  readonly short: number | null
}

/** `2017`, `17`, `'17` at this place. */
export function yearAt(tokens: readonly Token[], at: number): WrittenYear | null {
  const token = tokens[at]
  if (token?.type === 'mark' && token.mark === "'") {
    const short = tokens[at + 1]
    if (short?.type === 'number' && short.digits === 2)
      return { value: fullYear(short.value), next: at + 2, short: null }
    return null
  }
  if (token?.type !== 'number') return null
  if (token.digits === 4 && isYear(token.value)) return { value: token.value, next: at + 1, short: null }
  if (token.digits === 2 && !isDurationNext(tokens, at + 1)) {
    return { value: fullYear(token.value), next: at + 1, short: token.value }
  }
  return null
}

function isDurationNext(tokens: readonly Token[], at: number): boolean {
  return /^(days?|weeks?|months?|years?)/.test(wordAt(tokens, at))
}

/** Two joined years that follow one another, as `2016-17`, `2016/2017`, `16/17`: the first of them. */
export function yearPairAt(tokens: readonly Token[], at: number): Found<number> | null {
  const token = tokens[at]
  if (token?.type !== 'joined' || token.parts.length !== 2 || token.joint === '.') return null
  const [a = '', b = ''] = token.parts
  if (a.length !== 4 && !(a.length === 2 && b.length === 2)) return null
  const first = a.length === 2 ? fullYear(Number(a)) : Number(a)
  if (!isYear(first) || (first + 1) % 10 ** b.length !== Number(b)) return null
  return { value: first, next: at + 1 }
}

/** A financial year, with what had to be assumed about it. */
export interface NamedYear extends Found<number> {
  readonly note: string | null
  /** The other financial year that the words may mean. */
  readonly other: number | null
}

const FY_WORDS = ['financial year', 'fin year', 'fiscal year', 'reporting year', 'fy', 'f / y']

/** The start year of a financial year that is named as one: `2016-17`, `FY22`, `financial year 2016`, `this financial year`. */
export function financialYearAt(tokens: readonly Token[], start: number, asOf: string): NamedYear | null {
  const which = { this: 0, current: 0, next: 1, last: -1 }[wordAt(tokens, start)] ?? null
  const at = which === null ? start : start + 1
  const named = FY_WORDS.map((words) => phrase(tokens, at, words)).find((next) => next !== null)
  if (named === undefined || named === null) {
    const pair = yearPairAt(tokens, start)
    return pair && { ...pair, note: null, other: null }
  }
  if (which !== null) {
    return { value: financialYearOf(asOf) + which, next: named, note: `Counted from ${inWords(asOf)}.`, other: null }
  }
  const yearIndex = skip(tokens, named, ['of', 'ending', 'ended'])
  const pair = yearPairAt(tokens, yearIndex)
  if (pair) return { ...pair, note: null, other: null }
  const year = yearAt(tokens, yearIndex)
  if (!year) return { value: financialYearOf(asOf), next: named, note: `Counted from ${inWords(asOf)}.`, other: null }
  const name = financialYearName(year.value - 1)
  const note = `A financial year with one number is named after the year it ends in, so this is ${name}.`
  return { value: year.value - 1, next: year.next, note, other: year.value }
}

/** A whole financial year. */
export const readFinancialYear: Reader<Period> = (tokens, at, context) => {
  const atYearEnd = readYearEnd(tokens, at, context)
  if (atYearEnd) return atYearEnd
  const found = financialYearAt(tokens, at, context.asOf)
  if (!found) return null
  const name = `the financial year ${financialYearName(found.value)}`
  const pair = yearPairAt(tokens, at)
  const others =
    found.other === null
      ? asYearAndMonth(tokens, at, pair?.value ?? null)
      : [
          {
            ...financialYear(found.other),
            name: `the financial year ${financialYearName(found.other)}`,
            why: 'The number may be the year in which the financial year starts.',
          },
        ]
  const notes = found.note ? [found.note] : []
  return { value: { ...financialYear(found.value), name, others, notes }, next: found.next }
}

/** `2010-11` may also be a year and a month. */
function asYearAndMonth(tokens: readonly Token[], at: number, year: number | null): Other[] {
  const token = tokens[at]
  const second = token?.type === 'joined' ? (token.parts[1] ?? '') : ''
  const month = Number(second)
  if (year === null || second.length !== 2 || month < 1 || month > 12) return []
  const from = monthStart(year, month)
  return [{ from, to: monthEnd(year, month), name: monthInWords(from), why: 'It may be a year and a month.' }]
}

/** `year end`, `financial year end`, `end of the year`, `FYE 17`. */
const readYearEnd: Reader<Period> = (tokens, at, { asOf }) => {
  const next = phrase(tokens, at, 'financial year end') ?? phrase(tokens, at, 'year end') ?? phrase(tokens, at, 'fye')
  if (next === null) return null
  const pair = yearPairAt(tokens, next)
  const written = pair ? null : yearAt(tokens, next)
  const start = pair?.value ?? (written ? written.value - 1 : financialYearOf(asOf))
  const { to } = financialYear(start)
  const calendarEnd = calendarYear(written?.value ?? yearOf(asOf)).to
  const others = [
    { from: calendarEnd, to: calendarEnd, name: inWords(calendarEnd), why: 'The calendar year may be meant.' },
  ]
  const name = `the end of the financial year ${financialYearName(start)}`
  return { value: { from: to, to, name, edge: 'end', others }, next: pair?.next ?? written?.next ?? next }
}

/** `2017`, `calendar year 2017`, `this year`, `the end of the year`: the calendar year, with the financial one beside it. */
export const readYear: Reader<Period> = (tokens, start, { asOf }) => {
  const calendarWords = phrase(tokens, start, 'calendar year')
  const at = calendarWords ?? start
  const relative = { this: 0, the: 0, next: 1 }[wordAt(tokens, at)]
  const said = relative !== undefined && wordAt(tokens, at + 1) === 'year'
  const token = tokens[at]
  const written = token?.type === 'number' && token.digits === 4 && isYear(token.value) ? token.value : null
  const year = written ?? (said ? yearOf(asOf) + relative : null)
  if (year === null) return readSpanOfYears(tokens, at)
  const others = calendarWords
    ? []
    : [
        {
          ...financialYear(written === null ? financialYearOf(asOf) + (relative ?? 0) : year),
          name: `the financial year ${financialYearName(written === null ? financialYearOf(asOf) + (relative ?? 0) : year)}`,
          why: 'The financial year may be meant.',
        },
      ]
  const notes = written === null ? [`Counted from ${inWords(asOf)}.`] : []
  return { value: { ...calendarYear(year), name: String(year), others, notes }, next: said ? at + 2 : at + 1 }
}

/** `2016-2019`, `2016-20`: several years. */
function readSpanOfYears(tokens: readonly Token[], at: number): Found<Period> | null {
  const token = tokens[at]
  if (token?.type !== 'joined' || token.parts.length !== 2 || token.joint === '.') return null
  const [a = '', b = ''] = token.parts
  if (a.length !== 4 || (b.length !== 4 && b.length !== 2)) return null
  const from = Number(a)
  const to = b.length === 4 ? Number(b) : from - (from % 100) + Number(b)
  if (!isYear(from) || !isYear(to) || to <= from) return null
  const name = `the years ${from} to ${to}`
  const others = [
    {
      from: financialYear(from).from,
      to: financialYear(to - 1).to,
      name: `the financial years ${financialYearName(from)} to ${financialYearName(to - 1)}`,
      why: 'Financial years may be meant.',
    },
  ]
  return { value: { from: calendarYear(from).from, to: calendarYear(to).to, name, others }, next: at + 1 }
}
