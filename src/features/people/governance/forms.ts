import { day, form, requiredText } from '#platform/form/index.ts'

export const acceptForm = form({
  reason: requiredText({
    label: 'Why can this be accepted?',
    required: 'Enter why this can be accepted',
    lines: 3,
    most: 2_000,
  }),
  until: day({ label: 'Until when?', required: 'Enter until when' }),
})
