import {
  type Choice,
  day,
  type Form,
  type FormRead,
  type FormValue,
  firstValue,
  form,
  select,
  text,
  type Values,
} from '#platform/form/index.ts'
import { type LineScale, lineProblem } from './model.ts'

/** What follows a low score, as it is asked. The line is asked on its scale. */
export const rulesForm = (roles: readonly Choice[], scale: LineScale | null) =>
  form({
    below: text({
      label: 'A unit repeats the assessment if it scores below',
      hint: 'Leave empty for no rule',
      most: 12,
      width: 5,
      check: (words) =>
        /^-?\d+(\.\d+)?$/.test(words) ? lineProblem(Number(words), scale) : 'The score must be a number',
    }),
    by: day({ label: 'By when' }),
    role: select({
      label: 'If it scores below that line twice, escalate to',
      options: roles,
      blank: 'Nobody: it repeats the assessment',
    }),
  })
export type RulesForm = ReturnType<typeof rulesForm>

type FieldsOf<Shown> = Shown extends Form<infer Each> ? Each : never

/** Reads the rule with all of its mistakes at once: also that the day is missing, whatever is wrong with the score. */
export function readRules(shown: RulesForm, values: Values): FormRead<FormValue<FieldsOf<RulesForm>>> {
  const read = shown.read(values)
  const isSaid = (name: string) => firstValue(values, name).trim() !== ''
  if (!isSaid('below') || ['by-day', 'by-month', 'by-year'].some(isSaid)) return read
  const missing = { field: 'by', message: 'Enter the day by which it must be repeated', control: 'by-day' }
  const order = Object.keys(shown.fields)
  const errors = [...read.errors, missing].toSorted(
    (one, other) => order.indexOf(one.field) - order.indexOf(other.field),
  )
  return { ok: false, values, errors }
}
