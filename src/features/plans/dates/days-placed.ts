import { addTo, type Day } from '#platform/calendar/index.ts'
import { markAt, wordAt } from './cursor.ts'
import type { Dated } from './dated.ts'
import { type Clause, readClauses } from './findings.ts'
import { isDeadline } from './standing.ts'
import { isDeed } from './told.ts'

/** A day to come that the words of an action say, and how surely it is one of what they ask for. */
export interface Placed extends Dated {
  /**
   * `limit`: a deadline. `place`: a day at which something is to be done. `open`: one from which or until which it goes on. `bare`: a month
   * without its year, with nothing that says more.
   */
  readonly sign: Sign
  /** The last of its words or figures, in small letters. */
  readonly lastWord: string
}

type Sign = 'limit' | 'place' | 'open' | 'bare'

/** So many days are looked for in one action. */
const MOST_DAYS = 12

/**
 * The days to come that limit or place what running words ask for. Within a part of the words, a deadline stands out over other days. What
 * names or tells of something else is none: `the report of 4 May 2018`, `1998 files`, `the 2017/18 report`, `(held in March 2018)`.
 */
export function daysPlaced(text: string, asOf: Day): readonly Placed[] {
  const found = readClauses(text.replace(TO_COMPLETE, 'do '), asOf)
    .flatMap((clause) => [...Map.groupBy(placedIn(clause, asOf), ({ at }) => partAt(clause, at)).values()])
    .flatMap(limitsOr)
    .slice(0, MOST_DAYS)
  const sure = found.filter(({ sign }) => sign !== 'open')
  if (sure.length === 0) return found
  return sure.some(({ sign }) => sign !== 'bare') ? sure : []
}

/** What is asked for is not finished: `Complete training by Easter`. */
const TO_COMPLETE = /\bcomplete\s+(?=\p{L})/giu

function placedIn(clause: Clause, asOf: Day): Placed[] {
  const isRevised = clause.dates.some(({ standing }) => standing === 'new')
  const standing = isRevised ? 'new' : 'only'
  const placed: Placed[] = []
  for (const date of clause.dates) {
    const last = placed.at(-1)
    const isJoined = last !== undefined && isJoinedTo(last, date, clause)
    const own = date.standing === standing && isToCome(date, asOf) ? signOf(date, clause) : null
    const sign = isJoined && isToCome(date, asOf) ? last.sign : own
    const lastWord = clause.tokens[date.next - 1]?.raw ?? ''
    if (sign !== null) placed.push({ ...date, sign, lastWord })
  }
  return placed
}

/** `By 30 June or 31 July`: what is said of the first is said of the other. */
const isJoinedTo = (before: Dated, date: Dated, { tokens }: Clause): boolean =>
  date.at - before.next <= 1 && JOINTS.has(tokens[before.next]?.raw ?? '')

const JOINTS: ReadonlySet<string> = new Set(['and', 'or', ',', '&', '/'])

function limitsOr(placed: readonly Placed[]): readonly Placed[] {
  const limits = placed.filter(({ sign }) => sign === 'limit')
  return limits.length > 0 ? limits : placed
}

/** Nothing is asked for by a day that was past when it was said. */
const isToCome = ({ role, period: { from, to } }: Dated, asOf: Day): boolean =>
  role === 'before' ? from > asOf : to >= asOf

function signOf(date: Dated, clause: Clause): Sign | null {
  const { role, period } = date
  // `Every month by the 5th` is no one day.
  if (clause.every && period.yearless) return null
  if (isDeadline(date)) return 'limit'
  if (tellsOfOther(date, clause)) return null
  if (role === 'from' || role === 'until') return period.from === period.to && !clause.every ? 'open' : null
  if (role !== 'in') return null
  const link = linkOf(date, clause)
  if (PLACES.has(link) && period.edge === 'end') return 'limit'
  if (PLACES.has(link)) return 'place'
  if (OF_DAYS.has(link)) return period.to <= addTo(period.from, 7, 'day') ? 'place' : null
  return link === 'dated' ? null : signOfBare(date, clause)
}

/** The words before a date that say at what time something is done. */
const PLACES: ReadonlySet<string> = new Set(
  'in during at within once sometime some next this scheduled planned expected target aim aiming delivery go noon midnight midday'.split(
    ' ',
  ),
)

/** Those that do so only before a day: what is reported on a quarter, or written for a year, is not done then. */
const OF_DAYS: ReadonlySet<string> = new Set(['on', 'for'])

const linkOf = ({ at, next }: Dated, { tokens }: Clause): string =>
  tokens.slice(at, next).find(({ type }) => type === 'word')?.raw ?? ''

/** A date by itself in brackets or behind a mark, or where a part of the words begins or ends. A year alone may be part of a name. */
function signOfBare({ at, next, period }: Dated, { tokens }: Clause): Sign | null {
  const isYear = addTo(period.from, 364, 'day') <= period.to
  if (isYear) return null
  const [before, after] = [markAt(tokens, at - 1) || markAt(tokens, at), markAt(tokens, next)]
  const isFirst = at === 0 || before === ','
  if (isFirst && period.from === period.to) return 'place'
  const isMarked = (at > 0 && OPENING.has(before)) || (at === 0 && OPENING.has(after))
  const ends = tokens[next] === undefined || ENDING.has(after)
  if (isMarked && (ends || at === 0 || after === '-')) return 'place'
  // `3 and 10 September` are both at the end.
  const isCounted = JOINTS.has(tokens[at - 1]?.raw ?? '') && tokens[at - 2]?.type === 'number'
  if (at === 0 || !ends || (NAMES.has(wordAt(tokens, at - 1)) && !isCounted)) return null
  return period.yearless ? 'bare' : 'place'
}

const OPENING: ReadonlySet<string> = new Set(['(', '[', '-', ':', ',', '/'])
const ENDING: ReadonlySet<string> = new Set([')', ']', ',', ':', '/'])
/** What stands before a date that is part of a name, or that says of what it is. */
const NAMES: ReadonlySet<string> = new Set('of dated date the for version to from since than and or'.split(' '))

/** `The audit carried out in June`, `(held in March)`: when something else was or will be, and not what is asked for. */
function tellsOfOther({ at }: Dated, { tokens }: Clause): boolean {
  const open = tokens.slice(0, at).findLastIndex(({ raw }) => raw === '(')
  const isInside = open >= 0 && !tokens.slice(open, at).some(({ raw }) => raw === ')')
  if (isInside && isDeed(tokens, open + 1)) return true
  const deed = [at - 1, at - 2].find((place) => place > 1 && isDeed(tokens, place))
  if (deed === undefined) return false
  const isNamed = [2, 3].some((back) => ARTICLES.has(wordAt(tokens, deed - back)))
  return isNamed && !tokens.slice(0, deed).some(({ raw }) => CAUSES.has(raw))
}

const ARTICLES: ReadonlySet<string> = new Set(['the', 'a', 'an', 'our', 'its', 'this', 'any'])
const CAUSES: ReadonlySet<string> = new Set('have has get ensure is are be being will'.split(' '))

/** In which part of the clause a token stands: parts are parted by commas, `and` and `then`, other than those within a date. */
function partAt({ tokens, dates }: Clause, at: number): number {
  return tokens
    .slice(0, at)
    .filter(({ raw }, place) => PARTS.has(raw) && !dates.some((date) => date.at <= place && place < date.next)).length
}

const PARTS: ReadonlySet<string> = new Set([',', 'and', 'then'])
