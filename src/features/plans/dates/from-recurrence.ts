import { addDays, addTo, type Day, inWords, monthEnd, monthOf, yearOf } from '#platform/calendar/index.ts'
import { counted } from '#platform/words.ts'
import type { Dated } from './dated.ts'
import type { Considered, Period, Sentence } from './model.ts'
import { readDate } from './reading.ts'
import { type Every, isYearly, recurrenceInWords } from './recurrence.ts'
import { kindsOf, wordsOf } from './sentences.ts'
import { isDeadline, isOver } from './standing.ts'
import { doubtedTurns, type Turns } from './turns.ts'

/** The times of the year at which something comes round, where several are named: `March and September each year`. */
export function timesOfYear(live: readonly Dated[]): readonly Period[] {
  const named = live.filter(
    ({ role, period }) => (role === 'in' || role === 'by') && period.yearless && !period.unclear,
  )
  return named.length > 1 && named.length === live.length
    ? named.map(({ period }) => period).toSorted((a, b) => (a.from < b.from ? -1 : 1))
    : []
}

/** Whether the only date is the day of each turn, and no end: `annually by 31 March`. */
const isEachTurn = (every: Every, date: Dated) => isDeadline(date) && date.period.yearless === true && isYearly(every)

/** How a promise that comes round again reads, and the other readings of its words. */
export function recurring(
  every: Every,
  promised: readonly Dated[],
  past: readonly Dated[],
): readonly [Turns, ...Considered[]] {
  const live = promised.filter((date) => !isOver(date))
  const isTakenBack = live.length < promised.length
  const broken = [...live, ...past].find(({ period }) => period.unclear !== undefined)
  if (broken)
    return [
      {
        kind: 'recurring',
        earliest: null,
        latest: null,
        often: `It comes round ${recurrenceInWords(every)}`,
        more: [broken.period.unclear ?? ''],
        isAsked: true,
        doubts: ['other'],
      },
    ]
  const times = timesOfYear(live)
  const [first] = times
  if (first) {
    const names = times.map(({ from, to }) => (from === to ? inWords(from) : inWords(from).replace(/^\d+ /, '')))
    const often = `It comes round each year, ${counted(times.length, 'time', 'times')}: first ${names.join(', then ')}`
    const more = doubtsOfTimes(every, times)
    const doubts = kindsOf(more)
    const isAsked = more.length > 0
    return [{ kind: 'recurring', earliest: first.from, latest: null, often, end: null, more, doubts, isAsked }]
  }
  const reading = fromOneDate(every, live, past)
  const alone = every.isOneTurn ? live.flatMap(readDate) : []
  return isTakenBack ? [doubtedTurns(reading, 'A date that no longer stands is written.')] : [reading, ...alone]
}

/** `six monthly (March and September)` agrees with itself; `every fortnight, March and September` does not. */
function doubtsOfTimes(every: Every, times: readonly Period[]): string[] {
  const perYear = { day: 365, week: 52, month: 12, year: 1 }[every.unit] / every.amount
  const agrees = perYear === 1 || perYear === times.length
  return [
    ...(every.doubt && !agrees ? [every.doubt] : []),
    ...(agrees
      ? []
      : [
          `It comes round ${recurrenceInWords(every)}, but ${counted(times.length, 'time of the year is', 'times of the year are')} named.`,
        ]),
  ]
}

function fromOneDate(every: Every, live: readonly Dated[], past: readonly Dated[]): Turns {
  const before = live.length === 0 ? past.findLast(({ standing }) => standing === 'past') : undefined
  if (before) return afterLastTime(every, before)
  const turn = live.find((date) => isEachTurn(every, date))
  const last = live.find((date) => date !== turn && (date.role === 'until' || isDeadline(date)))
  const begin = turn ?? live.find((date) => date !== last) ?? past[0]
  const earliest = begin ? firstTurn(begin, turn !== undefined, live) : null
  const end = last ?? (begin && holdsTurns(every, begin) ? begin : undefined)
  const until = last ? readDate(last)[0].latest : (end?.period.to ?? null)
  const isEarly = until !== null && earliest !== null && until < earliest
  const latest = isEarly ? null : until
  const on = begin && (turn || begin.role === 'after' || begin.period.from === begin.period.to) ? 'on' : 'in'
  const start = begin
    ? `first ${on} ${turn || earliest !== begin.period.from ? inWords(earliest ?? begin.period.to) : begin.period.name}`
    : null
  const stop = end ? `until ${inWords(latest ?? end.period.to)}` : null
  const opening = begin && live.find((date) => opens(date, begin))
  const used = new Set([begin, last, opening].filter((date) => date !== undefined && live.includes(date))).size
  const doubts = [
    ...doubtsOf(every, live, last, used),
    ...(isEarly ? ['The end that is written lies before the first turn.'] : []),
    ...(last && !isEarly && earliest && latest && latest < addTo(earliest, every.amount, every.unit)
      ? ['The end that is written lies before the second turn.']
      : []),
    ...(begin?.isRange && !turn ? doubtsOfStretch(every, begin, end) : []),
  ]
  return {
    kind: 'recurring',
    earliest,
    latest,
    often: `It comes round ${recurrenceInWords(every)}`,
    first: start,
    end: stop,
    more: wordsOf([...(begin?.period.notes ?? []), ...doubts]),
    doubts: kindsOf(doubts, begin?.period.notes),
    ...(doubts.length > 0 && { isAsked: true }),
  }
}

/** Whether a date says from when those turns count whose day another names. */
const opens = (date: Dated, begin: Dated) => date !== begin && date.role === 'from' && begin.period.yearless === true

/** The day of the first turn; `annually on 1 April from 2019` begins with the first that is not before 2019. */
function firstTurn(begin: Dated, isDeadlined: boolean, live: readonly Dated[]): Day {
  const written = begin.role === 'after' ? addDays(begin.period.to, 1) : begin.period.from
  const day = isDeadlined ? (readDate(begin)[0].latest ?? begin.period.to) : written
  const opening = live.find((date) => opens(date, begin))?.period.from
  if (!begin.period.yearless || opening === undefined || opening <= day) return day
  const years = yearOf(opening) - yearOf(day)
  const found = addTo(day, years, 'year')
  return found >= opening ? found : addTo(day, years + 1, 'year')
}

/** `quarterly in 2018-19`, `monthly from May to March`: more than one turn lies in what is written, so that it is also the end. */
function holdsTurns(every: Every, { role, period }: Dated): boolean {
  return role === 'in' && period.to >= addTo(period.from, every.amount, every.unit)
}

/** A stretch that may be of each turn, of all of them, or two turns: `six monthly, November-May`, `annually, April 2018 to March 2019`. */
function doubtsOfStretch(every: Every, { period }: Dated, end: Dated | undefined): string[] {
  const isOfEach = isYearly(every) && (period.yearless || period.to <= addTo(period.from, 3, 'month'))
  const isOfAll = end !== undefined && !(period.yearless && every.unit === 'month' && every.amount > 3)
  return isOfEach || isOfAll ? [] : ['The dates may be when it begins and ends, or two of its turns.']
}

/** `annual review, last completed March 2017`: the next turn is counted from the last, and asked about. */
function afterLastTime(every: Every, { period }: Dated): Turns {
  const earliest = addTo(period.from, every.amount, every.unit)
  const on = period.from === period.to ? 'on' : 'in'
  const often = `It comes round ${recurrenceInWords(every)} and was last done ${on} ${period.name}, so it is due again from ${inWords(earliest)}`
  return { kind: 'recurring', earliest, latest: null, often, more: [], isAsked: true, doubts: ['other'] }
}

function doubtsOf(every: Every, live: readonly Dated[], last: Dated | undefined, used: number): readonly Sentence[] {
  return [
    ...(every.doubt ? [every.doubt] : []),
    ...(last && isDeadline(last) ? ['The date may be when it is due first, or when it ends.'] : []),
    ...(live.length > used ? [`${counted(live.length, 'date is', 'dates are')} written.`] : []),
    ...live.flatMap(({ period }) => period.doubts ?? []),
  ]
}

/** One time that a recurring promise comes round: the days within which it is to be kept. */
export interface Occurrence {
  readonly earliest: Day
  readonly latest: Day
}

/** The same stretch so many years on. */
export function yearsOn({ from, to }: Pick<Period, 'from' | 'to'>, years: number): Occurrence {
  const isWholeMonths = from.endsWith('-01') && to === monthEnd(yearOf(to), monthOf(to))
  const end = addTo(to, years, 'year')
  return { earliest: addTo(from, years, 'year'), latest: isWholeMonths ? monthEnd(yearOf(end), monthOf(end)) : end }
}
