import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import type { Dated } from './dated.ts'
import type { Considered, DoubtKind, Period } from './model.ts'
import { readDate } from './reading.ts'
import { kindsOf, wordsOf } from './sentences.ts'
import type { State } from './states.ts'

/** The reading that stands, and the others. */
export type Readings = [Considered, ...Considered[]]

export type States = ReadonlySet<State | 'unfinished'>

export function unset(why: string): Considered {
  return { kind: 'unset', earliest: null, latest: null, why }
}

const asked = (why: string, doubt: DoubtKind = 'other'): Considered => ({
  ...unset(why),
  isAsked: true,
  doubts: [doubt],
})

/** A period of which nothing says which days are meant. */
export const unclearly = (why: string, { unclearAs }: Period): Considered => asked(why, unclearAs)

/** What words without a live date say of how things stand. */
export function fromStates(states: States, past: readonly Dated[], asOf: Day, text: string): Readings {
  if (states.has('ongoing') || (states.has('started') && !states.has('done'))) return [goingOn(states, past, asOf)]
  if (states.has('done') || (states.has('complete') && !states.has('condition')))
    return [finished(past), ...past.flatMap(readDate)]
  if (states.has('condition'))
    return [
      { kind: 'conditional', earliest: null, latest: null, why: 'It depends on something that has no date here.' },
    ]
  if (states.has('immediate')) {
    const why = `At once, counted from the plan's date, ${inWords(asOf)}.`
    return [
      { kind: 'immediate', earliest: asOf, latest: asOf, why },
      { kind: 'by', earliest: null, latest: addDays(asOf, 28), why: 'Within four weeks of the plan’s date.' },
    ]
  }
  if (states.has('unset')) return [{ ...unset('The words say that no date has been set yet.'), doubts: ['not-set'] }]
  if (states.has('halted'))
    return [asked('The words say that it has not started, is held up or is no longer wanted; no date is written.')]
  if (states.has('unfinished'))
    return [asked('The words say how far it is, and not that it is finished; no date is written.')]
  return /\p{L}|\p{N}/u.test(text)
    ? [asked('No date is recognised in these words.', 'no-date')]
    : [unset('Nothing is written.')]
}

function goingOn(states: States, past: readonly Dated[], asOf: Day): Considered {
  const since = past[0]?.period
  if (since?.unclear) return unclearly(since.unclear, since)
  if (since && past[0]?.isRange) {
    const why = `It began in ${since.name}. The words name its end too, or when it began is not sure.`
    return { kind: 'window', earliest: since.from, latest: since.to, why, isAsked: true, doubts: ['other'] }
  }
  const why = since ? `It began in ${since.name} and goes on, with no end written.` : 'It goes on, with no end written.'
  return { kind: 'ongoing', earliest: since?.from ?? (states.has('immediate') ? asOf : null), latest: null, why }
}

/** Words of a target that say it is finished: nothing is claimed by them until somebody says so. */
function finished(past: readonly Dated[]): Considered {
  const last = past.at(-1)?.period
  if (last?.unclear) return unclearly(last.unclear, last)
  const why = last
    ? `The words say that it was finished ${last.from === last.to ? 'on' : 'in'} ${last.name}.`
    : 'The words say that it is finished; no day is written.'
  const doubts = last?.doubts ?? []
  const said = [why, ...wordsOf(doubts), 'Nothing is claimed by this until somebody says so.'].join(' ')
  return {
    kind: 'done',
    earliest: last?.from ?? null,
    latest: last?.to ?? null,
    why: said,
    isAsked: true,
    doubts: kindsOf([...doubts, 'The whole may not be finished.']),
  }
}

const isLoose = (states: States): boolean =>
  (['provisional', 'unconfirmed', 'unset'] as const).some((state) => states.has(state))

/** A date that hangs on a condition, or is marked as not firm, keeps its days and says so; whether a date that is not firm counts is asked. */
export function withConditions([reading, ...others]: Readings, states: States): Readings {
  const isConditional = states.has('condition')
  const notes = [
    isConditional ? 'The words also make it depend on something else.' : '',
    isLoose(states) ? 'The words mark it as not yet firm.' : '',
  ].filter(Boolean)
  if (notes.length === 0 || reading.kind === 'unset') return [reading, ...others]
  const why = [reading.why, ...notes].join(' ')
  const isAsked = (reading.isAsked ?? false) || states.has('unconfirmed')
  const doubts: readonly DoubtKind[] = [
    ...(reading.doubts ?? []),
    ...(states.has('unconfirmed') ? ['other' as const] : []),
  ]
  if (!isConditional)
    return [{ ...reading, why, isAsked, doubts }, ...others, unset('The words mark the date as not yet firm.')]
  return [{ ...reading, kind: 'conditional', why }, { ...reading, why: reading.why }, ...others]
}

/** What goes on, comes round or takes a time, and is marked as not firm or hangs on something else: it stays what it is and says so. */
export function qualified([reading, ...others]: Readings, states: States): Readings {
  if (!['ongoing', 'recurring', 'duration', 'immediate'].includes(reading.kind)) return [reading, ...others]
  if (states.has('condition')) {
    const why = `${reading.why} The words also make it depend on something else.`
    return [{ ...reading, why, isAsked: true, doubts: [...(reading.doubts ?? []), 'other'] }, ...others]
  }
  if (!isLoose(states)) return [reading, ...others]
  const why = `${reading.why} The words mark it as not yet firm.`
  return [{ ...reading, why }, ...others, unset('The words mark it as not yet firm.')]
}
