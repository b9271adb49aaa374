import { addTo, type Day, monthEnd, monthOf, yearOf } from '#platform/calendar/index.ts'
import type { Length } from './duration.ts'
import { readClauses } from './findings.ts'
import { type Occurrence, timesOfYear, yearsOn } from './from-recurrence.ts'
import { interpretDate, LONGEST_WORDS } from './interpret.ts'
import type { Interpretation, Period } from './model.ts'
import { turnsOf } from './recurrence.ts'
import { liveDates } from './standing.ts'

/** How a recurring promise comes round; `times` are the first stretches of those that come round each year. */
export interface Recurrence {
  readonly every: Length
  readonly times?: readonly Pick<Period, 'from' | 'to'>[]
}

/** How often the words say that something comes round again, or null where they do not say. */
export function recurrenceOf(text: string, asOf: Day): Recurrence | null {
  if (text.length > LONGEST_WORDS) return null
  const clauses = readClauses(text, asOf)
  const every = turnsOf(clauses)
  if (!every) return null
  const { amount, unit } = every
  const times = timesOfYear(liveDates(clauses, asOf)).map(({ from, to }) => ({ from, to }))
  return times.length > 0 ? { every: { amount: 12, unit: 'month' }, times } : { every: { amount, unit } }
}

/** Never more than these at once: the latest of them. */
const OCCURRENCES_MOST = 60

/**
 * The occurrences of a recurring promise up to a day. The first is where the promise begins, or one turn after `asOf` where the words
 * name no beginning. A promise that begins on the first of a month is kept within its month.
 */
export function occurrencesOf(
  { every, times = [] }: Recurrence,
  { earliest, latest }: { readonly earliest: Day | null; readonly latest: Day | null },
  asOf: Day,
  until: Day,
): Occurrence[] {
  const stop = latest !== null && latest < until ? latest : until
  const turns = times.length > 0 ? eachYear(times, earliest ?? asOf, stop) : eachTurn(every, earliest, asOf, stop)
  return turns.slice(-OCCURRENCES_MOST)
}

function eachYear(times: NonNullable<Recurrence['times']>, first: Day, stop: Day): Occurrence[] {
  const years = Math.max(0, yearOf(stop) - yearOf(first)) + 1
  const counts = Array.from({ length: Math.min(years, 200) + 1 }, (_, index) => index)
  return times
    .flatMap((time) => counts.map((count) => yearsOn(time, count)))
    .filter((one) => one.latest >= first && one.earliest <= stop)
    .toSorted((a, b) => (a.earliest < b.earliest ? -1 : 1))
}

function eachTurn(every: Length, earliest: Day | null, asOf: Day, stop: Day): Occurrence[] {
  const first = earliest ?? addTo(asOf, every.amount, every.unit)
  const isMonth = first.endsWith('-01') && (every.unit === 'month' || every.unit === 'year')
  const found: Occurrence[] = []
  for (let turn = 0; turn < 10_000; turn += 1) {
    const from = addTo(first, every.amount * turn, every.unit)
    if (from > stop) break
    found.push({ earliest: from, latest: isMonth ? monthEnd(yearOf(from), monthOf(from)) : from })
    if (found.length > OCCURRENCES_MOST) found.shift()
  }
  return found
}

export type { Occurrence }

const LETTER = '[a-h]|i{1,3}|iv|v|vi{0,3}'
/** Marks in brackets, or written as said here. */
const markers = (open: string): RegExp =>
  new RegExp(String.raw`(?:^|(?<=[\s;:,./|•]))(?:\((${LETTER}|[1-9])\)(?=\s|:|\p{L})|${open}(?=\s))`, 'giu')
/** A mark before an item of a list within running words: `(a)`, `b)`, `(ii)`. */
const MARKER = markers(String.raw`(${LETTER})\)`)
/** The same before dates, where a number or a letter with a full stop is no part of a sentence either: `1. May 2027 2. June 2027`. */
const DATE_MARKER = markers(`(${LETTER}|[1-9])[.)]`)
const ORDERS = ['a b c d e f g h', 'i ii iii iv v vi vii viii', '1 2 3 4 5 6 7 8 9'].map((order) => order.split(' '))

/**
 * The items of a list within running words, each with its mark: none where the marks do not follow one another from the first. Numbers
 * without brackets are sections and sentences as well: they mark items where the words begin with the first and an item promises a day.
 */
export function itemsOf(text: string, asOf: Day): readonly Item[] {
  const listed = listedIn(text)
  const isSure =
    marked(text, MARKER).length > 0 || listed.some(({ unmarked }) => saysDay(interpretDate(unmarked, asOf), asOf))
  return isSure ? listed : []
}

/** What may be the items of a list: those of `itemsOf`, and numbered ones whatever they say. */
export function listedIn(text: string): readonly Item[] {
  const lettered = marked(text, MARKER)
  return lettered.length > 0 || !BEGINS_WITH_FIRST.test(text) ? lettered : marked(text, DATE_MARKER)
}

/** `1. scope by April`, `i. Scope` and `Two steps: 1) scope by April`. */
const BEGINS_WITH_FIRST = /^(?:[^:]*:)?\s*[1ai][.)]\s/i

/** Whether running words say a day for what they promise: beyond doubt, or by a day that was to come when they were said. */
export const saysDay = (one: Pick<Interpretation, 'kind' | 'latest' | 'asked'>, asOf: Day): boolean =>
  (one.latest !== null && !one.asked && one.kind !== 'done' && one.kind !== 'duration') || isDeadlineIn(one, asOf)

export interface Item {
  /** With its mark. */
  readonly words: string
  readonly mark: string
  readonly unmarked: string
}

function marked(text: string, marker: RegExp): Item[] {
  const marks = [...text.slice(0, LONGEST_LIST).matchAll(marker)]
  const names = marks.map(([, bracketed, plain]) => (bracketed ?? plain ?? '').toLowerCase())
  const isList = names.length > 1 && ORDERS.some((order) => names.every((name, index) => order[index] === name))
  if (!isList) return []
  const items = marks.map((mark, index): Item => {
    const item = text.slice(mark.index, marks[index + 1]?.index ?? text.length).trim()
    const words = item.replace(/[\s;,/|•]+(?:and|or)?[\s/|•]*$/i, '').trim()
    return { words, mark: mark[0].trim(), unmarked: words.slice(mark[0].length).replace(/^[\s:\u2013\u2014-]+/, '') }
  })
  // Marks without words of their own, such as `(a)/(b) of the Act`, only name something.
  return items.every(({ unmarked }) => /\S{2}|\S\s+\S/.test(unmarked)) ? items : []
}

const LONGEST_LIST = 10_000

/**
 * The promises that stand in one cell, where there are several: each with its own words and its own days. An item of a list that says no
 * day, beside one that does, is a promise without one.
 */
export function partsOf(text: string, asOf: Day): Interpretation[] {
  if (text.length > LONGEST_WORDS) return []
  const listed = marked(text, DATE_MARKER).map(({ words, unmarked }) => ({
    ...interpretDate(unmarked, asOf),
    text: words,
  }))
  if (listed.some(isPart)) return listed.map((item) => (isPart(item) ? item : undated(item)))
  const clauses = readClauses(text, asOf)
  const isSeveral = liveDates(clauses, asOf).length > 1 && clauses.every(({ every }) => !every)
  if (!isSeveral || !interpretDate(text, asOf).asked) return []
  const dated = piecesWithDates(text, asOf).filter(isPart)
  return dated.length > 1 ? dated : []
}

const isPart = ({ kind, latest }: Interpretation): boolean => latest !== null && kind !== 'done' && kind !== 'recurring'

const undated = (item: Interpretation): Interpretation => ({ ...item, kind: 'unset', earliest: null, latest: null })

/** What runs between two deadlines of one sentence. */
const DEADLINE = String.raw`\b(?:by|before|not? later than|due)\s`
const TWO_DEADLINES = new RegExp(`${DEADLINE}.*${DEADLINE}`, 'is')

/**
 * The deadlines that running words promise, where there are several: `first draft by January, final by Easter`. Nothing is promised for
 * a day that was past when it was said.
 */
export function deadlinesIn(text: string, asOf: Day): Interpretation[] {
  if (!TWO_DEADLINES.test(text)) return []
  const promised = piecesWithDeadlines(text, asOf)
  return promised.length > 1 ? promised : []
}

/** The pieces of running words that promise something by a day. */
export const piecesWithDeadlines = (text: string, asOf: Day): Interpretation[] =>
  text.length > LONGEST_WORDS ? [] : piecesWithDates(text, asOf).filter((one) => isDeadlineIn(one, asOf))

/** Whether running words promise something by a day: whatever else they say, that day is theirs. None is promised for a day that was past when they were said. */
const isDeadlineIn = ({ kind, latest }: Pick<Interpretation, 'kind' | 'latest'>, asOf: Day): boolean =>
  kind === 'by' && latest !== null && latest >= asOf

/** The items, sentences or parts of these that each may promise something, with the days that they name. */
const piecesWithDates = (text: string, asOf: Day): Interpretation[] =>
  piecesOf(text, asOf)
    .flatMap((piece) => clausesWithDates(piece, asOf))
    .map((piece) => interpretDate(piece, asOf))

function piecesOf(text: string, asOf: Day): string[] {
  const items = itemsOf(text, asOf).map(({ words }) => words)
  const pieces = items.length > 0 ? items : text.split(/\n|(?<=[.;])\s+/)
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '')
}

/** `first draft by March, final by June` is two promises: cut where each piece names what it promises and when. */
function clausesWithDates(piece: string, asOf: Day): string[] {
  const groups: string[] = []
  let open = ''
  for (const part of piece.split(/(?<=,)\s+|\s+(?=and\s|then\s|with\s|[/|]\s)/)) {
    open = [open, part].filter(Boolean).join(' ')
    if (isPromise(open, asOf)) {
      groups.push(plainPiece(open))
      open = ''
    }
  }
  const last = groups.pop()
  const whole = last === undefined ? [] : [...groups, [last, open].filter(Boolean).join(' ')]
  return whole.length > 1 ? whole : [piece]
}

/** A piece without what joined it to its neighbours. */
const plainPiece = (piece: string) => piece.replace(/[\s,]*$/, '').replace(/^(?:(?:and|then|with)\s+|[/|]\s*)/i, '')

function isPromise(words: string, asOf: Day): boolean {
  const clauses = readClauses(words, asOf)
  return liveDates(clauses, asOf).length > 0 && clauses.some(({ hasOwnWords }) => hasOwnWords)
}
