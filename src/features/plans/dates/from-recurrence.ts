import { addTo, type Day, inWords, monthEnd, monthOf, yearOf } from '#platform/calendar/index.ts'
import type { Dated } from './dated.ts'
import type { Readings } from './from-states.ts'
import type { Considered, Period } from './model.ts'
import { readDate } from './reading.ts'
import { type Every, recurrenceInWords } from './recurrence.ts'
import { isDeadline } from './standing.ts'

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
const isEachTurn = (every: Every, date: Dated) =>
  isDeadline(date) &&
  date.period.yearless === true &&
  (every.unit === 'year' || (every.unit === 'month' && every.amount >= 12))

/** How a promise that comes round again reads. */
export function recurring(every: Every, live: readonly Dated[], past: readonly Dated[]): Readings {
  const broken = live.find(({ period }) => period.unclear !== undefined)
  if (broken)
    return [
      {
        kind: 'recurring',
        earliest: null,
        latest: null,
        why: `It comes round ${recurrenceInWords(every)}. ${broken.period.unclear}`,
        isAsked: true,
      },
    ]
  const times = timesOfYear(live)
  const [first] = times
  if (first) {
    const names = times.map(({ from, to }) => (from === to ? inWords(from) : inWords(from).replace(/^\d+ /, '')))
    const why = `It comes round each year, ${times.length} times: first ${names.join(', then ')}, with no end written.`
    return [{ kind: 'recurring', earliest: first.from, latest: null, why }]
  }
  return [fromOneDate(every, live, past)]
}

function fromOneDate(every: Every, live: readonly Dated[], past: readonly Dated[]): Considered {
  const turn = live.find((date) => isEachTurn(every, date))
  const last = live.find((date) => date !== turn && (date.role === 'until' || isDeadline(date)))
  const begin = turn ?? live.find((date) => date !== last) ?? past[0]
  const earliest = begin ? (turn ? begin.period.to : begin.period.from) : null
  const until = last ? readDate(last)[0].latest : null
  const latest = until && earliest && until < earliest ? null : until
  const on = begin && (turn || begin.period.from === begin.period.to) ? 'on' : 'in'
  const start = begin
    ? `first ${on} ${turn ? inWords(begin.period.to) : begin.period.name}`
    : 'with no first date written'
  const stop = last ? `until ${inWords(latest ?? last.period.to)}` : 'with no end written'
  const doubts = doubtsOf(every, live, last)
  const notes = (begin?.period.notes ?? []).join(' ')
  const why = [`It comes round ${recurrenceInWords(every)}, ${start}, ${stop}.`, notes, ...doubts]
    .filter(Boolean)
    .join(' ')
  return { kind: 'recurring', earliest, latest, why, ...(doubts.length > 0 && { isAsked: true }) }
}

function doubtsOf(every: Every, live: readonly Dated[], last: Dated | undefined): string[] {
  return [
    ...(every.doubt ? [every.doubt] : []),
    ...(last && isDeadline(last) ? ['The date may be when it is due first, or when it ends.'] : []),
    ...(live.length > 2 ? [`${live.length} dates are written.`] : []),
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
