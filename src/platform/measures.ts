import type { Day } from './calendar/index.ts'
import type { Queries } from './db/index.ts'
import { counted } from './words.ts'

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
  read(db: Queries, whom: Measured, today: Day): Promise<Reading>
}

/** A reading of so many good of all, in words for one, for more and for none. */
export function readingOf(
  { good, all }: { readonly good: number; readonly all: number },
  { one, more, none }: { readonly one: string; readonly more: string; readonly none: string },
): Reading {
  const words = all === 0 ? none : `${good} of ${counted(all, one, more)}`
  return { good, all, words, isWell: all === 0 ? null : good === all }
}
