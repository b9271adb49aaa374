import { govukCheckboxes, govukInput, govukRadios, govukSelect, govukTextarea } from '../page/index.ts'
import { type Choice, type Field, firstValue, type Read, type Values, valuesOf } from './field.ts'
import { type Common, errorOf, hintOf, labelOf, legendOf } from './labels.ts'
import { chosenByName, isTyped, nameOfChoice, typedHint } from './named.ts'
import { clean, oneLine } from './text.ts'

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

/** One of many answers, as a list to choose from; its name is typed where there are too many for a list. */
export function select(options: ChoiceOptions & { readonly blank?: string }): Field<string | null> {
  if (isTyped(options.options)) return typedChoice(options)
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

function typedChoice(options: ChoiceOptions & { readonly blank?: string }): Field<string | null> {
  const { options: all, required, blank, label } = options
  const how = `type the name${blank && !required ? `, or leave it empty for “${blank}”` : ''}`
  return {
    ...choiceParts(options),
    read: (values, name) => {
      const given = oneLine(firstValue(values, name))
      if (given === '') return required ? { error: required } : { value: null }
      return chosenByName(all, given)
    },
    control: (name, values, error) =>
      govukInput({
        id: name,
        name,
        label: labelOf(options),
        ...hintOf({ label, hint: typedHint(all, options.hint, how) }),
        ...errorOf(error),
        value: nameOfChoice(all, firstValue(values, name)),
      }),
  }
}

/** Any number of answers, to be ticked; their names are typed, one on each line, where there are too many for that. */
export function checkboxes(options: ChoiceOptions): Field<readonly string[]> {
  return isTyped(options.options) ? typedChoices(options) : tickedChoices(options)
}

const linesIn = (values: Values, name: string): string[] =>
  valuesOf(values, name).flatMap((one) => clean(one).split('\n').map(oneLine).filter(Boolean))

function typedChoices(options: ChoiceOptions): Field<readonly string[]> {
  const { options: all, required, label } = options
  return {
    ...tickedChoices(options),
    read: (values, name) => {
      const given = linesIn(values, name)
      if (given.length === 0 && required) return { error: required }
      const found = given.map((one) => chosenByName(all, one))
      const wrong = found.find((one) => 'error' in one)
      if (wrong) return wrong
      return { value: [...new Set(found.flatMap((one) => ('value' in one ? [one.value] : [])))] }
    },
    control: (name, values, error) =>
      govukTextarea({
        id: name,
        name,
        label: labelOf(options),
        ...hintOf({ label, hint: typedHint(all, options.hint, 'type the names, one on each line') }),
        ...errorOf(error),
        value: linesIn(values, name)
          .map((one) => nameOfChoice(all, one))
          .join('\n'),
      }),
  }
}

function tickedChoices(options: ChoiceOptions): Field<readonly string[]> {
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
