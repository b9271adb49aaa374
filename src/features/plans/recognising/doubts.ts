import { shortened } from '#platform/words.ts'
import { type ColumnField, MOST_QUOTED } from './model.ts'

/** What is asked of one action, and what it has in common with what is asked of others in its column. */
export interface Doubt {
  readonly field: ColumnField
  /** See `Question`. */
  readonly orField?: ColumnField
  /** The same for doubts that one answer settles. */
  readonly key: string
  readonly question: string
  readonly guess: string
  /** How it is asked of several, where that differs. */
  readonly ofSeveral?: string
  readonly guessOfSeveral?: string
  /** Words that all of them have in common where they are asked about as one is. */
  readonly words?: string
  /** Of a status beside commentary that says another one, whether the commentary is the guess. */
  readonly isOfCommentary?: boolean
  /** See `Question`. */
  readonly status?: string | null
}

/** The words as a question quotes them. */
export const quoted = (words: string) => shortened(words, MOST_QUOTED)
/** The words without case, double space and the full stop behind them. */
export const folded = (words: string) =>
  words
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s.]+$/, '')
    .trim()
