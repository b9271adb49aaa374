import type { Considered, Sentence } from './model.ts'
import { kindsOf, wordsOf } from './sentences.ts'

/**
 * A promise that comes round again, with what its sentence says in parts, so that what is known later can be said in the place of what is not
 * written. `first` and `end` are null where the words do not say them, and left out where something else does.
 */
export interface Turns extends Omit<Considered, 'why'> {
  /** `It comes round each month`. */
  readonly often: string
  /** `first in April 2018`. */
  readonly first?: string | null
  /** `until 31 March 2019`. */
  readonly end?: string | null
  /** Sentences behind it: what was assumed, and what is in doubt. */
  readonly more: readonly string[]
}

/** A promise that comes round, with one doubt more. */
export const doubtedTurns = (turns: Turns, doubt: Sentence): Turns => ({
  ...turns,
  more: [...turns.more, ...wordsOf([doubt])],
  doubts: [...(turns.doubts ?? []), ...kindsOf([doubt])],
  isAsked: true,
})

/** The same as one reading, in whole sentences. */
export function turnsInWords({ often, first, end, more, ...reading }: Turns): Considered {
  const parts = [
    often,
    first === null ? 'with no first date written' : first,
    end === null ? 'with no end written' : end,
  ]
  const sentence = `${parts.filter((part) => part !== undefined).join(', ')}.`
  return { ...reading, why: [sentence, ...more].join(' ') }
}
