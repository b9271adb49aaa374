import type { Day } from '#platform/calendar/index.ts'

/** The kinds of promise that a target date's words can make. */
export const KINDS = [
  'day',
  'by',
  'window',
  'ongoing',
  'recurring',
  'conditional',
  'immediate',
  'done',
  'duration',
  'unset',
] as const

export type Kind = (typeof KINDS)[number]

/**
 * What the words leave open. What is asked of a date is decided by these alone; `why` says the same to people, in sentences that may change.
 * - `no-date`: nothing of time is found in them; `not-set`: they say that no date is set yet;
 * - `waits`: they are counted from the date of the plan, which is not known;
 * - `said-in-action`, `several-in-action`: only the action's own words say the date, or several;
 * - `no-year`: their year is counted; `assumed`: what a word such as `early` means was assumed;
 * - `day-just-gone`, `just-gone`, `finished-since`: the year before may be meant, because the day has gone a fortnight ago at most, some
 *   months ago, or longer ago for what is finished;
 * - `short-year`, `figures`, `quarter`, `year-of-quarter`: figures, or what they count, can be read in two ways;
 * - `words`: words beside a date are not understood; `year-beside-words`: they may make its year part of a name;
 * - `other`: any other doubt.
 */
export const DOUBT_KINDS = [
  'no-date',
  'not-set',
  'waits',
  'said-in-action',
  'several-in-action',
  'no-year',
  'assumed',
  'day-just-gone',
  'just-gone',
  'finished-since',
  'short-year',
  'figures',
  'quarter',
  'year-of-quarter',
  'words',
  'year-beside-words',
  'other',
] as const

export type DoubtKind = (typeof DOUBT_KINDS)[number]

/** A sentence about a date, with the kind of doubt that it tells of. */
export interface Remark {
  readonly kind: DoubtKind
  readonly words: string
}

/** What is said of a date. A sentence without a kind is of kind `other` among doubts, and tells of no doubt among notes. */
export type Sentence = string | Remark

/** One way to read the words. `earliest` and `latest` are days, both included; null is an open end. */
export interface Reading {
  readonly kind: Kind
  readonly earliest: Day | null
  readonly latest: Day | null
  /** A sentence in plain English that says how the words led to the days. */
  readonly why: string
}

/** A reading that may leave a doubt. */
export interface Considered extends Reading {
  readonly isAsked?: boolean
  readonly doubts?: readonly DoubtKind[]
}

/** The words as written, the reading that stands, and other readings that the words allow. */
export interface Interpretation extends Reading {
  readonly text: string
  readonly alternatives: readonly Reading[]
  /** Whether somebody is to be asked if the reading is right, because the words leave a doubt that `why` names. */
  readonly asked?: boolean
  /** What the words leave open. Absent where a reading was kept without it: one that a person gave, or one of an earlier version. */
  readonly doubts?: readonly DoubtKind[]
}

/** A stretch of days that words name, both ends included. */
export interface Period {
  readonly from: Day
  readonly to: Day
  /** How it is said in full: `March 2017`, `Q3 of the financial year 2016-17`. */
  readonly name: string
  /** `end` where the words pick out the end of something, so that they set a deadline; `start` where they pick out its start. */
  readonly edge?: 'end' | 'start'
  /** What had to be assumed, as sentences. */
  readonly notes?: readonly Sentence[]
  /** What is in doubt, as sentences: whoever looks is asked. */
  readonly doubts?: readonly Sentence[]
  /** Why none of the stretches can stand until somebody has chosen: `others` are those that the words may mean. */
  readonly unclear?: string
  /** What kind of doubt that is, where it is not `other`. */
  readonly unclearAs?: DoubtKind
  /** Other stretches that the same words may name. */
  readonly others?: readonly Other[]
  /** Whether the year was not written and had to be taken from the plan's date. */
  readonly yearless?: boolean
}

export interface Other {
  readonly from: Day
  readonly to: Day
  readonly name: string
  readonly why: string
  /** Whether it stands for a day that is written and does not exist, so that nothing says that it is written so. */
  readonly isInstead?: true
}
