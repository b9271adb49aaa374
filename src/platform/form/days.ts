import { type Day, dayFrom, dayFromText, type Moment, momentFrom } from '../calendar/index.ts'
import { govukDateInput, type Html } from '../page/index.ts'
import { type Field, firstValue, type Read, type Values } from './field.ts'
import { type Common, errorOf, hintOf, legendOf } from './fields.ts'

export interface DayOptions extends Common {
  readonly required?: string
  readonly check?: (day: Day) => string | null
}

/** A day as three numbers, the GOV.UK date input. As one value (an import, the API) it is ISO 8601; an import also takes what spreadsheets make of a day. */
export function day(options: DayOptions): Field<Day | null> {
  return {
    label: options.label,
    hint: options.hint,
    firstControl: (name) => `${name}-day`,
    read: (values, name) => readDay(options, values, name),
    control: (name, values, error) => dayControl(options, name, values, error),
    write: (value, name) => {
      const [year = '', month = '', date = ''] = (value ?? '').split('-')
      return {
        [`${name}-day`]: date.replace(/^0/, ''),
        [`${name}-month`]: month.replace(/^0/, ''),
        [`${name}-year`]: year,
      }
    },
    show: (value) => value ?? '',
    schema: { type: options.required ? 'string' : ['string', 'null'], format: 'date' },
  }
}

function readDay({ label, required, check }: DayOptions, values: Values, name: string): Read<Day | null> {
  const whole = firstValue(values, name).trim()
  const parts = ['day', 'month', 'year'].map((part) => firstValue(values, `${name}-${part}`).trim())
  if (whole === '' && parts.every((part) => part === '')) return required ? { error: required } : { value: null }
  const missing = ['day', 'month', 'year'].filter((_, index) => whole === '' && parts[index] === '')
  if (missing.length > 0)
    return { error: `${label} must include a ${missing.join(' and ')}`, control: `${name}-${missing[0]}` }
  const [date = 0, month = 0, year = 0] = parts.map(Number)
  const found = whole !== '' ? dayFromText(whole) : year >= 1800 && year <= 2300 ? dayFrom(year, month, date) : null
  if (!found) return { error: `${label} must be a real date` }
  const problem = check?.(found) ?? null
  return problem ? { error: problem } : { value: found }
}

function dayControl(options: DayOptions, name: string, values: Values, error: string | undefined): Html {
  return dateInput({ ...options, hint: options.hint ?? 'For example, 31 3 2027' }, name, values, error, DAY_PARTS)
}

const DAY_PARTS = { day: 2, month: 2, year: 4 }

function dateInput(
  options: Common,
  name: string,
  values: Values,
  error: string | undefined,
  parts: Readonly<Record<string, number>>,
): Html {
  return govukDateInput({
    id: name,
    namePrefix: name,
    fieldset: legendOf(options),
    ...hintOf(options),
    ...errorOf(error),
    items: Object.entries(parts).map(([part, width]) => ({
      name: part,
      id: `${name}-${part}`,
      value: firstValue(values, `${name}-${part}`),
      classes: `govuk-input--width-${width}${error ? ' govuk-input--error' : ''}`,
      ...(part === 'time' ? { inputmode: 'text' as const } : {}),
    })),
  })
}

/** A day and a time of day in the United Kingdom. As one value (an import, the API) it is ISO 8601, with or without an offset. */
export function moment(options: Common & { readonly required?: string }): Field<Moment | null> {
  const { label, required } = options
  return {
    label,
    hint: options.hint,
    firstControl: (name) => `${name}-day`,
    read: (values, name) => {
      const whole = firstValue(values, name).trim()
      if (whole !== '') {
        const found = momentFrom(whole)
        return found ? { value: found } : { error: `${label} must be a real date and time, like 2027-03-31 14:05` }
      }
      const time = firstValue(values, `${name}-time`).trim()
      const read = readDay({ label, ...(required ? { required } : {}) }, values, name)
      if ('error' in read) return read
      if (read.value === null)
        return time === '' ? { value: null } : { error: `${label} must include a day, month and year` }
      const clock = /^(\d{1,2})[:.](\d{2})$/.exec(time)
      const found = clock ? momentFrom(`${read.value}T${clock[1]}:${clock[2]}`) : null
      return found ? { value: found } : { error: `${label} must include a time, like 14:05`, control: `${name}-time` }
    },
    control: (name, values, error) =>
      dateInput({ ...options, hint: options.hint ?? 'For example, 31 3 2027 and 14:05' }, name, values, error, {
        ...DAY_PARTS,
        time: 5,
      }),
    write: (value, name) => {
      const [day = '', time = ''] = (value ?? '').split('T')
      const [year = '', month = '', date = ''] = day.split('-')
      return {
        [`${name}-day`]: date.replace(/^0/, ''),
        [`${name}-month`]: month.replace(/^0/, ''),
        [`${name}-year`]: year,
        [`${name}-time`]: time,
      }
    },
    show: (value) => value ?? '',
    schema: { type: required ? 'string' : ['string', 'null'], format: 'date-time' },
  }
}
