import type { Day, Division, WorkingDays } from '#platform/calendar/index.ts'
import type { Age } from './ages.ts'
import { isInMonths, type Length, yearsOf } from './lengths.ts'
import type { Trigger } from './triggers.ts'
import type { YearEnd, YearKind } from './years.ts'

/** One thing that is done to a day, in turn: to the birthday, to the end of the year it lies in, or so long on. */
export type Step =
  | { readonly does: 'age'; readonly age: Age }
  | { readonly does: 'year'; readonly kind: YearKind; readonly isTaken: boolean }
  | { readonly does: 'length'; readonly length: Length }

/** Of which kind the whole years (or months) are that a length has after the end of one, and that end as it does, 29 February too; else null. */
export function wholeYearsFrom(before: Step | undefined, step: Step): YearKind | null {
  if (before?.does !== 'year' || step.does !== 'length') return null
  const isWhole = yearsOf(step.length) !== null || (before.kind === 'month' && isInMonths(step.length))
  return isWhole ? before.kind : null
}

/** A period, understood: for ever, or steps from the day of the trigger. */
export interface Period {
  readonly words: string
  readonly isForEver: boolean
  readonly steps: readonly Step[]
  /** What the period itself says that it runs from. */
  readonly own: Trigger | null
  /** Whether it says that it is the least: `at least 6 years`. */
  readonly isLeast: boolean
}

/** Why words are no period, and what would be one. */
export interface Refused {
  readonly refused: string
  readonly advice: string
}

/** A trigger and a period that fit each other. */
export interface Rule {
  readonly trigger: Trigger
  readonly period: Period
  readonly steps: readonly Step[]
}

/** What a clock is asked with. */
export interface Asked {
  readonly trigger: string
  readonly period: string
  /** The days on which the trigger happened, in any order; none where it has not, or nobody knows. */
  readonly days: readonly Day[]
  readonly today: Day
  /** The last day of the body's own financial or academic year, where it is another than 31 March or 31 August. */
  readonly yearEnd?: YearEnd | null
  /** Whose bank holidays count; null where nobody has said. */
  readonly division?: Division | null
  /** Asked only where working days are counted. */
  readonly calendars: (division: Division) => WorkingDays
}

export interface Outcome {
  /** The last day on which it is kept; null for ever, or until more is known. */
  readonly until: Day | null
  /** Whole sentences: the trigger, its day, how it was counted, and by which source. */
  readonly why: string
  /** Whether somebody has to say more, or to check what was taken for granted. */
  readonly isAsked: boolean
}

/** A step that was carried out: what it did, and the day that it led to. */
export interface Done {
  readonly step: Step
  readonly from: Day
  readonly to: Day
}
