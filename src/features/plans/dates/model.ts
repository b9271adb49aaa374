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
}

/** The words as written, the reading that stands, and other readings that the words allow. */
export interface Interpretation extends Reading {
  readonly text: string
  readonly alternatives: readonly Reading[]
  /** Whether somebody is to be asked if the reading is right, because the words leave a doubt that `why` names. */
  readonly asked?: boolean
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
  readonly notes?: readonly string[]
  /** What is in doubt, as sentences: whoever looks is asked. */
  readonly doubts?: readonly string[]
  /** Why none of the stretches can stand until somebody has chosen: `others` are those that the words may mean. */
  readonly unclear?: string
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
