import { readClauses } from './findings.ts'
import { LONGEST_WORDS } from './interpret.ts'

/** Whether words say that something is finished, say that it is not (or only in part, or later), or say neither. */
export type Finished = 'finished' | 'unfinished' | 'silent'

/**
 * What words such as `Completed`, `80% complete` or `Once training is done` say of being finished. Where some of them say so and
 * others take it back, the whole is not finished.
 */
export function saysFinished(words: string): Finished {
  if (words.length > LONGEST_WORDS) return 'silent'
  const clauses = readClauses(words, '2000-01-01')
  const has = (...states: readonly ('done' | 'complete' | 'unfinished' | 'condition' | 'halted')[]) =>
    clauses.some((clause) => states.some((state) => clause.states.has(state)))
  if (has('unfinished')) return 'unfinished'
  if (!has('done', 'complete')) return 'silent'
  return has('condition') ? 'unfinished' : 'finished'
}
