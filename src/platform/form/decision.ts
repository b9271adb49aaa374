import { radios } from './choices.ts'
import type { Choice } from './field.ts'
import { type Form, form } from './field.ts'
import { text } from './text.ts'

/** A yes or a no, with words that a no needs. */
export function decisionForm(options: {
  readonly label: string
  /** What is said when neither is selected. */
  readonly required: string
  readonly yes: Choice
  readonly no: Choice
  /** What is said when a no has no words. */
  readonly why: string
}): Form<{ outcome: ReturnType<typeof radios>; words: ReturnType<typeof text> }> {
  const { label, required, yes, no, why } = options
  return form(
    {
      outcome: radios({ label, required, options: [yes, no] }),
      words: text({ label: 'In words', hint: `Needed for “${no.text}”`, lines: 3, most: 5_000 }),
    },
    ({ outcome, words }) => (outcome === no.value && !words ? { field: 'words', message: why } : null),
  )
}
