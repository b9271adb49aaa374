import { form, requiredText } from '#platform/form/index.ts'

export const giveUpForm = form({
  reason: requiredText({
    label: 'Why is it given up?',
    hint: 'It stays on record with your name',
    required: 'Enter why it is given up',
    lines: 3,
    most: 1_000,
  }),
})

export const pauseForm = form({
  reason: requiredText({
    label: 'Why are jobs paused?',
    hint: 'Other administrators see this',
    required: 'Enter why jobs are paused',
    lines: 3,
    most: 1_000,
  }),
})
