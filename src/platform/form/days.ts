import { type Day, dayFrom, dayFromText, type Moment, momentFromText, monthFrom, timeFrom } from '../calendar/index.ts'
import { govukDateInput, type Html } from '../page/index.ts'
import { type Field, firstValue, type Read, type Values } from './field.ts'
import { type Common, errorOf, hintOf, legendOf } from './labels.ts'

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

/** A check: a day that is after today is not known yet. */
export const notLater =
  (today: Day) =>
  (value: Day): string | null =>
    value > today ? 'The date must be today or in the past' : null

/** The years in which a day can lie: what is older or later is mistyped. */
const YEARS = { least: 1800, most: 2300 } as const

const PARTS = ['day', 'month', 'year'] as const

function readDay(options: DayOptions, values: Values, name: string): Read<Day | null> {
  const { required, check } = options
  const subject = subjectOf(options)
  const whole = firstValue(values, name).trim()
  const parts = PARTS.map((part) => firstValue(values, `${name}-${part}`).trim())
  if (whole === '' && parts.every((part) => part === '')) return required ? { error: required } : { value: null }
  const missing = PARTS.filter((_, index) => whole === '' && parts[index] === '')
  if (missing.length > 0)
    return { error: `${subject} must include a ${missing.join(' and ')}`, control: `${name}-${missing[0]}` }
  const far = whole === '' ? yearProblem(parts[2] ?? '', subject) : null
  if (far !== null) return { error: far, control: `${name}-year` }
  const found = whole === '' ? dayFromParts(parts) : dayFromText(whole)
  if (!found) return { error: `${subject} must be a real date` }
  const problem = yearProblem(found.slice(0, 4), subject) ?? check?.(found) ?? null
  return problem ? { error: problem } : { value: found }
}

/** A day from what was typed for its day, month and year: numbers, and the month by its name as well. */
function dayFromParts([date = '', month = '', year = '']: readonly string[]): Day | null {
  const which = monthFrom(month)
  return which !== null && /^\d{1,2}$/.test(date) && /^\d{4}$/.test(year)
    ? dayFrom(Number(year), which, Number(date))
    : null
}

/** Why a year cannot be meant, or null; what is no number at all is no date. */
function yearProblem(year: string, subject: string): string | null {
  if (!/^\d+$/.test(year)) return null
  if (year.length !== 4) return `${subject} must have a year of 4 numbers, like 2027`
  const isNear = Number(year) >= YEARS.least && Number(year) <= YEARS.most
  return isNear ? null : `${subject} must be between ${YEARS.least} and ${YEARS.most}`
}

/**
 * What a message calls the field: what it asks to enter, or its label where that names a day. A question or a word such as `From` is no
 * beginning of a sentence.
 */
function subjectOf({ label, required }: Pick<DayOptions, 'label' | 'required'>, other = 'The date'): string {
  const asked = /^Enter (?:the|a) (.+)$/.exec(required ?? '')?.[1]
  if (asked) return `The ${asked}`
  if (label.endsWith('?')) return other
  return /^(?:\S+ ){0,2}(?<!to )(?:day|date)\b/i.test(label) ? label : `${other} for “${label}”`
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

/** A day and a time of day in the United Kingdom. As one value (an import, the API) it is ISO 8601, with or without an offset, or as people write it. */
export function moment(options: Common & { readonly required?: string }): Field<Moment | null> {
  const { label, required } = options
  return {
    label,
    hint: options.hint,
    firstControl: (name) => `${name}-day`,
    read: (values, name) => readMoment(options, values, name),
    control: (name, values, error) =>
      dateInput({ ...options, hint: options.hint ?? 'For example, 31 3 2027 and 2:05pm' }, name, values, error, {
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

function readMoment(options: DayOptions, values: Values, name: string): Read<Moment | null> {
  const subject = subjectOf(options, 'The date and time')
  const whole = firstValue(values, name).trim()
  if (whole !== '') {
    const found = momentFromText(whole)
    if (!found) return { error: `${subject} must be real, like 2027-03-31 14:05` }
    const far = yearProblem(found.slice(0, 4), subject)
    return far === null ? { value: found } : { error: far }
  }
  const time = firstValue(values, `${name}-time`).trim()
  const read = readDay(options, values, name)
  if ('error' in read) return read
  if (read.value === null)
    return time === '' ? { value: null } : { error: `${subject} must include a day, month and year` }
  const found = timeFrom(time)
  return found ? { value: `${read.value}T${found}` } : { error: timeProblem(time), control: `${name}-time` }
}

/** Why a time of day cannot be meant. */
const timeProblem = (time: string): string =>
  /^(?:12 ?)?midnight$/i.test(time)
    ? 'Enter midnight as 12:00am if the day begins with it, or as 11:59pm if it ends with it'
    : 'Enter the time of day, like 2:05pm or 14:05'
