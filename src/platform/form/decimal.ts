import { counted } from '../words.ts'
import { type Field, firstValue, type Read, type Values } from './field.ts'
import type { Common } from './labels.ts'
import { numberBox, type Unit } from './numbers.ts'
import { clean } from './text.ts'

export interface DecimalOptions extends Common {
  readonly required?: string
  readonly least: number
  readonly most: number
  /** Digits after the point. */
  readonly places: number
  readonly unit: Unit
}

const signOf = ({ unit }: Pick<DecimalOptions, 'unit'>): string => ('before' in unit ? unit.before : unit.after)

/** The number without its unit and the commas between thousands; null where it is none. */
function digitsOf(text: string, options: Pick<DecimalOptions, 'unit'>): string | null {
  const sign = signOf(options)
  const low = text.toLowerCase()
  const isGiven = 'before' in options.unit ? low.startsWith(sign.toLowerCase()) : low.endsWith(sign.toLowerCase())
  const bare = isGiven ? ('before' in options.unit ? text.slice(sign.length) : text.slice(0, -sign.length)) : text
  const number = bare.trim().replace(/^\u2212/, '-')
  const whole = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(number) ? number.replaceAll(',', '') : number
  return /^-?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})$/.test(whole) ? whole : null
}

/** A decimal number as it is kept: its digits, with as many after the point as there are places. What does not fit is said. */
export function asDecimal(text: string, options: Omit<DecimalOptions, 'required' | 'hint'>): Read<string> {
  const { label, least, most, places, unit } = options
  const digits = digitsOf(text, options)
  if (digits === null) return { error: `${label} must be a number, such as ${exampleOf({ places, unit })}` }
  const [whole = '', part = ''] = digits.replace('-', '').split('.')
  if (part.replace(/0+$/, '').length > places)
    return { error: `${label} must have no more than ${counted(places, 'digit', 'digits')} after the point` }
  if (Number(digits) < least || Number(digits) > most) return { error: outsideRange(options) }
  const kept = `${whole.replace(/^0+(?=\d)/, '') || '0'}.${part.slice(0, places).padEnd(places, '0')}`.replace(
    /\.$/,
    '',
  )
  return { value: digits.startsWith('-') && Number(digits) !== 0 ? `-${kept}` : kept }
}

const inWords = (number: number): string => number.toLocaleString('en-GB', { maximumFractionDigits: 20 })

/** That a number is outside its range, in words: money with its sign at both ends, anything else with its unit once. */
export function outsideRange({
  label,
  least,
  most,
  unit,
}: Pick<DecimalOptions, 'label' | 'least' | 'most' | 'unit'>): string {
  const money = (number: number, sign: string) => `${number < 0 ? '-' : ''}${sign}${inWords(Math.abs(number))}`
  const range =
    'before' in unit
      ? `${money(least, unit.before)} and ${money(most, unit.before)}`
      : `${inWords(least)} and ${inWords(most)} ${unit.after}`
  return `${label} must be between ${range}`
}

/** A number as people would write it: an amount of money has all of its digits, anything else no noughts that say nothing. */
const exampleOf = ({ places, unit }: Pick<DecimalOptions, 'places' | 'unit'>): string =>
  'before' in unit ? (12.5).toFixed(places) : (1.5).toFixed(Math.min(places, 1))

function readDecimal(options: DecimalOptions, values: Values, name: string): Read<string | null> {
  const text = clean(firstValue(values, name))
  if (text === '') return options.required ? { error: options.required } : { value: null }
  return asDecimal(text, options)
}

/** A number with digits after the point, and what it counts beside its box. Its value is its digits: `1250.50`. */
export function decimal(options: DecimalOptions): Field<string | null> {
  const { least, most, required } = options
  const type = required ? 'number' : ['number', 'null']
  return {
    label: options.label,
    hint: options.hint,
    read: (values, name) => readDecimal(options, values, name),
    control: (name, values, error) =>
      numberBox(options, { classes: 'govuk-input--width-10', inputmode: 'decimal' }, { name, values, error }),
    write: (value, name) => ({ [name]: value ?? '' }),
    show: (value) => value ?? '',
    schema: { type, minimum: least, maximum: most },
  }
}
