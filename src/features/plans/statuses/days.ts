import { addTo, type Day } from '#platform/calendar/index.ts'
import { lookUp, markAt, wordAt } from '../dates/cursor.ts'
import type { Period } from '../dates/model.ts'
import { readPeriod } from '../dates/period.ts'
import type { Token } from '../dates/tokens.ts'
import { MEETING } from './names.ts'
import { APPROVALS, BEGUN, DONE_DAYS, DONE_DAYS_OF_COMPLETE, isParticiple, type Said } from './vocabulary.ts'

/** Where a piece of a cell ends, or null where there is none. */
type Next = number | null

/** A day or a time that is written clearly. `2/3`, which may be a share, is not clear. */
export function readDay(tokens: readonly Token[], at: number): Next {
  const found = readPeriod(tokens, at, { asOf: '2000-01-01', looking: 'back' })
  return found && found.value.unclear === undefined ? found.next : null
}

/** Days in figures with the year that they have from the day of the document; those that are not clear from there are a question. */
export const withWholeYears = (tokens: readonly Token[], asOf: Day): Token[] =>
  tokens.map((token, at) => {
    const isShort = token.type === 'joined' && token.parts.length === 3 && token.parts[2]?.length === 2
    const found = isShort ? readPeriod(tokens, at, { asOf, looking: 'back' })?.value : undefined
    if (!isShort || !found) return token
    if (found.unclear !== undefined) return { type: 'mark', mark: '?', raw: token.raw }
    const parts = [...token.parts.slice(0, 2), found.from.slice(0, 4)]
    return { ...token, parts, raw: parts.join(token.joint) }
  })

/** The day on which what is said was done. `Complete` may be an order, and a house is `closed Friday`: such a day must have its year. */
export function readDayOfDone(tokens: readonly Token[], at: number, before: Said): Next {
  if (before.phrase === 'met') return null
  const isTold = (isParticiple(before) && !before.phrase.startsWith('closed')) || before.status === 'superseded'
  const opening = lookUp(before.phrase === 'complete' ? DONE_DAYS_OF_COMPLETE : DONE_DAYS, tokens, at)?.next ?? at
  const day = readDay(tokens, opening)
  const isOpened = opening > at && !before.phrase.startsWith('closed')
  const isSure = day !== null && (isTold || isOpened || isOwnDay(tokens, opening)) && !isSpent(tokens, opening, before)
  return isSure && !isToCome(tokens, at, day) ? day : null
}

/** `In place 2016-2021`: what stands for some years may be gone since. */
function isSpent(tokens: readonly Token[], at: number, { phrase }: Said): boolean {
  const period = readPeriod(tokens, at, { asOf: '2000-01-01', looking: 'back' })?.value
  return /(?:place|operational)$/.test(phrase) && period !== undefined && period.to > addTo(period.from, 12, 'month')
}

/** Where the day itself begins, behind `on` or `in`. */
export const openingOfDay = (tokens: readonly Token[], at: number): number => lookUp(DONE_DAYS, tokens, at)?.next ?? at

/** The day on which something was said. */
export function readDaySaid(tokens: readonly Token[], at: number): Next {
  const day = readDay(tokens, openingOfDay(tokens, at))
  return day === null || isToCome(tokens, at, day) ? null : day
}

/** Nothing was done `next month`, and what was done `this year` may not be all. */
const isToCome = (tokens: readonly Token[], from: number, to: number): boolean =>
  tokens.slice(from, to).some((token) => token.type === 'word' && TO_COME.has(token.word))
const TO_COME = new Set([
  'next',
  'this',
  'current',
  'coming',
  'forthcoming',
  'following',
  'tomorrow',
  'upcoming',
  'future',
])

/** Whether a day says its year by itself, so that it is the same from whatever day it is read. */
export function isOwnDay(tokens: readonly Token[], at: number): boolean {
  const [one, other] = ['2015-01-01', '2024-06-15'].map((asOf) => readPeriod(tokens, at, { asOf, looking: 'back' }))
  return one?.value.from === other?.value.from
}

/**
 * Whether a day in the words, with its year, is not over on this one, so that not all was done then. Only what is told as done may lie in
 * the month that goes on, or in the year that does, where it says so: `completed June 2018`, `completed in 2018`.
 */
export const speaksOfLater = (tokens: readonly Token[], asOf: Day, isTold: boolean): boolean =>
  periodsIn(tokens, asOf).some(
    ({ at, period }) => period.to > asOf && isOwnDay(tokens, at) && !(isTold && isWithin(tokens, at, period, asOf)),
  )

/** Every day and time that the words name, one after another, with where each begins. */
function periodsIn(tokens: readonly Token[], asOf: Day): { readonly at: number; readonly period: Period }[] {
  const periods = []
  for (let at = 0; at < tokens.length; ) {
    const found = readPeriod(tokens, at, { asOf, looking: 'back' })
    if (found) periods.push({ at, period: found.value })
    at = found?.next ?? at + 1
  }
  return periods
}

/** `Complete - verified by internal audit June 2018`: the only day is that of an approval, which was given. */
export function isApprovedThen(tokens: readonly Token[]): boolean {
  const [only, ...others] = periodsIn(tokens, '2000-01-01')
  const isBefore = (at: number) => only !== undefined && at < only.at && lookUp(APPROVALS, tokens, at) !== null
  return others.length === 0 && tokens.some((_, at) => isBefore(at))
}

function isWithin(tokens: readonly Token[], at: number, { from, to }: Period, asOf: Day): boolean {
  const isSaid = ['in', 'during'].includes(wordAt(tokens, at - 1))
  return from <= asOf && to < addTo(from, isSaid ? 12 : 1, 'month')
}

/** `Started April 2019`, said before: what has begun, or is paused, was not so on a day to come. */
export const beginsLater = (tokens: readonly Token[], asOf: Day): boolean =>
  tokens.some((_, at) => {
    const found = lookUp(BEGUN, tokens, at)
    const next = found && (['in', 'on'].includes(wordAt(tokens, found.next)) ? found.next + 1 : found.next)
    const day = next === null ? null : readPeriod(tokens, next, { asOf, looking: 'back' })
    return day !== null && next !== null && day.value.from > asOf && isOwnDay(tokens, next)
  })

/** `Completed at the Board, July`: the day of a meeting that has no year may be the next one. */
export const isOfSomeMeeting = (tokens: readonly Token[]): boolean =>
  tokens.some((_, at) => markAt(tokens, at) === MEETING) &&
  periodsIn(tokens, '2000-01-01').some(({ at }) => !isOwnDay(tokens, at))
