import { inWords, weekdayOf } from '#platform/calendar/index.ts'
import type { Dated } from './dated.ts'
import { looksDated } from './numeric.ts'
import { LABELS, type Token } from './tokens.ts'
import { durationUnit, isQuarterWord, monthNumber, partOf, season, weekdayNumber, welshMonth } from './words.ts'

/** What was left unread in a clause, and whether a reading can stand in spite of it. */
export interface Doubt {
  readonly why: string
  /** Whether a number of the date itself may have been passed over, so that no reading can stand. */
  readonly isGrave: boolean
}

const BETWEEN = new Set(['of', 'the', 'a', ',', '-', '/', '(', ')', ':', "'", '"', '“', '”', '.', '~', '[', ']'])

/** Words that turn a date's meaning when nobody has understood them. */
const TURNING = new Set(
  'not no never nor neither cannot unlikely except excluding without past beyond over under exceeding later earlier sooner half weekend term terms session recess parliament fortnight century decade holiday holidays period season'.split(
    ' ',
  ),
)

/** Words that turn it wherever they stand. */
const ALWAYS = new Set('not no never unlikely cannot except excluding without every each'.split(' '))

/** What the words hold that was not understood though it may be part of a date. `isRead` tells which tokens were read. */
export function doubtsIn(
  tokens: readonly Token[],
  isRead: readonly boolean[],
  isTime: readonly boolean[],
  dates: readonly Dated[],
): Doubt[] {
  const hasOtherWords = tokens.some((token, at) => !isRead[at] && token.type === 'word')
  const hasTime = isTime.includes(true)
  const seen: Doubt[] = hasTime ? [...labelled(tokens, dates), ...namedByYear(tokens, isRead, dates)] : []
  tokens.forEach((token, at) => {
    if (isRead[at]) return
    const isBeside = isTimeBeside(at, isTime, tokens)
    if (isNumber(token) && (looksDated(token) || isBeside || !hasOtherWords)) seen.push(passedOver(token, true))
    else if (
      token.type === 'word' &&
      hasTime &&
      isTurning(token.word, isBeside) &&
      !isItsWeekday(token.word, at, dates)
    )
      seen.push(passedOver(token, false))
    else if (token.type === 'word' && hasTime && isForeign(token.word)) seen.push(passedOver(token, true))
    else if (token.type === 'mark' && hasTime && SIGNS.has(token.mark)) seen.push(passedOver(token, false))
    else if (token.type === 'mark' && /\p{N}/u.test(token.mark)) seen.push(passedOver(token, true))
  })
  return seen
}

/** A word in other letters than those of the words around it, such as those of a date written in China. */
const isForeign = (word: string) => /[^\p{Script=Latin}\p{M}\p{N}']/u.test(word)

const isNumber = ({ type }: Token) => type === 'number' || type === 'ordinal' || type === 'joined'

const passedOver = ({ raw }: Token, isGrave: boolean): Doubt => ({
  why: `“${shortened(raw)}” is not understood.`,
  isGrave,
})
const shortened = (raw: string) => (raw.length > 24 ? `${raw.slice(0, 22)} …` : raw)

/** `Phase 2 June 2018` is no 2 June, or is it? */
function labelled(tokens: readonly Token[], dates: readonly Dated[]): Doubt[] {
  return dates.flatMap(({ at }) => {
    const [before, first] = [tokens[at - 1], tokens[at]]
    const isLabel = before?.type === 'word' && LABELS.has(before.word) && first?.type === 'number' && first.digits <= 2
    return isLabel ? [{ why: `“${before.raw} ${first.raw}” may be a name and no day.`, isGrave: false }] : []
  })
}

const AFTER_YEARS = new Set(
  'and or in at on for with to by as but then if the a when once subject across through via per of'.split(' '),
)

/** `the 2020 election`, `mars 2018`: the year may belong to a name, or what stands beside it may say more of the date. */
function namedByYear(tokens: readonly Token[], isRead: readonly boolean[], dates: readonly Dated[]): Doubt[] {
  const isWord = (at: number) => {
    const token = tokens[at]
    return token?.type === 'word' && !isRead[at] && !AFTER_YEARS.has(token.word)
  }
  return dates.flatMap(({ at, next, period }) => {
    const after = tokens[next]?.raw === '-' ? next + 1 : next
    const before = tokens[at - 1]?.raw === '-' ? at - 2 : at - 1
    const isYear = /^(?:\d{4}|the financial year \d{4}-\d{2})$/.test(period.name)
    const isDoubtful = isYear && (isWord(after) || (tokens[at]?.type !== 'word' && isWord(before)))
    return isDoubtful ? [{ why: `${period.name} stands beside words that are not understood.`, isGrave: false }] : []
  })
}

/** Signs that say before, after or more of a date: nobody may pass over them. */
const SIGNS = new Set(['<', '>', '≤', '≥', '±', '+', '=', '→', '≠'])

/** Whether a date was read right beside this token, with nothing but marks between them. */
function isTimeBeside(at: number, isTime: readonly boolean[], tokens: readonly Token[]): boolean {
  const step = (by: 1 | -1) => {
    let next = at + by
    for (let steps = 0; steps < 3 && BETWEEN.has(tokens[next]?.raw ?? ''); steps += 1) next += by
    return next
  }
  return (isTime[step(-1)] ?? false) || (isTime[step(1)] ?? false)
}

function isTurning(word: string, isBeside: boolean): boolean {
  if (ALWAYS.has(word)) return true
  const isTime =
    TURNING.has(word) ||
    (monthNumber(word) !== null && word !== 'may' && word !== 'march') ||
    welshMonth(word) !== null ||
    weekdayNumber(word) !== null ||
    season(word) !== null ||
    durationUnit(word) !== null ||
    isQuarterWord(word) ||
    partOf(word) !== null
  return isTime && isBeside
}

/** `31 March 2017 (Friday)`: the weekday only says again what the date says. */
function isItsWeekday(word: string, at: number, dates: readonly Dated[]): boolean {
  const weekday = weekdayNumber(word)
  return (
    weekday !== null &&
    dates.some(
      ({ next, period }) =>
        next <= at && at - next < 3 && period.from === period.to && weekdayOf(period.from) === weekday,
    )
  )
}

/** Years so far from the plan's own that they are likely mistyped. */
const YEARS_APART = 25

export function farDoubt(day: string | null, asOf: string): string | null {
  const apart = day === null ? 0 : Math.abs(Number(day.slice(0, 4)) - Number(asOf.slice(0, 4)))
  return day !== null && apart > YEARS_APART ? `${inWords(day)} is ${apart} years from the plan's date.` : null
}
