import { instantFrom, instantInWords, inWords, isDay, momentFrom, momentOf } from '../calendar/index.ts'
import { answersInWords } from './answers-in-text.ts'
import { fileIn, fileInFull, withShortDigest } from './file-value.ts'
import {
  answersOf,
  type DecimalField,
  type Item,
  isLeading,
  type LeadingField,
  ledTo,
  type Register,
  type RegisterField,
  referenceName,
} from './model.ts'
import { joinedNames } from './several.ts'

/** A field of an item in words. */
export function shown(field: RegisterField, item: Item): string {
  const value = isLeading(field) ? item[referenceName(field.column)] : item[field.column]
  if (value === null || value === undefined) return ''
  if (field.kind === 'references') return joinedNames((value as readonly unknown[]).map(String))
  const file = field.kind === 'file' ? fileIn(value) : null
  if (file) return fileInFull(file)
  const answers = answersOf(field)
  if (answers) {
    const text = (one: unknown) => answers.find((option) => option.value === one)?.text ?? String(one)
    if (!Array.isArray(value)) return text(value)
    // In the order of the answers, whatever the order in which they were given.
    const place = (one: unknown) => answers.findIndex((option) => option.value === one)
    return value
      .toSorted((a, b) => place(a) - place(b))
      .map(text)
      .join(', ')
  }
  if (field.kind === 'decimal') return plainDigits(Number(value))
  if (value instanceof Date) return momentOf(value).replace('T', ' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A decimal number as files write it: its digits, and no noughts that say nothing. */
const plainDigits = (value: number): string => value.toFixed(6).replace(/\.?0+$/, '')

/** The same as people read it: with its unit; money has its pence. */
function decimalInWords({ unit, places }: DecimalField, written: string): string {
  const value = Number(written)
  if (written === '' || Number.isNaN(value)) return written
  const isMoney = 'before' in unit
  const digits = value.toLocaleString('en-GB', {
    minimumFractionDigits: isMoney && !Number.isInteger(value) ? places : 0,
    maximumFractionDigits: places,
  })
  return isMoney ? `${unit.before}${digits}`.replace(`${unit.before}-`, `-${unit.before}`) : `${digits} ${unit.after}`
}

/** What an item is called: what its naming fields say. */
export function titleOf(register: Register, item: Item): string {
  const field = (column: string) => register.fields.find((candidate) => candidate.column === column)
  return register.named.map((column) => shown(field(column) as RegisterField, item)).join(' – ')
}

/** What an audit entry calls something done to an item: `asset.changed`, `retention-rule.ended`. */
export const entryNameOf = ({ singular }: Pick<Register, 'singular'>, what: string): string =>
  `${singular.replaceAll(' ', '-')}.${what}`

/** The same as pages say it: days and moments in words. */
export function shownInWords(field: RegisterField, item: Item): string {
  const value = item[field.column]
  if (field.kind === 'day' && typeof value === 'string') return inWords(value)
  if (field.kind === 'file') return fileIn(value)?.name ?? ''
  if (field.kind === 'choices') return answersInWords(field, shown(field, item))
  if (field.kind === 'decimal') return decimalInWords(field, shown(field, item))
  return value instanceof Date ? instantInWords(value) : shown(field, item)
}

/** What the history keeps of a field, which `shown` wrote, as pages say it: days and moments in words. */
export function keptInWords(field: RegisterField | undefined, kept: string): string {
  if (field?.kind === 'day') return isDay(kept) ? inWords(kept) : kept
  if (field?.kind === 'file') return withShortDigest(kept)
  if (field?.kind === 'choices') return answersInWords(field, kept)
  if (field?.kind === 'decimal') return decimalInWords(field, kept)
  const moment = field?.kind === 'moment' ? momentFrom(kept) : null
  return moment ? instantInWords(instantFrom(moment)) : kept
}

const idsAsOne = (field: LeadingField, item: Item | null): string => ledTo(field, item).toSorted().join()

/** What differs between how an item was and how it is, in words. Two people may have one name: it is asked of the values. */
export function differences(
  fields: readonly RegisterField[],
  before: Item | null,
  after: Item,
): Record<string, readonly [string, string]> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const [old, now] = [before ? shown(field, before) : '', shown(field, after)]
      const isAnother = isLeading(field) && idsAsOne(field, before) !== idsAsOne(field, after)
      const isSame = old === now && !(before && isAnother)
      return isSame ? [] : [[field.column, [old, now] as const]]
    }),
  )
}
