import { type Day, inWords } from '#platform/calendar/index.ts'
import type { DoubtKind, Remark, Sentence } from './model.ts'

/** The words of each sentence, for `why`. */
export const wordsOf = (sentences: readonly Sentence[]): readonly string[] =>
  sentences.map((sentence) => (typeof sentence === 'string' ? sentence : sentence.words))

/** Each of some sentences once, by its words. */
export const eachOnce = (sentences: readonly Sentence[]): readonly Sentence[] => [
  ...new Map(sentences.map((sentence) => [wordsOf([sentence])[0], sentence])).values(),
]

/** The kinds of doubt that doubts tell of, and notes beside them; each once. */
export const kindsOf = (doubts: readonly Sentence[], notes: readonly Sentence[] = []): readonly DoubtKind[] => [
  ...new Set([
    ...notes.flatMap((note) => (typeof note === 'string' ? [] : note.kind)),
    ...doubts.map((doubt) => (typeof doubt === 'string' ? 'other' : doubt.kind)),
  ]),
]

/** What was taken to be so, and nobody is asked. */
export const assumed = (words: string): Remark => ({ kind: 'assumed', words })

/** Doubts that other words settle. */
export const assumptions = (doubts: readonly Sentence[] = []): readonly Remark[] => wordsOf(doubts).map(assumed)

/** What is said where no year is written. */
export const noYearFrom = (asOf: Day, how = ''): Remark => ({
  kind: 'no-year',
  words: `No year is written, so it is counted from ${inWords(asOf)}${how}.`,
})

export const YEAR_OF_NEIGHBOUR: Remark = {
  kind: 'no-year',
  words: 'No year is written, so it is that of the date beside it.',
}

/** A reason without the sentence that says from which day a date without a year was counted, where more is said of that. */
export const withoutCountedFrom = (why: string): string =>
  why.replace(/No year is written, so it is counted from [^.]{1,80}\.\s*/, '')

/** `January 12`: the number may be the year or the day. */
export const shortYear = (number: number): Remark => ({
  kind: 'short-year',
  words: `${number} is taken as the year; it may be the day of the month.`,
})

/** `03/04`: figures that name a day and a month, or a month and a year. */
export const eitherWay = (figures: string): Remark => ({
  kind: 'figures',
  words: `${figures} can be read in more than one way.`,
})

export const CALENDAR_PART: Remark = { kind: 'quarter', words: 'It may be a calendar quarter or half.' }

export const CALENDAR_YEAR: Remark = {
  kind: 'year-of-quarter',
  words: 'The text does not say whether the year is a calendar or a financial one.',
}

export const dayJustGone = (day: Day): Remark => ({
  kind: 'day-just-gone',
  words: `${inWords(day)} has only just gone and may be meant.`,
})

/** What words such as `early` were taken to mean. */
export const takenAs = (what: string, from: Day, to: Day): Remark =>
  assumed(`${what} is taken as ${inWords(from)} to ${inWords(to)}.`)
