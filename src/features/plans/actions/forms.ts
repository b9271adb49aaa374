import type { Day } from '#platform/calendar/index.ts'
import { day, form, notLater, radios, requiredText, text } from '#platform/form/index.ts'
import { STATUS_NAMES, STATUSES, VERDICT_NAMES, VERDICTS } from '../model.ts'

export function claimForm(today: Day) {
  return form({
    status: radios({
      label: 'How does the action stand?',
      required: 'Select how the action stands',
      options: STATUSES.map((status) => ({ value: status, text: STATUS_NAMES[status] })),
    }),
    on: day({
      label: 'As of which day?',
      required: 'Enter the day to which your claim speaks',
      check: notLater(today),
    }),
    note: text({
      label: 'What supports the claim?',
      hint: 'Such as what was done, where it can be seen, and what is still to come',
      lines: 5,
      most: 5_000,
    }),
  })
}

export function verdictForm(today: Day) {
  return form({
    verdict: radios({
      label: 'What is your verdict on the claim?',
      required: 'Select your verdict',
      options: VERDICTS.map((verdict) => ({ value: verdict, text: VERDICT_NAMES[verdict] })),
    }),
    on: day({ label: 'As of which day?', required: 'Enter the day of your verdict', check: notLater(today) }),
    note: requiredText({
      label: 'Why?',
      hint: 'What you looked at and what it showed',
      required: 'Enter why you came to this verdict',
      lines: 5,
      most: 5_000,
    }),
  })
}

export const targetForm = form({
  text: requiredText({
    label: 'New target date',
    hint: 'In words, such as End March 2027, Q3 of 2026-27 or when the new system is live',
    required: 'Enter the new target date',
    most: 1_000,
  }),
  reason: requiredText({
    label: 'Why does it change?',
    required: 'Enter why the target date changes',
    lines: 3,
    most: 2_000,
  }),
})

export function commentaryForm(today: Day) {
  return form({
    text: requiredText({ label: 'Commentary', required: 'Enter what you want to say', lines: 5 }),
    on: day({
      label: 'As of which day?',
      required: 'Enter the day to which the commentary speaks',
      check: notLater(today),
    }),
  })
}
