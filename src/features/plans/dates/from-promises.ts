import { addDays, addTo, type Day } from '#platform/calendar/index.ts'
import { counted } from '#platform/words.ts'
import type { Dated } from './dated.ts'
import type { Readings, States } from './from-states.ts'
import type { Considered, Period } from './model.ts'
import { readDate } from './reading.ts'
import { kindsOf, wordsOf } from './sentences.ts'

/** One date, or several in one cell. */
export function fromPromises(written: readonly Dated[], states: States, asOf: Day): Readings {
  const live = withoutRepeats(written)
  const [only] = live
  if (only && live.length === 1) return soleDate(only, states, asOf)
  const broken = live.find(({ period }) => period.unclear !== undefined)
  if (broken) return severalUnclear(broken, live)
  return openToClose(live) ?? several(live)
}

/** A date in brackets that only says again what stands before it: `Q3 2016-17 (October to December 2016)`. */
function withoutRepeats(live: readonly Dated[]): readonly Dated[] {
  const [first, second] = live
  if (!first || !second || live.length !== 2) return live
  if (first.period.unclear || second.period.unclear || isOpen(first) || isOpen(second)) return live
  if (isWithin(second.period, first.period) && (second.role !== 'in' || !second.period.yearless)) return [second]
  return isWithin(first.period, second.period) && first.role === 'in' && second.role === 'in' && !first.period.yearless
    ? [first]
    : live
}

const isOpen = ({ role }: Dated) => role === 'from' || role === 'after' || role === 'until' || role === 'before'
const isWithin = (inner: Period, outer: Period) => outer.from <= inner.from && inner.to <= outer.to

function severalUnclear({ period }: Dated, live: readonly Dated[]): Readings {
  const why = `${counted(live.length, 'date is', 'dates are')} written. ${period.unclear}`
  return [
    { kind: 'unset', earliest: null, latest: null, why, isAsked: true, doubts: ['other'] },
    ...live.flatMap((date) => readDate(date).filter(({ kind }) => kind !== 'unset')),
  ]
}

/** `From April 2016, complete by March 2017`: one opens and the other closes. */
function openToClose(live: readonly Dated[]): Readings | null {
  const opens = live.find((date) => date.role === 'from' || date.role === 'after')
  const closes = live.findLast((date) => date.role !== 'from' && date.role !== 'after')
  if (!opens || !closes || live.length !== 2) return null
  const [end] = readDate(closes)
  const [begin] = readDate(opens)
  if (!end.latest || !begin.earliest || begin.earliest > end.latest) return null
  const doubts = [...(opens.period.doubts ?? []), ...(closes.period.doubts ?? [])]
  const why = [`It runs from ${opens.period.name} to ${closes.period.name}.`, ...wordsOf(doubts)].join(' ')
  const isAsked = doubts.length > 0 || begin.isAsked === true
  const whole: Considered = {
    kind: 'window',
    earliest: begin.earliest,
    latest: end.latest,
    why,
    doubts: kindsOf(doubts),
    ...(isAsked && { isAsked }),
  }
  return [whole, ...live.map((date) => readDate(date)[0])]
}

/** What is said of several dates in one cell. */
export const ENDS_KEPT = 'the first and the last of them are kept'

function several(live: readonly Dated[]): Readings {
  const readings = live.map(readDate)
  const each = readings.map(([main]) => main)
  const ends = each.flatMap(({ earliest, latest }) => latest ?? earliest ?? []).toSorted()
  const starts = each.flatMap(({ earliest, latest }) => earliest ?? latest ?? []).toSorted()
  const kind = each.every((reading) => reading.kind === 'by') ? 'by' : 'window'
  const names = live.slice(0, 6).map((date) => date.period.name)
  const why = `${live.length === 2 ? 'Two dates are' : counted(live.length, 'date is', 'dates are')} written (${names.join('; ')}${live.length > 6 ? '; …' : ''}): ${ENDS_KEPT}.`
  return [
    {
      kind,
      earliest: starts[0] ?? null,
      latest: ends.at(-1) ?? null,
      why,
      isAsked: !areYearsInARow(live),
      doubts: ['other'],
    },
    ...each,
    ...readings.flatMap((reading) => reading.slice(1)),
  ]
}

/** `2018/19 and 2019/20`: whole years, each from the end of the other, with nothing but a joint between them. */
const areYearsInARow = (live: readonly Dated[]): boolean =>
  live.every(({ role, standing, period, isRange, at }, index) => {
    const before = live[index - 1]
    const isYear = addTo(period.from, 1, 'year') === addDays(period.to, 1) && (period.doubts ?? []).length === 0
    const goesOn = !before || (addDays(before.period.to, 1) === period.from && at - before.next === 1)
    return role === 'in' && standing === 'only' && !isRange && isYear && goesOn
  })

/** `Ongoing, March 2018` may name a day, or when it begins; `Set up in 2015. Maintain.` goes on from what is past. */
function soleDate(date: Dated, states: States, asOf: Day): Readings {
  const [reading, ...others] = readDate(date)
  const isAmbiguous = states.has('ongoing') && date.role === 'in' && reading.kind !== 'unset'
  if (!isAmbiguous) return [reading, ...others]
  const isPast = date.period.to < asOf
  const goesOn: Considered = {
    ...reading,
    kind: 'ongoing',
    earliest: date.period.from,
    latest: null,
    why: `It goes on from ${date.period.name}, with no end written.`,
    doubts: [],
  }
  const doubt = isPast
    ? 'The date may also be when it was due.'
    : 'The words also say that it goes on, so the date may be when it begins.'
  const [first, second] = isPast ? [goesOn, reading] : [reading, goesOn]
  const doubts = [...(first.doubts ?? []), 'other'] as const
  return [{ ...first, why: `${first.why} ${doubt}`, isAsked: true, doubts }, second, ...others]
}
