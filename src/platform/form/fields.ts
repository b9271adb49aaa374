import {
  govukCheckboxes,
  govukInput,
  govukPasswordInput,
  govukRadios,
  govukSelect,
  govukTextarea,
} from '../page/index.ts'
import { withoutUnseen } from '../unseen.ts'
import { counted } from '../words.ts'
import { type Field, firstValue, type Read, type Values, valuesOf } from './field.ts'

export interface Common {
  readonly label: string
  readonly hint?: string
  /** Makes the label the page's heading, for a page that asks one thing. */
  readonly isHeading?: boolean
}

export const labelOf = ({ label, isHeading }: Common) => ({
  text: label,
  ...(isHeading ? { isPageHeading: true, classes: 'govuk-label--l' } : {}),
})
export const legendOf = ({ label, isHeading }: Common) => ({
  legend: {
    text: label,
    isPageHeading: isHeading ?? false,
    classes: isHeading ? 'govuk-fieldset__legend--l' : 'govuk-fieldset__legend--s',
  },
})
export const hintOf = ({ hint }: Common) => (hint ? { hint: { text: hint } } : {})
export const errorOf = (error: string | undefined) => (error ? { errorMessage: { text: error } } : {})

/** Text as people mean it: what nobody sees gone, ends trimmed, line ends as one sign. */
export const clean = (text: string): string => withoutUnseen(text.replace(/\r\n?/g, '\n')).trim()

export interface TextOptions extends Common {
  /** What is said when nothing is written; without it the field may stay empty. */
  readonly required?: string
  readonly most?: number
  readonly check?: (text: string) => string | null
  readonly width?: 2 | 3 | 5 | 10 | 20
  readonly autocomplete?: string
  readonly kind?: 'email' | 'search'
  readonly lines?: number
  /** The id of the control, where another form of the page has a field of the same name. */
  readonly id?: string
}

function readText(options: TextOptions, values: Values, name: string): Read<string | null> {
  const text = clean(firstValue(values, name))
  if (text === '') return options.required ? { error: options.required } : { value: null }
  const most = options.most ?? (options.lines ? 20_000 : 300)
  if (text.length > most)
    return { error: `${options.label} must be ${counted(most, 'character', 'characters')} or less` }
  const problem = options.check?.(text) ?? null
  return problem ? { error: problem } : { value: text }
}

/** One line of text, or several where `lines` says how high the box is. */
export function text(options: TextOptions): Field<string | null> {
  return {
    label: options.label,
    hint: options.hint,
    firstControl: (name) => options.id ?? name,
    read: (values, name) => readText(options, values, name),
    control: (name, values, error) => {
      const common = {
        id: options.id ?? name,
        name,
        label: labelOf(options),
        ...hintOf(options),
        ...errorOf(error),
        value: firstValue(values, name),
      }
      if (options.lines) return govukTextarea({ ...common, rows: String(options.lines) })
      const width = options.width ? { classes: `govuk-input--width-${options.width}` } : {}
      const email = options.kind === 'email' ? { type: 'email', spellcheck: false } : {}
      return govukInput({
        ...common,
        ...width,
        ...email,
        ...(options.autocomplete ? { autocomplete: options.autocomplete } : {}),
      })
    },
    write: (value, name) => ({ [name]: value ?? '' }),
    show: (value) => value ?? '',
    schema: { type: options.required ? 'string' : ['string', 'null'], maxLength: options.most ?? 20_000 },
  }
}

/** Text that must be there. */
export function requiredText(options: TextOptions & { readonly required: string }): Field<string> {
  return text(options) as Field<string>
}

/** An address of the web. */
export function webAddress(options: TextOptions): Field<string | null> {
  return text({
    most: 2_000,
    ...options,
    check: (url) => (isWebAddress(url) ? null : 'Enter a link that begins with https:// or http://'),
  })
}

function isWebAddress(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && ['http:', 'https:'].includes(parsed.protocol)
}

/** A box for the digits of a number, as wide as `looks` says and with its unit. */
export const numberBox =
  (options: Common, looks: Partial<Parameters<typeof govukInput>[0]>): Field<string | null>['control'] =>
  (name, values, error) =>
    govukInput({
      id: name,
      name,
      label: labelOf(options),
      ...hintOf(options),
      ...errorOf(error),
      value: firstValue(values, name),
      spellcheck: false,
      ...looks,
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
    control: numberBox(options, { classes: 'govuk-input--width-4', inputmode: 'numeric' }),
    write: (value, name) => ({ [name]: value === null ? '' : String(value) }),
    schema: { type: options.required ? 'integer' : ['integer', 'null'], minimum: least, maximum: most },
  }
}

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

export interface Choice {
  readonly value: string
  readonly text: string
  readonly hint?: string
}

/** Choices from what each value is called. */
export const choices = (names: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(names).map(([value, text]) => ({ value, text }))

/** The answers to a question that has two. */
export const YES_NO = choices({ yes: 'Yes', no: 'No' })

/** What a choice is called; as it was written where it is none of them. */
export const wordsOf = (options: readonly Choice[], value: string | null): string =>
  options.find((one) => one.value === value)?.text ?? value ?? ''

export interface ChoiceOptions extends Common {
  readonly options: readonly Choice[]
  readonly required?: string
}

function readChoice(options: ChoiceOptions, values: Values, name: string): Read<string | null> {
  const value = firstValue(values, name)
  if (value === '') return options.required ? { error: options.required } : { value: null }
  return options.options.some((option) => option.value === value)
    ? { value }
    : { error: `“${value.slice(0, 100)}” is not one of the answers for ${options.label}` }
}

const choiceParts = (options: ChoiceOptions) => ({
  label: options.label,
  hint: options.hint,
  read: (values: Values, name: string) => readChoice(options, values, name),
  write: (value: string | null, name: string) => ({ [name]: value ?? '' }),
  show: (value: string | null) => options.options.find((option) => option.value === value)?.text ?? value ?? '',
  schema: { enum: [...options.options.map(({ value }) => value), ...(options.required ? [] : [null])] },
})

const itemsOf = ({ options }: ChoiceOptions) =>
  options.map(({ value, text: label, hint }) => ({ value, text: label, ...(hint ? { hint: { text: hint } } : {}) }))

/** What radios and checkboxes have in common. */
const groupParts = (options: ChoiceOptions, name: string, error: string | undefined) => ({
  idPrefix: name,
  name,
  fieldset: legendOf(options),
  ...hintOf(options),
  ...errorOf(error),
})

/** One of a few answers, as radios; side by side where they are short. */
export function radios(options: ChoiceOptions & { readonly isInline?: boolean }): Field<string | null> {
  return {
    ...choiceParts(options),
    firstControl: (name) => name,
    control: (name, values, error) =>
      govukRadios({
        ...groupParts(options, name, error),
        ...(options.isInline ? { classes: 'govuk-radios--inline govuk-radios--small' } : {}),
        value: firstValue(values, name),
        items: itemsOf(options),
      }),
  }
}

/** One of many answers, as a list to choose from. */
export function select(options: ChoiceOptions & { readonly blank?: string }): Field<string | null> {
  return {
    ...choiceParts(options),
    control: (name, values, error) =>
      govukSelect({
        id: name,
        name,
        label: labelOf(options),
        ...hintOf(options),
        ...errorOf(error),
        value: firstValue(values, name),
        items: [
          { value: '', text: options.blank ?? 'Choose' },
          ...options.options.map(({ value, text: label }) => ({ value, text: label })),
        ],
      }),
  }
}

/** Any number of answers. */
export function checkboxes(options: ChoiceOptions): Field<readonly string[]> {
  const known = new Set(options.options.map(({ value }) => value))
  return {
    label: options.label,
    hint: options.hint,
    read: (values, name) => {
      const chosen = valuesOf(values, name).filter((value) => value !== '')
      if (chosen.some((value) => !known.has(value))) return { error: `Select from the answers for ${options.label}` }
      return chosen.length === 0 && options.required ? { error: options.required } : { value: chosen }
    },
    control: (name, values, error) =>
      govukCheckboxes({
        ...groupParts(options, name, error),
        values: valuesOf(values, name),
        items: itemsOf(options),
      }),
    write: (value, name) => ({ [name]: [...value] }),
    show: (value) => value.map((one) => options.options.find((option) => option.value === one)?.text ?? one).join(', '),
    schema: { type: 'array', items: { enum: [...known] } },
  }
}
