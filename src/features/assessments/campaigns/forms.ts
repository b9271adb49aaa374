import { type Choice, day, form, radios, requiredText, select, text } from '#platform/form/index.ts'
import { OBLIGATIONS } from '../model.ts'

const remindDays = text({
  label: 'Remind those who have not finished',
  hint: 'Days before the last day, with spaces between them. Leave empty to remind nobody',
  most: 60,
  width: 20,
  check: (words) =>
    /^\d{1,3}([\s,]+\d{1,3}){0,9}$/.test(words) ? null : 'Days must be whole numbers with spaces between them',
})

export const daysIn = (words: string | null): number[] =>
  [
    ...new Set(
      (words ?? '')
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number),
    ),
  ].toSorted((a, b) => b - a)

/** A campaign: of which framework it is cannot be changed once it has been added. */
export function campaignForm(choices: {
  readonly frameworks: readonly Choice[] | null
  readonly campaigns: readonly Choice[]
  readonly plans: readonly Choice[]
}) {
  return form(
    {
      name: requiredText({
        label: 'Name',
        hint: 'Such as Knowledge management benchmark, autumn 2026',
        required: 'Enter the name of the campaign',
        most: 200,
      }),
      framework: select({
        label: 'Framework',
        options: choices.frameworks ?? [],
        ...(choices.frameworks ? { required: 'Select the framework' } : {}),
      }),
      opens: day({ label: 'First day', required: 'Enter the first day' }),
      closes: day({ label: 'Last day', required: 'Enter the last day' }),
      previous: select({
        label: 'Campaign before',
        hint: 'Units begin with what they said there, and movement is told since then',
        options: choices.campaigns,
        blank: 'None',
      }),
      plan: select({
        label: 'Action plan for what is found',
        hint: 'Recommendations are added to it',
        options: choices.plans,
        blank: 'None yet',
      }),
      remind: remindDays,
    },
    ({ opens, closes }) =>
      opens && closes && closes < opens
        ? { field: 'closes', message: 'The last day must be the same as or after the first', control: 'closes-day' }
        : null,
  )
}

export const manageForm = (people: readonly Choice[]) =>
  form({
    lead: select({ label: 'Led by', options: people, blank: 'Nobody yet' }),
    due: day({ label: 'Last day for this unit', required: 'Enter the last day' }),
    obligation: radios({
      label: 'Asked',
      required: 'Select whether the unit must take part',
      options: Object.entries(OBLIGATIONS).map(([value, words]) => ({ value, text: words })),
    }),
  })

/** Who leads a health check that nobody leads. */
export const leadForm = (people: readonly Choice[]) =>
  form({ lead: select({ label: 'Led by', options: people, required: 'Select who leads it' }) })

export const handOverForm = (units: readonly Choice[]) =>
  form({
    to: select({ label: 'Unit that goes on', options: units, required: 'Select the unit' }),
    why: requiredText({
      label: 'Why?',
      hint: 'Such as merged on 1 April',
      required: 'Enter why another unit goes on',
      most: 500,
    }),
  })

/** Its control has an id of its own: handing over asks why on the same page. */
export const endForm = form({
  why: requiredText({
    label: 'Why?',
    id: 'why-withdrawn',
    required: 'Enter why the unit takes no part any more',
    lines: 3,
    most: 2_000,
  }),
})
