import { govukInput } from '../page/index.ts'
import { type Field, firstValue, type Values } from './field.ts'
import { type Common, errorOf, hintOf, labelOf } from './labels.ts'
import { text } from './text.ts'

/** What a number counts: money by a sign before it, anything else by a short word behind it. */
export type Unit = { readonly before: string } | { readonly after: string }

/** A unit beside the box of a number. */
export const besideBox = (unit: Unit) =>
  'before' in unit ? { prefix: { text: unit.before } } : { suffix: { text: unit.after } }

/** The box of a number, with the unit that it counts beside it where it has one. */
export const numberBox = (
  options: Common & { readonly unit?: Unit },
  size: { readonly classes: string; readonly inputmode: 'numeric' | 'decimal' },
  { name, values, error }: { readonly name: string; readonly values: Values; readonly error: string | undefined },
) =>
  govukInput({
    id: name,
    name,
    label: labelOf(options),
    ...hintOf(options),
    ...errorOf(error),
    value: firstValue(values, name),
    ...size,
    spellcheck: false,
    ...(options.unit ? besideBox(options.unit) : {}),
  })

/** A whole number, as its digits. */
export function wholeNumber(
  options: Common & { readonly required?: string; readonly least: number; readonly most: number },
): Field<string | null> {
  const { label, least, most } = options
  const field = text({
    ...options,
    most: 12,
    check: (digits) =>
      /^-?\d+$/.test(digits) && Number(digits) >= least && Number(digits) <= most
        ? null
        : `${label} must be a whole number between ${least} and ${most}`,
  })
  return {
    ...field,
    control: (name, values, error) =>
      numberBox(options, { classes: 'govuk-input--width-4', inputmode: 'numeric' }, { name, values, error }),
    write: (value, name) => ({ [name]: value === null ? '' : String(value) }),
    schema: { type: options.required ? 'integer' : ['integer', 'null'], minimum: least, maximum: most },
  }
}
