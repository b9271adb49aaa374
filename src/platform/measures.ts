import { type SeenBy, type Subject, tellTo } from './access/index.ts'
import type { Day } from './calendar/index.ts'
import type { Db, Queries } from './db/index.ts'
import { agreeing, counted } from './words.ts'

/** Whom or what is measured: what one person answers for, a unit with everything below it, or everything. */
export type Measured =
  | { readonly of: 'person'; readonly id: string }
  | { readonly of: 'unit'; readonly id: string }
  | { readonly of: 'all' }

/** What a measure says on a day. */
export interface Reading {
  /** So many of so many, such as entries that are confirmed of those that are owned. */
  readonly good: number
  readonly all: number
  /** In words, such as `3 of 4 assets confirmed in the last half year`. */
  readonly words: string
  /** Whether all is well; null where there is nothing to measure. */
  readonly isWell: boolean | null
}

/** Something that a room counts for itself. The house joins the measures of every room on, so that statements and reports can be laid beside them. */
export interface Measure {
  /** Room and name: `assets.confirmed`. */
  readonly key: string
  readonly name: string
  /** How the rows are seen that it counts. */
  readonly seenBy: SeenBy
  /** Only `readMeasure` calls it. */
  read(db: Queries, whom: Measured, today: Day, viewer: Subject): Promise<Reading>
}

/** What a measure says to somebody: it counts what they may see. */
export const readMeasure = (
  measure: Measure,
  db: Db,
  whom: Measured,
  { today, viewer }: { readonly today: Day; readonly viewer: Subject },
): Promise<Reading> => tellTo(measure, { db, viewer }, (seen, watched) => measure.read(seen, whom, today, watched))

/** What is counted and what good ones do, each for one and for more: `asset`, `assets`; `has an owner`, `have an owner`. `none` is a sentence. */
export interface ReadingWords {
  readonly things: readonly [one: string, more: string]
  readonly does: readonly [one: string, more: string]
  readonly none: string
}

/** A reading of so many good of all, in words: `1 of 4 assets has an owner`, `3 of 4 assets have an owner`. */
export function readingOf(
  { good, all }: { readonly good: number; readonly all: number },
  { things, does, none }: ReadingWords,
): Reading {
  const words = all === 0 ? none : `${good} of ${counted(all, ...things)} ${agreeing(all === 1 ? 1 : good, ...does)}`
  return { good, all, words, isWell: all === 0 ? null : good === all }
}
