import { inWords, weekdayOf } from '#platform/calendar/index.ts'
import { distance } from '#platform/spelling.ts'
import { agreeing, counted, inSentence, shortened } from '#platform/words.ts'
import type { Dated } from './dated.ts'
import { isHarmless, isHarmlessMark } from './harmless.ts'
import type { Sentence } from './model.ts'
import { isNegation } from './negation.ts'
import { looksDated } from './numeric.ts'
import type { Token } from './tokens.ts'
import { WEEKDAY_NAMES, weekdayNumber } from './words.ts'

/** What was left unread in a clause, and whether a reading can stand in spite of it. */
export interface Doubt {
  readonly why: string
  /** What kind of doubt it is, where it is not `other`. */
  readonly kind?: 'year-beside-words'
  /** What was not understood, in small letters, where that is all that there is to say. */
  readonly unknown?: string
  /** Whether a number of the date itself may have been passed over, so that no reading can stand. */
  readonly isGrave: boolean
}

const BETWEEN = new Set(['of', 'the', 'a', ',', '-', '/', '(', ')', ':', "'", '"', '“', '”', '.', '~', '[', ']'])

/** A clause after it was read: its tokens, and which of them were read, which as time, as what a condition hangs on, or as a phrase that changes nothing. */
export interface Unread {
  readonly tokens: readonly Token[]
  readonly isRead: readonly boolean[]
  readonly isTime: readonly boolean[]
  readonly isConditioned: readonly boolean[]
  readonly isPassed: readonly boolean[]
  readonly dates: readonly Dated[]
  /** Whether the words, in this clause or another, say anything of time. */
  readonly isSaid: boolean
  /** Whether they promise something, and not only that it hangs on something else or is not known. */
  readonly isPromised: boolean
  /** Whether a later clause says something of time. */
  readonly isFollowed: boolean
}

/**
 * What the words hold that was not understood. Everything that is neither read nor known to be harmless is a doubt, so that nothing is
 * passed over in silence.
 */
export function doubtsIn(clause: Unread): Doubt[] {
  const { tokens, isRead, isTime, dates } = clause
  const around: Around = { ...clause, hasTime: isTime.includes(true), hasOtherWords: hasOtherWords(clause) }
  const seen: Doubt[] = around.hasTime ? namedByYear(tokens, isRead, dates) : []
  tokens.forEach((token, at) => {
    const doubt = isRead[at] || clause.isPassed[at] ? null : doubtOf(token, at, around)
    if (doubt) seen.push(doubt)
  })
  if (isLeftOpen(clause)) seen.push({ why: 'A dash is written and nothing after it.', isGrave: false })
  const isQuestioned = tokens.some(({ raw }) => raw === '?')
  return isQuestioned ? [...seen, { why: 'A question mark is written.', isGrave: false }] : seen
}

/** `2017 -`: what the date runs to is not written. */
const isLeftOpen = ({ tokens, isTime }: Unread) => tokens.at(-1)?.raw === '-' && isTime.at(-2) === true

/** A clause, with what is asked of all of it for each of its words: looked for once. */
interface Around extends Unread {
  readonly hasTime: boolean
  readonly hasOtherWords: boolean
}

function doubtOf(token: Token, at: number, clause: Around): Doubt | null {
  const { tokens, isTime, dates, hasTime } = clause
  switch (token.type) {
    case 'word':
      return doubtOfWord(token.word, at, clause)
    case 'mark': {
      if (/\p{N}/u.test(token.mark)) return passedOver(token, true)
      return clause.isPromised && !isHarmlessMark(token.mark) ? passedOver(token, false) : null
    }
    case 'percent':
      return null
    default: {
      const isBeside = isTimeBeside(at, isTime, tokens)
      if (looksDated(token) || isBeside || !clause.hasOtherWords) return passedOver(token, true)
      return (hasTime || dates.length > 0) && !countsSomething(at, clause) ? passedOver(token, false) : null
    }
  }
}

function doubtOfWord(word: string, at: number, clause: Around): Doubt | null {
  const { hasTime, dates, isConditioned, isSaid, isPromised, isFollowed } = clause
  if (!isSaid) return null
  if (isNegation(word)) return passedOver({ raw: word }, dates.length === 0 && !(isFollowed && !hasTime))
  if (hasTime && isForeign(word)) return passedOver({ raw: word }, true)
  if (!hasTime && UNDATED.has(word))
    return { why: `“${word}” names a time whose days are not written.`, isGrave: false }
  if (isHarmless(word) || isItsWeekday(word, at, dates)) return null
  return isPromised && !isConditioned[at] ? passedOver({ raw: word }, false) : null
}

/** Times that come round or count from another, and have no days by themselves: `before recess`, `month after next`. */
const UNDATED = new Set(
  'recess term half month week fortnight quarter season holiday holidays vacation semester'.split(' '),
)

const hasOtherWords = ({ tokens, isRead }: Unread) => tokens.some((token, at) => !isRead[at] && token.type === 'word')

/** `12 boards`, `3 workshops`: so many of something. */
function countsSomething(at: number, { tokens, isRead }: Unread): boolean {
  const [token, after] = tokens.slice(at, at + 2)
  return token?.type === 'number' && after?.type === 'word' && !isRead[at + 1] && isHarmless(after.word)
}

/** A word in other letters than those of the words around it, such as those of a date written in China. */
const isForeign = (word: string) => /[^\p{Script=Latin}\p{M}\p{N}']/u.test(word)

const passedOver = ({ raw }: Pick<Token, 'raw'>, isGrave: boolean): Doubt => ({
  why: notUnderstood([raw]),
  unknown: raw,
  isGrave,
})

const notUnderstood = (words: readonly string[]): string => {
  const quoted = words.map((word) => `“${shortened(word, 24)}”`)
  return `${inSentence(quoted)} ${agreeing(words.length, 'is', 'are')} not understood.`
}

/** So much is said of what was not understood, and no more. */
const MOST_SAID = 4

/** The doubts as sentences: all that was not understood in one of them, as it is written. */
export function doubtsInWords(doubts: readonly Doubt[], text: string): readonly Sentence[] {
  const small = text.toLowerCase()
  const asWritten = (word: string) => {
    const at = small.length === text.length ? small.indexOf(word) : -1
    return at < 0 ? word : text.slice(at, at + word.length)
  }
  const told = [...new Set(doubts.map(({ why }) => why))].slice(0, MOST_SAID)
  const said = doubts.filter(({ why }) => told.includes(why))
  const unknown = [...new Set(said.flatMap(({ unknown: word }) => word ?? []))]
  const known = said.filter((doubt) => doubt.unknown === undefined)
  const others = [...new Map(known.map((doubt) => [doubt.why, sentenceOf(doubt)])).values()]
  return unknown.length === 0 ? others : [...others, { kind: 'words', words: notUnderstood(unknown.map(asWritten)) }]
}

const sentenceOf = ({ kind, why }: Doubt): Sentence => (kind ? { kind, words: why } : why)

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
    const why = `${period.name} stands beside words that are not understood.`
    return isDoubtful ? [{ kind: 'year-beside-words', why, isGrave: false }] : []
  })
}

/** Whether a date was read right beside this token, with nothing but marks between them. */
function isTimeBeside(at: number, isTime: readonly boolean[], tokens: readonly Token[]): boolean {
  const step = (by: 1 | -1) => {
    let next = at + by
    for (let steps = 0; steps < 3 && BETWEEN.has(tokens[next]?.raw ?? ''); steps += 1) next += by
    return next
  }
  return (isTime[step(-1)] ?? false) || (isTime[step(1)] ?? false)
}

/** `31 March 2017 (Friday)`, `Satuday 31 March 2018`: the weekday, perhaps misspelt, only says again what the date says. */
function isItsWeekday(word: string, at: number, dates: readonly Dated[]): boolean {
  const number = weekdayNumber(word)
  const index = word.length > 5 ? WEEKDAY_NAMES.findIndex((name) => distance(word, name.toLowerCase()) === 1) : -1
  const weekday = number ?? index + 1
  const isNear = (date: Dated) => (date.next <= at && at - date.next < 3) || (number === null && date.at === at + 1)
  return dates.some(
    (date) => isNear(date) && date.period.from === date.period.to && weekdayOf(date.period.from) === weekday,
  )
}

/** Years so far from the plan's own that they are likely mistyped, or that they say how old something is. */
const YEARS_AHEAD = 25
const YEARS_BACK = 10

/** Why a day is asked about that lies far from the plan's own; what goes on may have begun longer ago. */
export function farDoubt(day: string | null, asOf: string, hasBegun: boolean): string | null {
  const years = day === null ? 0 : Number(day.slice(0, 4)) - Number(asOf.slice(0, 4))
  const apart = Math.abs(years)
  return day !== null && apart > (years < 0 && !hasBegun ? YEARS_BACK : YEARS_AHEAD)
    ? `${inWords(day)} is ${counted(apart, 'year', 'years')} from the plan's date.`
    : null
}
