import { MARKINGS } from '../access/index.ts'
import { momentOf } from '../calendar/index.ts'
import { clean, type Field, type Values } from '../form/index.ts'
import { optionFor, optionsFor } from './answers-in-text.ts'
import { shown } from './field-words.ts'
import { formField, nameKey } from './fields.ts'
import type { FieldValue, Item, RegisterField } from './model.ts'
import { plain } from './sheet.ts'

/** Reads cells of one field: the value, or what stands against it. A reference stays the words that were given. */
export type ReadCell = (text: string) => { readonly value: FieldValue } | { readonly error: string }

/** What is said of a cell that is not what the export wrote: a name or a digest is not a file. */
const NOT_FROM_TABLES =
  'A file cannot be taken in from a table: add it on the page of the entry. Leave this cell as the export has it, or empty'

/** How cells of a field are read: by the rules of its form, which takes what files write besides. */
export function cellReader(field: RegisterField): ReadCell {
  if (field.kind === 'file') return (text) => (text === '' ? { value: null } : { error: NOT_FROM_TABLES })
  const control: Field<FieldValue> = formField(field, {})
  return (text) => control.read(asForm(field, text), field.column)
}

/** A number with a comma before its decimals, as in `0,75` or `184.500,50`. */
const WITH_DECIMAL_COMMA = /^-?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/
/** A number in which the comma or the point may stand before decimals or between thousands. */
const OF_TWO_READINGS = /^-?\d{1,3}[,.]\d{3}$/

const bareNumber = (text: string): string => text.replace(/[^\d.,-]/g, '')

/** Whether a cell can only be a number that has a comma before its decimals. */
export function hasDecimalComma(text: string): boolean {
  const number = bareNumber(text)
  return WITH_DECIMAL_COMMA.test(number) && !OF_TWO_READINGS.test(number)
}

/** Reads cells of a column in which numbers have a comma before their decimals: what may then be a thousand or one and a part is not taken. */
export const besideDecimalCommas =
  (read: ReadCell): ReadCell =>
  (text) =>
    OF_TWO_READINGS.test(bareNumber(text))
      ? {
          error: `“${text}” can be read in two ways, because other numbers in this column have a decimal comma: ${HOW}`,
        }
      : read(text)

const HOW = 'write numbers with a decimal point, and nothing between thousands'

/** Answers that people read become the ones that forms send. */
function asForm(field: RegisterField, text: string): Values {
  const { column } = field
  if (field.kind === 'choice') return { [column]: optionFor(field, text) }
  if (field.kind === 'marking') return { [column]: optionFor({ options: MARKINGS }, text) }
  if (field.kind === 'yes-no') return { [column]: yesOrNo(text) }
  if (field.kind === 'choices') return { [column]: optionsFor(field, text) }
  // Spreadsheets give a day a time, and part thousands.
  if (field.kind === 'day') return { [column]: text.replace(/[T ]00:00(?::00(?:\.0+)?)?$/, '') }
  if (field.kind === 'decimal') return { [column]: withoutNoise(text) }
  if (field.kind === 'number')
    return { [column]: /^-?\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text.replace(/\.0+$/, '') }
  return { [column]: text }
}

/** Spreadsheets count in binary and write what that leaves, such as 0.30000000000000004, and small numbers with exponents. */
function withoutNoise(text: string): string {
  if (!/^-?\d*\.?\d+(?:e[+-]?\d{1,3})?$/i.test(text) || (text.length < 17 && !/e/i.test(text))) return text
  const meant = Number(Number(text).toPrecision(15))
  return String(meant).includes('e') ? meant.toFixed(20).replace(/\.?0+$/, '') : String(meant)
}

/** What spreadsheets and programs write for yes and no; anything else is left as it is, and refused. */
function yesOrNo(text: string): string {
  const said = plain(text)
  if (['yes', 'y', 'true', '1'].includes(said)) return 'yes'
  return ['no', 'n', 'false', '0'].includes(said) ? 'no' : text
}

/** What the export writes of a field, as cells of files are compared with it. */
export const written = (field: RegisterField, item: Item): string => clean(shown(field, item)).normalize('NFC')

/** The value of an item's field as forms have it. */
export function itemValue({ kind, column }: RegisterField, item: Item): FieldValue {
  const value = item[column]
  if (value === null || value === undefined) return kind === 'choices' || kind === 'references' ? [] : null
  if (value instanceof Date) return momentOf(value)
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Whether a value that was read is what the item has. */
export function isSame(field: RegisterField, item: Item, value: FieldValue): boolean {
  const old = itemValue(field, item)
  if (typeof value === 'object' && value !== null)
    return typeof old === 'object' && old !== null && [...new Set(value)].toSorted().join() === old.toSorted().join()
  if (field.kind === 'number' || field.kind === 'decimal')
    return old === null || value === null ? old === value : Number(old) === Number(value)
  if (field.kind === 'text') return clean(String(old ?? '')).normalize('NFC') === String(value ?? '')
  return old === value
}

/** Whether a cell of a key says what the item has: to the letter, but for capitals and how an accent is written. */
export const isSameWords = (field: RegisterField, item: Item, text: string): boolean =>
  nameKey(written(field, item)) === nameKey(text)
