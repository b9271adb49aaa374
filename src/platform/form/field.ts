import { BadRequest } from '../errors.ts'
import type { FieldError, Html } from '../page/index.ts'

/** What a form, a query or a row of a file sent: text by name. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>

export type Read<Value> = { readonly value: Value } | { readonly error: string; readonly control?: string }

/** One thing that a form asks for: how it is read, shown and asked. */
export interface Field<Value> {
  readonly label: string
  readonly hint?: string | undefined
  read(values: Values, name: string): Read<Value>
  control(name: string, values: Values, error?: string): Html
  /** The values that fill the control in. */
  write(value: Value, name: string): Values
  /** As people read it, and as it stands in exports. */
  show(value: Value): string
  /** The id of the control that an error points to, where it is not the name. */
  firstControl?(name: string): string
  /** JSON Schema of the value, for the API. */
  readonly schema: object
}

export function firstValue(values: Values, name: string): string {
  const value = values[name]
  return (typeof value === 'object' ? value[0] : value) ?? ''
}

export function valuesOf(values: Values, name: string): string[] {
  const value = values[name]
  return typeof value === 'object' ? [...value] : value === undefined ? [] : [value]
}

type ValueOf<Each> = Each extends Field<infer Value> ? Value : never
export type FormValue<Each> = { readonly [Name in keyof Each]: ValueOf<Each[Name]> }

/** What came of reading a form: its value, or its mistakes beside what was sent. */
export type FormRead<Value> =
  | { readonly ok: true; readonly value: Value; readonly values: Values; readonly errors: readonly FieldError[] }
  | { readonly ok: false; readonly values: Values; readonly errors: readonly FieldError[] }

/** What was read, where there is no form to show again (a file, a table): what is wrong is an error. */
export function valueOrRefusal<Value>(read: FormRead<Value>): Value {
  if (read.ok) return read.value
  throw new BadRequest(read.errors.map(({ message }) => message).join('. '))
}

export interface Form<Each> {
  readonly fields: Each
  read(values: Values): FormRead<FormValue<Each>>
  /** The control of one field, with its mistake if it has one. */
  control(name: keyof Each & string, state?: FormState): Html
  /** All controls, in the order of their declaration. */
  controls(state?: FormState): Html[]
  /** The state that shows these values. */
  filled(value: Partial<FormValue<Each>>): FormState
}

export interface FormState {
  readonly values: Values
  readonly errors: readonly FieldError[]
}

const EMPTY: FormState = { values: {}, errors: [] }

/** Declares a form once: its fields with their rules and messages. `check` looks at the fields together. */
export function form<Each extends { readonly [Name in keyof Each]: Field<ValueOf<Each[Name]>> }>(
  fields: Each,
  check?: (value: FormValue<Each>) => FieldError | null,
): Form<Each> {
  const names = Object.keys(fields) as (keyof Each & string)[]
  const fieldOf = (name: keyof Each & string) => fields[name] as Field<unknown>
  const control = (name: keyof Each & string, { values, errors }: FormState = EMPTY) =>
    fieldOf(name).control(name, values, errors.find((error) => error.field === name)?.message)
  return {
    fields,
    control,
    controls: (state) => names.map((name) => control(name, state)),
    filled: (value) => ({
      errors: [],
      values: Object.assign(
        {},
        ...names.map((name) => (value[name] === undefined ? {} : fieldOf(name).write(value[name], name))),
      ),
    }),
    read: (values) => {
      const errors: FieldError[] = []
      const value: Record<string, unknown> = {}
      for (const name of names) {
        const read = fieldOf(name).read(values, name)
        if ('error' in read)
          errors.push({
            field: name,
            message: read.error,
            control: read.control ?? fieldOf(name).firstControl?.(name) ?? name,
          })
        else value[name] = read.value
      }
      if (errors.length > 0) return { ok: false, values, errors }
      const problem = check?.(value as FormValue<Each>) ?? null
      return problem
        ? { ok: false, values, errors: [problem] }
        : { ok: true, value: value as FormValue<Each>, values, errors }
    },
  }
}

export interface Choice {
  readonly value: string
  readonly text: string
  readonly hint?: string
  /** What else it is called, where its name is typed. */
  readonly also?: string
}
