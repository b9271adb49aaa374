import { type Choice, day, form, radios, requiredText, select, wholeNumber } from '#platform/form/index.ts'

export const startForm = (plans: readonly Choice[]) =>
  form({
    title: requiredText({ label: 'Title of the new plan', required: 'Enter the title of the new plan', most: 300 }),
    planOn: day({ label: 'Date of the new plan', required: 'Enter the date of the new plan' }),
    way: radios({
      label: 'What does it start from?',
      required: 'Select what it starts from',
      options: [
        {
          value: 'plan',
          text: 'An earlier plan',
          hint: 'What is not finished is carried over with its owners, and knows where it comes from',
        },
        { value: 'headings', text: 'The headings of an assessment report', hint: 'Each becomes a recommendation' },
        {
          value: 'questionnaire',
          text: 'The result of a questionnaire',
          hint: 'Each question with a low score becomes a recommendation',
        },
      ],
    }),
    plan: select({ label: 'Which earlier plan?', options: plans }),
    most: wholeNumber({
      label: 'Which score is the highest that is still low?',
      hint: 'Only for a questionnaire',
      least: 0,
      most: 1000,
    }),
  })
