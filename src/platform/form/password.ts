import { govukPasswordInput } from '../page/index.ts'
import { counted } from '../words.ts'
import { type Field, firstValue } from './field.ts'
import { errorOf, hintOf } from './labels.ts'

export function password(options: {
  readonly label: string
  readonly required: string
  readonly least?: number
  readonly hint?: string
  readonly autocomplete: string
}): Field<string> {
  return {
    label: options.label,
    hint: options.hint,
    read: (values, name) => {
      const value = firstValue(values, name)
      if (value === '') return { error: options.required }
      if (options.least && value.length < options.least)
        return { error: `${options.label} must be ${counted(options.least, 'character', 'characters')} or more` }
      return value.length > 200 ? { error: `${options.label} must be 200 characters or less` } : { value }
    },
    control: (name, _values, error) =>
      govukPasswordInput({
        id: name,
        name,
        label: { text: options.label },
        ...hintOf(options),
        ...errorOf(error),
        autocomplete: options.autocomplete,
      }),
    write: () => ({}),
    show: () => '',
    schema: { type: 'string' },
  }
}
