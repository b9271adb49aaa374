import type { Status, Verdict } from './model.ts'
import { statusIn } from './statuses/grammar.ts'
import { verdictIn } from './statuses/verdicts.ts'

/**
 * The status that a document's words claim: null where they say nothing that is known, or leave a doubt, so that somebody is asked.
 * `80% complete` and `Not yet complete` are under way; `Once training is done` claims nothing.
 */
export const statusOfWords = (words: string): Status | null => statusIn(words)

/** The verdict of a row of a document: it judges the claim of the same row. Null where there is no such claim, or the words give none. */
export function verdictOfRow({
  status,
  verdict,
}: {
  readonly status: string | null
  readonly verdict?: string | null
}): Verdict | null {
  return verdict && status !== null && statusOfWords(status) !== null ? verdictOfWords(verdict) : null
}

/** The verdict that a document's words give: null where they say nothing that is known, or only what may come, so that somebody is asked. */
export const verdictOfWords = (words: string): Verdict | null => verdictIn(words)
