import { type Day, inWords } from '#platform/calendar/index.ts'
import { counted } from '#platform/words.ts'
import { withoutNumbers } from '../statuses/forms.ts'
import { statusIn } from '../statuses/grammar.ts'
import { actionBefore, dependsOn } from './after-actions.ts'
import { doubtsInWords, farDoubt } from './doubts.ts'
import { type Clause, readClauses } from './findings.ts'
import { fromDurations } from './from-durations.ts'
import { fromPromises } from './from-promises.ts'
import { recurring } from './from-recurrence.ts'
import { fromStates, qualified, type Readings, type States, unset, withConditions } from './from-states.ts'
import { lasting } from './lasting.ts'
import type { Considered, DoubtKind, Interpretation, Reading } from './model.ts'
import { turnsOf } from './recurrence.ts'
import { kindsOf, wordsOf } from './sentences.ts'
import { isOver, liveDates, reportedIn } from './standing.ts'
import { doubtedTurns, type Turns, turnsInWords } from './turns.ts'

/** Words longer than this are not read as a date: they are asked about. */
export const LONGEST_WORDS = 1000

/**
 * Reads a target date as people write it.
 *
 * `text` is kept as it is; `asOf` is the plan's own day, from which words without a year ("July") and lengths
 * of time ("6 months") are counted. Days are ISO 8601, financial years run from 1 April to 31 March.
 * Never throws: words that say nothing about time come back as `unset`, with the reason. What is in doubt is `asked`.
 * Takes a time in proportion to the words, of which at most `LONGEST_WORDS` characters are read.
 */
export function interpretDate(text: string, asOf: Day): Interpretation {
  const listed = withoutNumbers(text)
  if (listed !== text && text.length <= LONGEST_WORDS) return withDoubt({ ...readWords(listed, asOf), text }, NUMBERED)
  const before = text.length <= LONGEST_WORDS ? actionBefore(text) : null
  if (before !== null) return { text, ...dependsOn(before), asked: false, doubts: [], alternatives: [] }
  const own = readWords(IS_NOW.test(text) ? 'immediate' : text, asOf)
  const lines = text.trim().split(/\s*[\r\n]+\s*/)
  return { ...(lines.length > 1 ? inOneLine(own, readWords(lines.join(' '), asOf), lines) : own), text }
}

/** A line that ends so goes on in the next. */
const OPENS = /(?:^|\s)(?:by|before|after|from|until|till|to|of|in|on|the|end|mid|early|late|than)$/i

const NUMBERED = 'The lines are numbered, so each may be the date of a part.'
const IS_NOW = /^\s*now[.!]?\s*$/i

/** Words that break within a line, `31 March` above `2019`, are read as one where that is sure; lines that say something else each by itself are asked about. */
function inOneLine(own: Interpretation, whole: Interpretation, lines: readonly string[]): Interpretation {
  // What is done is asked about however it is written.
  if ((whole.asked && whole.kind !== 'done') || whole.kind === 'unset') return own
  if (own.asked || own.kind === 'unset') return whole
  if (lines.slice(0, -1).some((line) => OPENS.test(line))) return whole
  const isSame = own.kind === whole.kind && own.earliest === whole.earliest && own.latest === whole.latest
  if (isSame) return own
  const { kind, earliest, latest, why } = whole
  const told = withDoubt(own, 'The lines may also be read as one.')
  return { ...told, alternatives: [{ kind, earliest, latest, why }, ...told.alternatives].slice(0, MOST_ALTERNATIVES) }
}

const withDoubt = (read: Interpretation, doubt: string): Interpretation =>
  read.asked
    ? read
    : {
        ...read,
        why: `${read.why} ${doubt} Please check.`,
        asked: true,
        doubts: [...(read.doubts ?? []), 'other'],
      }

function readWords(text: string, asOf: Day): Interpretation {
  const readings = text.length > LONGEST_WORDS ? [tooLong(text)] : readingsOf(readClauses(text, asOf), asOf, text)
  const [{ isAsked: isDoubted, ...reading }, ...others] = readings as Readings
  const hasBegun = reading.kind === 'ongoing' || reading.kind === 'recurring'
  const far = farDoubt(reading.latest, asOf, hasBegun) ?? farDoubt(reading.earliest, asOf, hasBegun)
  const asked = (isDoubted ?? false) || far !== null
  const why = [reading.why, far, asked ? 'Please check.' : null].filter(Boolean).join(' ')
  const doubts: readonly DoubtKind[] = [...(reading.doubts ?? []), ...(far === null ? [] : ['other' as const])]
  return { text, ...reading, why, asked, doubts: [...new Set(doubts)], alternatives: distinct(reading, others) }
}

const grouped = (count: number) => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')

function tooLong(text: string): Considered {
  const why = `These words are ${counted(text.length, 'character', 'characters')} long, more than the ${grouped(LONGEST_WORDS)} that are read as a date.`
  return { ...unset(why), isAsked: true, doubts: ['other'] }
}

function distinct(chosen: Reading, others: readonly Considered[]): Reading[] {
  const key = ({ kind, earliest, latest }: Reading) => `${kind} ${earliest} ${latest}`
  const seen = new Set([key(chosen)])
  return others
    .filter((other) => !seen.has(key(other)) && seen.add(key(other)))
    .map(({ kind, earliest, latest, why }) => ({ kind, earliest, latest, why }))
    .slice(0, MOST_ALTERNATIVES)
}

/** A person chooses among so many readings and no more. */
const MOST_ALTERNATIVES = 12

function readingsOf(clauses: readonly Clause[], asOf: Day, text: string): Readings {
  if (text.trim() === '') return [unset('Nothing is written.')]
  const readings = plainlyDone(plainReadings(clauses, asOf, text), text, asOf)
  const [main, ...others] = readings
  if (areAllOld(clauses))
    return [
      { ...unset('The words only name a date that no longer stands.'), isAsked: true, doubts: ['other'] },
      ...offered(clauses, readings),
    ]
  const doubts = clauses.flatMap((clause) => clause.doubts)
  const sentences = doubtsInWords(doubts, text)
  if (doubts.some(({ isGrave }) => isGrave)) {
    const why = [...wordsOf(sentences), 'So no date is taken from the words.'].join(' ')
    return [
      { ...unset(why), isAsked: true, doubts: kindsOf(sentences) },
      ...readings.filter(({ kind }) => kind !== 'unset'),
    ]
  }
  const more = [...sentences, ...mixed(clauses, main)]
  if (more.length === 0) return readings
  const why = [main.why, ...wordsOf(more)].join(' ')
  return [{ ...main, why, isAsked: true, doubts: [...(main.doubts ?? []), ...kindsOf(more)] }, ...others]
}

/** A date that the words deny is not offered. */
const offered = (clauses: readonly Clause[], readings: Readings): readonly Considered[] =>
  clauses.some(({ dates }) => dates.some(({ standing }) => standing === 'denied')) ? [] : readings

/** Words that speak of something finished say that the promise is only where all of them are known to: `Done`, and not `Hardly done`. */
function plainlyDone(readings: Readings, text: string, asOf: Day): Readings {
  const [{ kind, earliest, latest }] = readings
  const status = kind === 'done' ? statusIn(text, asOf, { isAllPast: true }) : 'complete'
  if (status === 'complete' || status === 'closed') return readings
  const why = 'The words speak of something finished, but do not plainly say that the whole is.'
  const told = { kind: 'done', earliest, latest, why: 'If the whole is finished.' } as const
  return [{ ...unset(why), isAsked: true, doubts: ['other'] }, told, ...readings.slice(1)]
}

/** `was March 2017`, `not March 2017`, `last reviewed in March 2017`: what stands instead is not written. */
function areAllOld(clauses: readonly Clause[]): boolean {
  const dates = clauses.flatMap((clause) => clause.dates)
  const isSilent = clauses.every(
    ({ every, durations, states }) => !every && durations.length === 0 && !states.has('done') && !states.has('started'),
  )
  return dates.length > 0 && isSilent && dates.every((date) => isOver(date) || date.standing === 'past')
}

/** What does not go together in one cell. */
function mixed(clauses: readonly Clause[], { kind }: Considered): string[] {
  const hasDates = clauses.some(({ dates }) => dates.some((date) => !isOver(date) && date.standing !== 'past'))
  const hasLengths = clauses.some(({ durations, isLoose }) => isLoose || durations.length > 0)
  const isShare = clauses.some(
    ({ durations, states }) =>
      durations.length > 0 && (states.has('unfinished') || states.has('complete') || states.has('done')),
  )
  const isAtOnce = clauses.some(({ states }) => states.has('immediate'))
  const has = (state: 'unfinished' | 'complete' | 'halted') => clauses.some(({ states }) => states.has(state))
  return [
    ...(hasDates && hasLengths && kind !== 'recurring' ? ['A date and a length of time are written.'] : []),
    ...(isAtOnce && (kind === 'day' || kind === 'window') ? ['The words also say that it is done at once.'] : []),
    ...(kind === 'duration' && clauses.some(({ states }) => states.has('ongoing'))
      ? ['The words also say that it goes on.']
      : []),
    ...(isShare ? ['It may say how much is done, and not how long it takes.'] : []),
    ...(hasDates && has('complete') && kind !== 'done' && !isDeadlined(clauses)
      ? ['The words may say that it is finished.']
      : []),
    ...(kind !== 'unset' && has('halted') ? ['The words also say that it is held up or is no longer wanted.'] : []),
    ...(namesAgain(clauses) ? ['A date that no longer stands is written again.'] : []),
    ...(clauses.some(isCutInTwo) ? ['The year may belong to the date that no longer stands, or to both.'] : []),
  ]
}

/** `not Q2 2018-19 (July to September 2018)`: what was taken back is said again, and nothing says that it is new. */
function namesAgain(clauses: readonly Clause[]): boolean {
  const dates = clauses.flatMap((clause) => clause.dates)
  const old = dates.filter(isOver)
  return dates.some(
    ({ standing, period }) =>
      standing === 'only' && old.some((one) => one.period.from <= period.to && period.from <= one.period.to),
  )
}

/** `March, formerly 2018`: a date without a year beside one that no longer stands. */
const isCutInTwo = ({ dates }: Clause) =>
  dates.some(
    (old, index) => isOver(old) && /^\d{4}$/.test(old.period.name) && dates[index - 1]?.period.yearless === true,
  )

const isDeadlined = (clauses: readonly Clause[]) =>
  clauses.some(({ dates }) => dates.some(({ role }) => role === 'by' || role === 'before'))

/** `Immediate, then annually`: the first turn is at once. */
function atOnce(turns: Turns, states: States, isDated: boolean, asOf: Day): Turns {
  if (!states.has('immediate')) return turns
  if (isDated || turns.earliest !== null) return doubtedTurns(turns, 'The words also say that it is done at once.')
  const told = `The first time is at once, counted from the plan's date, ${inWords(asOf)}.`
  return { ...turns, earliest: asOf, first: undefined, more: [...turns.more, told] }
}

function plainReadings(clauses: readonly Clause[], asOf: Day, text: string): Readings {
  const states = new Set(clauses.flatMap((clause) => [...clause.states]))
  const every = turnsOf(clauses)
  const live = liveDates(clauses, asOf)
  const past = clauses.flatMap((clause) => reportedIn(clause, asOf))
  const lengths = clauses.flatMap((clause) => clause.durations)
  if (every) {
    const [turns, ...others] = recurring(every, live, past)
    const isDated = live.length > 0 || lengths.some(({ from }) => from !== null)
    const told = lasting(atOnce(turns, states, isDated, asOf), lengths, live, asOf)
    return qualified([turnsInWords(told), ...others], states)
  }
  if (live.length > 0) return withConditions(fromPromises(live, states, asOf), states)
  if (lengths.length > 0 && !states.has('condition')) return qualified(fromDurations(lengths, asOf), states)
  return qualified(fromStates(states, past, asOf, text), states)
}
