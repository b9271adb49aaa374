import type { Day } from '#platform/calendar/index.ts'
import { OVER } from '../over.ts'
import { statusIn } from '../statuses/grammar.ts'
import { daysPlaced, type Placed } from './days-placed.ts'
import { readClauses } from './findings.ts'
import { interpretDate, LONGEST_WORDS } from './interpret.ts'
import { deadlinesIn, type Item, itemsOf, listedIn } from './promises.ts'

/** The words of a target date that an action says itself. */
export interface SaidInAction {
  readonly words: string
  /** Whether nothing says which of several days is that of the whole. */
  readonly isSeveral: boolean
}

/**
 * The words of a target date that an action says itself, for one that has no other: its one deadline or day, the several that it says, or
 * the days of the items of its list, each with its mark. Null where it says none that is to come, and where each of several is plainly
 * that of a part of its own.
 */
export function dateSaidIn(text: string, asOf: Day): SaidInAction | null {
  if (text.length > LONGEST_WORDS || saysOver(text, asOf)) return null
  const items = listedIn(text)
  const listed = items.length > 1 ? daysOfItems(items, asOf) : null
  if (listed !== null) return { words: listed, isSeveral: true }
  return items.length > 1 && itemsOf(text, asOf).length > 0 ? null : daysIn(text, asOf)
}

/** `Withdrawn June 2018`: when it ended, and nothing that is to be done. */
const saysOver = (text: string, asOf: Day): boolean => OVER.has(statusIn(text, asOf) ?? 'unclaimed')

function daysIn(text: string, asOf: Day): SaidInAction | null {
  const placed = daysPlaced(text, asOf)
  if (placed.length === 0 || placed.length === deadlinesIn(text, asOf).length) return null
  const words = text.trim().split(/\s+|(?<=\d{4})\/(?=\p{L})/u)
  const said = [...new Set(placed.flatMap((date) => wordsOf(date, words, asOf) ?? []))]
  return said.length === 0 ? null : { words: said.join('; '), isSeveral: said.length > 1 || placed.some(isUnclear) }
}

const isUnclear = ({ period }: Placed): boolean => period.unclear !== undefined

/** A day is said in so many words at most, and its last word is looked for at so many places. */
const MOST_WORDS = 10
const MOST_PLACES = 8

/** The fewest words at one place that say a date, with those that say how it limits: `by 30 June 2018` of `Write the guide by 30 June 2018`. */
function wordsOf(date: Placed, words: readonly string[], asOf: Day): string | null {
  const ends = words.flatMap((word, at) => (lettersOf(word).includes(lettersOf(date.lastWord)) ? at + 1 : []))
  for (const to of ends.slice(0, MOST_PLACES))
    for (let from = to - 1; from >= Math.max(0, to - MOST_WORDS); from -= 1)
      if (saysOnly(words.slice(from, to).join(' '), date, asOf)) return withLimit(words, from, to)
  return null
}

const lettersOf = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

function withLimit(words: readonly string[], from: number, to: number): string {
  let first = from
  while (first > 0 && OF_DEADLINES.test(words[first - 1] ?? '')) first -= 1
  return trimmed(words.slice(first, to).join(' '))
}

/** Words that say how a day limits what is promised. */
const OF_DEADLINES = /^\(?(?:no|not|later|than|by|the|on|or|before|due)$/i

function saysOnly(words: string, { period, role, sign }: Placed, asOf: Day): boolean {
  const [only, ...others] = readClauses(words, asOf).flatMap(({ dates }) => dates)
  return (
    others.length === 0 &&
    only?.period.from === period.from &&
    only.period.to === period.to &&
    only.period.unclear === period.unclear &&
    (only.period.yearless ?? false) === (period.yearless ?? false) &&
    (sign !== 'limit' || only.role === role)
  )
}

/** The days of a list’s items where at least one says its day without `by`, so that nothing is made of it unasked. */
function daysOfItems(items: readonly Item[], asOf: Day): string | null {
  const days = items.map(({ unmarked }) => {
    const said = daysIn(unmarked, asOf)
    return { words: said?.words, isPlain: said !== null && interpretDate(unmarked, asOf).kind === 'by' }
  })
  if (!days.some(({ words, isPlain }) => words !== undefined && !isPlain)) return null
  return items.map(({ mark }, index) => `${mark} ${days[index]?.words ?? 'no date'}`).join('; ')
}

const trimmed = (words: string): string => words.replace(/^[\s([:,\u2013\u2014-]+|[\s)\],;.:]+$/g, '')
