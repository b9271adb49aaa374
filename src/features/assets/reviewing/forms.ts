import { day, form, requiredText, text } from '#platform/form/index.ts'

export const reviewForm = form({
  name: requiredText({
    label: 'Name of the review',
    hint: 'Such as Spring 2027',
    required: 'Enter the name of the review',
    most: 200,
  }),
  due: day({ label: 'Last day for owners', required: 'Enter the last day' }),
})

export const attestForm = form({ note: text({ label: 'Anything to add', lines: 3, most: 2_000 }) })
