import { addDays, addTo, type Day, inWords } from '#platform/calendar/index.ts'
import type { Dated } from './dated.ts'
import { type Duration, lengthInWords } from './duration.ts'
import { type Clause, readClauses } from './findings.ts'
import type { Interpretation, Period, Reading } from './model.ts'
import { readDate } from './reading.ts'
import { recurrenceInWords } from './recurrence.ts'
import type { State } from './states.ts'

/**
 * Reads a target date as people write it.
 *
 * `text` is kept as it is; `asOf` is the plan's own day, from which words without a year ("July") and lengths
 * of time ("6 months") are counted. Days are ISO 8601, financial years run from 1 April to 31 March.
 * Never throws: words that say nothing about time come back as `unset`, with the reason.
 */
export function interpretDate(text: string, asOf: Day): Interpretation {
  const clauses = readClauses(text, asOf)
  const [reading, ...alternatives] = readingsOf(clauses, asOf, text)
  return { text, ...reading, alternatives: distinct(reading, alternatives) }
}

type Readings = [Reading, ...Reading[]]

function distinct(chosen: Reading, others: readonly Reading[]): Reading[] {
  const key = ({ kind, earliest, latest }: Reading) => `${kind} ${earliest} ${latest}`
  const seen = new Set([key(chosen)])
  return others.filter((other) => !seen.has(key(other)) && seen.add(key(other)))
}

function readingsOf(clauses: readonly Clause[], asOf: Day, text: string): Readings {
  if (text.trim() === '') return [unset('Nothing is written.')]
  const states = new Set(clauses.flatMap((clause) => [...clause.states]))
  const every = clauses.find((clause) => clause.every)?.every ?? null
  const live = clauses.flatMap((clause) => promisesIn(clause, asOf))
  const past = clauses.flatMap((clause) => reportedIn(clause, asOf))
  if (every) return [recurring(recurrenceInWords(every), live, past)]
  if (live.length > 0) return withConditions(fromPromises(live, states), states)
  const lengths = clauses.flatMap((clause) => clause.durations)
  const [length] = lengths
  if (length && !states.has('condition')) return duration(length.length, length.from, asOf, lengths.length)
  return fromStates(states, past, asOf, text)
}

/** The dates of a clause that still promise something. */
function promisesIn(clause: Clause, asOf: Day): readonly Dated[] {
  if (clause.states.has('started') && !clause.dates.some(isDeadline)) return []
  const isComplete = clause.states.has('complete') && !clause.dates.some(isDeadline)
  const isReport = clause.states.has('done') || isComplete
  const standing = clause.dates.some((date) => date.standing === 'new')
    ? clause.dates.filter((date) => date.standing === 'new')
    : clause.dates.filter((date) => date.standing !== 'old')
  const candidates = standing.length > 0 ? standing : clause.dates
  return isReport ? candidates.filter((date) => !reports(date, clause, asOf)) : candidates
}

const isDeadline = (date: Dated) => date.role === 'by' || date.role === 'before'

/** Whether a date in a clause that says `completed` tells when that was, and is not a deadline yet to come. */
function reports(date: Dated, clause: Clause, asOf: Day): boolean {
  if (isDeadline(date)) return date.period.to < asOf
  return clause.states.has('done') || date.period.from <= asOf
}

function reportedIn(clause: Clause, asOf: Day): Dated[] {
  const promised = promisesIn(clause, asOf)
  const tells = ['done', 'complete', 'started', 'ongoing'].some((state) => clause.states.has(state as State))
  return tells ? clause.dates.filter((date) => !promised.includes(date)) : []
}

function recurring(every: string, live: readonly Dated[], past: readonly Dated[]): Reading {
  const last = live.find((date) => date.role === 'until' || date.role === 'by' || date.role === 'before')
  const first = live.find((date) => date !== last) ?? past[0]
  const earliest = first?.period.from ?? null
  const until = last ? readDate(last)[0].latest : null
  const latest = until && earliest && until < earliest ? null : until
  const on = first?.period.from === first?.period.to ? 'on' : 'in'
  const begin = first ? `first ${on} ${first.period.name}` : 'with no first date written'
  const stop = last ? `until ${inWords(latest ?? last.period.to)}` : 'with no end written'
  return { kind: 'recurring', earliest, latest, why: `It comes round ${every}, ${begin}, ${stop}.` }
}

/** One date, or several in one cell. */
function fromPromises(live: readonly Dated[], states: ReadonlySet<State>): Readings {
  const [only] = live
  if (only && live.length === 1) return soleDate(only, states)
  const opens = live.find((date) => date.role === 'from')
  const closes = live.findLast((date) => date.role !== 'from')
  const end = closes ? readDate(closes)[0] : null
  if (opens && closes && end?.latest && live.length === 2 && opens.period.from <= end.latest) {
    const why = `It runs from ${opens.period.name} to ${closes.period.name}.`
    const whole: Reading = { kind: 'window', earliest: opens.period.from, latest: end.latest, why }
    return [whole, ...live.map((date) => readDate(date)[0])]
  }
  const each = live.map((date) => readDate(date)[0])
  const ends = each.flatMap(({ earliest, latest }) => latest ?? earliest ?? []).toSorted()
  const starts = each.flatMap(({ earliest, latest }) => earliest ?? latest ?? []).toSorted()
  const kind = live.every((date) => readDate(date)[0].kind === 'by') ? 'by' : 'window'
  const names = live.map((date) => date.period.name)
  const why = `${live.length === 2 ? 'Two' : live.length} dates are written (${names.join('; ')}): the first and the last of them are kept. Please check.`
  return [
    { kind, earliest: starts[0] ?? null, latest: ends.at(-1) ?? null, why },
    ...each,
    ...live.flatMap((date) => readDate(date).slice(1)),
  ]
}

function soleDate(date: Dated, states: ReadonlySet<State>): Readings {
  const [reading, ...others] = readDate(date)
  const goesOn = states.has('ongoing') && !isDeadline(date) && date.role !== 'until' && date.period.edge !== 'end'
  if (!goesOn) return [reading, ...others]
  const why = `It goes on from ${date.period.name}, with no end written.`
  return [{ kind: 'ongoing', earliest: date.period.from, latest: null, why }, reading, ...others]
}

/** A date that hangs on a condition, or is marked as not firm, keeps its days and says so. */
function withConditions([reading, ...others]: Readings, states: ReadonlySet<State>): Readings {
  const notes = [
    states.has('condition') ? 'The words also make it depend on something else.' : '',
    states.has('provisional') || states.has('unset') ? 'The words mark it as not yet firm.' : '',
  ].filter(Boolean)
  if (notes.length === 0) return [reading, ...others]
  const why = [reading.why, ...notes].join(' ')
  if (!states.has('condition'))
    return [{ ...reading, why }, ...others, unset('The words mark the date as not yet firm.')]
  return [{ ...reading, kind: 'conditional', why }, { ...reading, why: reading.why }, ...others]
}

function duration(length: Duration, from: Period | null, asOf: Day, count: number): Readings {
  const start = from?.to ?? asOf
  const latest = addTo(start, length.most.amount, length.most.unit)
  const isRange = lengthInWords(length.least) !== lengthInWords(length.most)
  const earliest = isRange ? addTo(start, length.least.amount, length.least.unit) : null
  const span = isRange ? `${lengthInWords(length.least)} to ${lengthInWords(length.most)}` : lengthInWords(length.most)
  const several = count > 1 ? ' More than one length is written: please check.' : ''
  const why = `${span} from ${from ? from.name : `the plan's date, ${inWords(asOf)}`}, so by ${inWords(latest)}.${several}`
  return [{ kind: 'duration', earliest, latest, why }]
}

function fromStates(states: ReadonlySet<State>, past: readonly Dated[], asOf: Day, text: string): Readings {
  const since = past[0]?.period
  if (states.has('ongoing') || (states.has('started') && !states.has('done'))) {
    const why = since
      ? `It began in ${since.name} and goes on, with no end written.`
      : 'It goes on, with no end written.'
    return [{ kind: 'ongoing', earliest: since?.from ?? (states.has('immediate') ? asOf : null), latest: null, why }]
  }
  if (states.has('done') || (states.has('complete') && !states.has('condition'))) {
    const last = past.at(-1)?.period
    const why = last
      ? `The words say that it was finished in ${last.name}.`
      : 'The words say that it is finished; no day is written.'
    return [{ kind: 'done', earliest: last?.from ?? null, latest: last?.to ?? null, why }]
  }
  if (states.has('condition')) {
    return [
      { kind: 'conditional', earliest: null, latest: null, why: 'It depends on something that has no date here.' },
    ]
  }
  if (states.has('immediate')) {
    const why = `At once, counted from the plan's date, ${inWords(asOf)}.`
    return [
      { kind: 'immediate', earliest: asOf, latest: asOf, why },
      { kind: 'by', earliest: null, latest: addDays(asOf, 28), why: 'Within four weeks of the plan’s date.' },
    ]
  }
  if (states.has('unset')) return [unset('The words say that no date has been set yet.')]
  return [unset(/\p{L}|\p{N}/u.test(text) ? 'No date is recognised in these words.' : 'Nothing is written.')]
}

function unset(why: string): Reading {
  return { kind: 'unset', earliest: null, latest: null, why }
}
