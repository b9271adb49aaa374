import type { Sql } from '../db/index.ts'
import type { FilterContext, ListFilter } from './model.ts'

/** One answer of a filter: how it is called, and which rows it shows. */
export interface FilterAnswer {
  readonly text: string
  readonly where: Sql | ((context: FilterContext) => Sql)
}

/** One answer for each of some names, and which rows it shows. */
export const answersNamed = <Name extends string>(
  names: Readonly<Record<Name, string>>,
  where: (value: Name) => Sql,
): Readonly<Record<string, FilterAnswer>> =>
  Object.fromEntries(
    (Object.entries(names) as [Name, string][]).map(([value, text]) => [value, { text, where: where(value) }]),
  )

/** A filter whose answers are known beforehand, by the value of each in the address. Any other value filters nothing. */
export function choiceFilter(key: string, label: string, answers: Readonly<Record<string, FilterAnswer>>): ListFilter {
  return {
    key,
    label,
    kind: 'choice',
    options: async () => Object.entries(answers).map(([value, { text }]) => ({ value, text })),
    where: (value, context) => {
      const answer = Object.hasOwn(answers, value) ? answers[value] : undefined
      return typeof answer?.where === 'function' ? answer.where(context) : (answer?.where ?? null)
    },
  }
}
