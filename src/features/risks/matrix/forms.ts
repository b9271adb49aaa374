import { form, requiredText, select } from '#platform/form/index.ts'
import type { Matrix, Step } from '../store.ts'

export const fieldOf = ({ id }: Pick<Step, 'id'>) => `step-${id}`

export function fewerForm({ likelihoods, impacts }: Matrix) {
  const fields = (scale: string, steps: readonly Step[]) =>
    steps.map((step) => [
      fieldOf(step),
      select({
        label: `${scale}: ${step.rank} ${step.name}`,
        blank: 'Stays',
        options: steps
          .filter(({ id }) => id !== step.id)
          .map(({ id, rank, name }) => ({ value: id, text: `Becomes ${rank} ${name}` })),
      }),
    ])
  return form({
    ...Object.fromEntries([...fields('Likelihood', likelihoods), ...fields('Impact', impacts)]),
    why: requiredText({ label: 'Why?', required: 'Enter why the levels are removed', lines: 2, most: 1_000 }),
  })
}

export const pairs = ({ likelihoods, impacts }: Matrix) =>
  likelihoods
    .toReversed()
    .flatMap((likelihood) =>
      impacts.map((impact) => ({ likelihood, impact, name: `cell-${likelihood.rank}-${impact.rank}` })),
    )

export const cellForm = (matrix: Matrix) =>
  form(
    Object.fromEntries(
      pairs(matrix).map(({ name, likelihood, impact }) => [
        name,
        select({
          label: `${likelihood.name}, ${impact.name.toLowerCase()}`,
          required: `Select the band for ${likelihood.name.toLowerCase()} and ${impact.name.toLowerCase()}`,
          options: matrix.bands.map(({ id, name: text }) => ({ value: id, text })),
        }),
      ]),
    ),
  )
