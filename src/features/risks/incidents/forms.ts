import { unitChoices } from '#features/people/index.ts'
import { form, moment, radios, requiredText, select } from '#platform/form/index.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { PERSONAL } from '../model.ts'

export const logForm = form({
  words: requiredText({
    label: 'Add to the log',
    hint: 'What was done, found or decided. It cannot be changed afterwards',
    required: 'Enter what was done, found or decided',
    lines: 3,
    most: 5_000,
  }),
})

export async function reportFormFor({ db, today, person }: PersonRequest) {
  const units = await unitChoices(db, today, person)
  return form({
    title: requiredText({
      label: 'What is it, in few words?',
      hint: 'Without names of people, such as: a letter went to the wrong address',
      required: 'Enter what it is in few words',
      most: 200,
    }),
    what: requiredText({
      label: 'What happened?',
      hint: 'Also what you have done about it already',
      required: 'Enter what happened',
      lines: 5,
      most: 10_000,
    }),
    aware: moment({ label: 'When did we become aware of it?', required: 'Enter when we became aware of it' }),
    personal: radios({
      label: 'Is it about information on people?',
      required: 'Select whether it is about information on people',
      options: PERSONAL,
    }),
    unit: select({
      label: 'Where did it happen?',
      options: units,
      blank: 'I do not know',
    }),
  })
}
