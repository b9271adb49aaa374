import { type Choice, checkboxes, day, form, radios, requiredText, select, text } from '#platform/form/index.ts'
import { UNIT_KINDS } from '../model.ts'

const common = {
  on: day({ label: 'On which day?', required: 'Enter the day' }),
  why: requiredText({
    label: 'Why?',
    hint: 'Such as the decision, and where it is on record',
    required: 'Enter why the units are reorganised',
    lines: 2,
    most: 1_000,
  }),
}

const unitOf = (label: string, units: readonly Choice[], hint?: string) =>
  select({ label, options: units, required: `Select ${label.toLowerCase()}`, ...(hint ? { hint } : {}) })
const kindOf = select({ label: 'Kind of the new unit', options: UNIT_KINDS, blank: 'Choose' })
const names = (label: string, hint: string) => text({ label, hint, lines: 3, most: 2_000 })

/** The names that were typed, one on each line. */
export const namesIn = (given: string | null): readonly string[] =>
  (given ?? '')
    .split('\n')
    .map((line) => line.trim().slice(0, 200))
    .filter(Boolean)

/** What each kind of reorganisation asks for. */
export const moveForm = (units: readonly (Choice & { readonly parentId?: string | null })[]) =>
  form(
    { unit: unitOf('The unit', units), parent: unitOf('The unit that it belongs to', units), ...common },
    ({ unit, parent }) => {
      if (unit === parent) return { field: 'parent', message: 'A unit cannot be part of itself' }
      return units.some(({ value, parentId }) => value === unit && parentId === parent)
        ? { field: 'parent', message: 'The unit is part of that one already: select another' }
        : null
    },
  )

export const mergeForm = (units: readonly Choice[]) =>
  form(
    {
      units: checkboxes({ label: 'Units that merge', options: units, required: 'Select the units that merge' }),
      into: select({ label: 'Into', options: units, blank: 'A new unit' }),
      name: text({ label: 'Name of the new unit', most: 200 }),
      kind: kindOf,
      parent: select({ label: 'The new unit belongs to', options: units, blank: 'No other unit' }),
      ...common,
    },
    ({ units: merging, into, name, kind }) => {
      if (merging.filter((id) => id !== into).length < (into ? 1 : 2))
        return { field: 'units', message: 'Select two units or more, or one that merges into another' }
      if (!into && !name)
        return { field: 'name', message: 'Enter the name of the new unit, or select the unit that they merge into' }
      return !into && !kind ? { field: 'kind', message: 'Select the kind of the new unit' } : null
    },
  )

export const splitForm = (units: readonly Choice[]) =>
  form(
    {
      unit: unitOf('The unit', units),
      names: names('Names of the new units', 'One on each line'),
      kind: kindOf,
      heir: radios({
        label: 'Which unit gets what it owns?',
        hint: 'On the next page you can choose another part for each item',
        required: 'Select which unit gets what it owns',
        options: [
          { value: 'itself', text: 'The unit itself, which stays open' },
          { value: 'first', text: 'The first of the new units. The unit itself is closed' },
        ],
      }),
      ...common,
    },
    ({ names: given, kind }) => {
      const lines = namesIn(given)
      if (lines.length === 0) return { field: 'names', message: 'Enter the names of the new units' }
      if (new Set(lines.map((name) => name.toLowerCase())).size < lines.length)
        return { field: 'names', message: 'Two new units have the same name' }
      return kind ? null : { field: 'kind', message: 'Select the kind of the new units' }
    },
  )

export const transferOutForm = (units: readonly Choice[]) =>
  form({
    unit: unitOf('The unit', units),
    body: requiredText({ label: 'The body that it goes to', required: 'Enter the body', most: 200 }),
    rest: select({
      label: 'Which unit takes what stays behind?',
      hint: 'Such as actions of your own plans, shared drives and incidents. On the next page you can choose another unit for each item',
      options: units,
      blank: 'None yet',
    }),
    ...common,
  })

export const transferInForm = (units: readonly Choice[]) =>
  form({
    name: requiredText({ label: 'Name of the unit', required: 'Enter the name', most: 200 }),
    kind: select({ label: 'Kind', options: UNIT_KINDS, required: 'Select the kind' }),
    parent: unitOf('The unit that it belongs to', units),
    body: requiredText({ label: 'The body that it comes from', required: 'Enter the body', most: 200 }),
    ...common,
  })
