import { type Choice, day, type FormState, form, radios, requiredText, select, text } from '#platform/form/index.ts'
import { levelChoices } from '../responses/forms.ts'
import type { CompiledQuestion } from '../scoring/compile.ts'
import { scaleInWords, valueOn } from '../scoring/scale.ts'
import { isNotApplicable } from '../scoring/score.ts'

const OUTCOMES: readonly Choice[] = [
  { value: 'agreed', text: 'Agree', hint: 'The score stands as the unit gave it' },
  { value: 'changed', text: 'Change the score', hint: 'Another score counts. The unit sees why, and can reply' },
  { value: 'asked', text: 'Ask the unit something', hint: 'The unit replies before you decide' },
]

/** What a moderator can say of an answer. */
export function moderateForm(compiled: CompiledQuestion) {
  const { scale } = compiled
  const value = scale.levels
    ? select({
        label: 'Score that counts instead',
        options: levelChoices(compiled).map(({ value: one, text: words }) => ({ value: one, text: words })),
        blank: 'No other score',
      })
    : text({ label: 'Score that counts instead', hint: scaleInWords(scale), most: 20, width: 5 })
  return form(
    {
      outcome: radios({ label: 'What do you say?', options: OUTCOMES, required: 'Select what you say of the answer' }),
      value,
      reason: text({ label: 'Why, or what you ask', hint: 'The unit reads this', lines: 4, most: 5_000 }),
    },
    ({ outcome, value: given, reason }) => {
      if (outcome === 'changed' && !given) return { field: 'value', message: 'Enter the score that counts instead' }
      if (outcome === 'changed' && given && !isNotApplicable(given) && valueOn(scale, given) === null)
        return { field: 'value', message: `The score must be ${scaleInWords(scale)}` }
      if (outcome === 'changed' && !reason) return { field: 'reason', message: 'Enter why the score is changed' }
      if (outcome === 'asked' && !reason) return { field: 'reason', message: 'Enter what you ask' }
      return null
    },
  )
}

export const replyForm = form({
  text: requiredText({ label: 'Your reply', required: 'Enter your reply', lines: 4, most: 5_000 }),
})

export const sendBackForm = form({
  why: requiredText({
    label: 'What is to be done?',
    hint: 'The unit reads this',
    required: 'Enter what is to be done',
    lines: 4,
    most: 2_000,
  }),
  due: day({ label: 'Last day for handing in again', required: 'Enter the last day' }),
})

export const NO_STATE: FormState = { values: {}, errors: [] }
