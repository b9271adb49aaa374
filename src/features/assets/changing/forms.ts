import { type Field, form, radios, text, YES_NO } from '#platform/form/index.ts'
import type { Change } from '../model.ts'
import { checklist } from './checklist.ts'

const ANSWERS = [...YES_NO, { value: 'n/a', text: 'Does not apply' }]

export function checkForm(change: Change) {
  const questions: Record<string, Field<string | null>> = Object.fromEntries(
    checklist(change).map(({ code, text: words, must }) => [
      code,
      radios({
        label: words,
        ...(must ? { hint: 'It holds the change up as long as the answer is no' } : {}),
        required: `Answer: ${words}`,
        options: ANSWERS,
        isInline: true,
      }),
    ]),
  )
  return form({
    ...questions,
    note: text({
      label: 'Note',
      hint: 'Where the evidence is, or why something does not apply',
      lines: 3,
      most: 5_000,
    }),
  })
}
