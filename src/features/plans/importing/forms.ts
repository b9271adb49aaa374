import { type Choice, day, form, radios, requiredText, select, text } from '#platform/form/index.ts'
import { KINDS } from '../dates/index.ts'
import { KIND_NAMES, STATUS_NAMES, STATUSES } from '../model.ts'

export const pasteForm = form({
  table: text({
    label: 'Paste a table',
    hint: 'Copied from a spreadsheet or a document, with its headers',
    lines: 8,
    most: 2_000_000,
  }),
})

/** Units that a plan can be imported for, and whether it can be the whole body's. */
export interface UnitsToImport {
  readonly units: readonly Choice[]
  readonly isWhole: boolean
}

export function detailsForm({ units, isWhole }: UnitsToImport, plans: readonly Choice[]) {
  return form({
    into: select({
      label: 'Is it a new version of a plan that is here?',
      hint: 'A new version keeps the title and the unit that the plan has',
      options: plans,
      blank: 'No, it is a new plan',
    }),
    title: requiredText({ label: 'Title of the plan', required: 'Enter the title of the plan', most: 300 }),
    asOf: day({
      label: 'Date of the plan',
      hint: 'Dates without a year and lengths of time are counted from this day',
      required: 'Enter the date of the plan',
    }),
    unit: select({
      label: 'Whose plan is it?',
      options: units,
      blank: isWhole ? 'The whole department' : 'Select a unit',
    }),
  })
}

const kindOptions = KINDS.map((kind) => ({ value: kind, text: KIND_NAMES[kind] }))

/** A target date's reading, set by hand. */
export const readingFields = {
  kind: select({ label: 'What kind of promise is it?', options: kindOptions }),
  earliest: day({ label: 'First day' }),
  latest: day({ label: 'Last day' }),
}

/** What is corrected of an action. `homes` are the recommendations that it can stand under. */
export function rowForm(homes: readonly Choice[]) {
  return form({
    ref: text({ label: 'Reference', most: 60, width: 10 }),
    text: requiredText({ label: 'Action', required: 'Enter what is to be done', lines: 4 }),
    recommendation: select({
      label: 'Recommendation',
      options: homes,
      required: 'Select the recommendation that it belongs to',
    }),
    owners: text({ label: 'Owners', hint: 'One on each line, as written', lines: 2, most: 2_000 }),
    priority: text({ label: 'Priority', hint: 'As written', most: 100, width: 10 }),
    target: text({ label: 'Target date', hint: 'As written', most: 1_000 }),
    claim: radios({
      label: 'What does the status say?',
      options: [
        { value: 'none', text: 'No claim', hint: 'Words that stand here are kept as commentary' },
        ...STATUSES.map((status) => ({ value: status as string, text: STATUS_NAMES[status] })),
      ],
    }),
    commentary: text({ label: 'Commentary', lines: 4, most: 100_000 }),
    leaveOut: radios({
      label: 'Import this action?',
      required: 'Select whether to import this action',
      options: [
        { value: 'no', text: 'Yes' },
        { value: 'yes', text: 'No, list it under left over' },
      ],
    }),
  })
}

export const recommendationForm = form({
  ref: text({ label: 'Reference', most: 60, width: 10 }),
  text: text({ label: 'Recommendation', lines: 4, most: 100_000 }),
  commentary: text({ label: 'Commentary', lines: 6, most: 100_000 }),
  updated: day({ label: 'Commentary up to date on' }),
  stands: radios({
    label: 'Is this a recommendation?',
    required: 'Select whether this is a recommendation',
    options: [
      { value: 'stands', text: 'Yes' },
      {
        value: 'joined',
        text: 'No, it belongs to the recommendation before it',
        hint: 'Its words become commentary there, and its actions go there',
      },
      {
        value: 'left-out',
        text: 'No, list its words under left over',
        hint: 'Its actions go to the recommendation before it',
      },
    ],
  }),
})

/** Where something that was left over belongs. */
export function leftOverForm(homes: readonly Choice[]) {
  return form({
    becomes: radios({
      label: 'What is it?',
      required: 'Select what it is',
      options: [
        { value: 'action', text: 'An action' },
        { value: 'commentary', text: 'Commentary on a recommendation' },
        { value: 'recommendation', text: 'A recommendation of its own' },
      ],
    }),
    recommendation: select({
      label: 'Which recommendation does it belong to?',
      hint: 'Leave this if it is a recommendation of its own',
      options: homes,
    }),
  })
}
