import { MARKINGS, type Person } from '../access/index.ts'
import type { Day } from '../calendar/index.ts'
import { containing, join, name, type Queries, type Sql, sql } from '../db/index.ts'
import {
  CHOOSE_FROM_MOST,
  checkboxes,
  day,
  decimal,
  type Field,
  type Form,
  form,
  moment,
  oneLine,
  radios,
  select,
  text,
  wholeNumber,
  YES_NO,
} from '../form/index.ts'
import { isId } from '../ids.ts'
import { chosenAhead, hintAhead } from './ahead.ts'
import { fileControl } from './file-views.ts'
import { mayBeChosen } from './in-unit.ts'
import { isPast } from './life/end-rules.ts'
import { MERGED } from './life/merged.ts'
import {
  type FieldValue,
  type Item,
  isLeading,
  ledTo,
  type References,
  type Register,
  type RegisterField,
} from './model.ts'
import type { ReferenceTarget } from './reference-target.ts'
import { severalNames } from './several.ts'

/** Of more than this, several are not ticked off a list: their names are typed instead. */
const TICK_FROM_MOST = 30

/** The condition that what a reference may lead to has been closed by a day. */
export const isClosed = ({ closedOn, isLastDay = false }: ReferenceTarget, today: Day): Sql =>
  closedOn ? isPast(name(closedOn), isLastDay, today) : sql`false`

/** The condition that it has not been, and is not one with another by now. */
export const isOpen = (to: ReferenceTarget, today: Day): Sql =>
  sql`(not ${isClosed(to, today)} and id not in (${MERGED}))`

/** The condition that a reference may lead there by what its room asks of it. `of` is what the item has in the column on which that hangs. */
export const isFit = ({ fit }: ReferenceTarget, today: Day, kept: Item | null): Sql => {
  if (!fit) return sql`true`
  return sql`id in (${fit.ids(today, fit.of && kept ? sql`${kept[fit.of] ?? null}::uuid` : null)})`
}

/** What may be chosen for each reference of the register: what is open, and what an item that is changed has already. */
export async function referencesOf(
  db: Queries,
  register: Register,
  today: Day,
  kept: Item | null,
  viewer: Person,
): Promise<References> {
  const found = register.fields.map(async (field) => {
    if (!isLeading(field)) return []
    const { table, name: named, ahead } = field.to
    const most = field.kind === 'references' ? TICK_FROM_MOST : CHOOSE_FROM_MOST
    const there = ledTo(field, kept)
    const rows = await db.many<{ value: string; text: string }>(sql`
      select id as value, ${name(named)} as text from ${name(...table)} where (${isOpen(field.to, today)} and ${isFit(field.to, today, kept)} and ${mayBeChosen(register, field, viewer)}) or id = any(${there}::uuid[]) order by ${name(named)}, id limit ${most + 1}`)
    const planned = (await ahead?.(db, null, today, viewer)) ?? []
    if (rows.length <= most) return [[field.column, { options: chosenAhead(rows, planned), hint: null }] as const]
    return [[field.column, { options: null, hint: hintAhead(planned) }] as const]
  })
  return Object.fromEntries((await Promise.all(found)).flat())
}

/** The form of a register's item. A reference is chosen from a list, or typed by name where there are too many. */
export function itemForm(register: Register, references: References): Form<Record<string, Field<FieldValue>>> {
  return form(Object.fromEntries(register.fields.map((field) => [field.column, formField(field, references)])))
}

export function formField(field: RegisterField, references: References): Field<FieldValue> {
  const { label, hint, required } = field
  const common = { label, ...(hint ? { hint } : {}), ...(required ? { required } : {}) }
  switch (field.kind) {
    case 'text':
      return text({
        ...common,
        ...(field.most ? { most: field.most } : {}),
        ...(field.lines ? { lines: field.lines } : {}),
        ...(field.isEmail ? { kind: 'email', check: emailProblem } : {}),
      }) as Field<FieldValue>
    case 'choice':
      return select({ ...common, options: field.options }) as Field<FieldValue>
    case 'yes-no':
      return radios({
        ...common,
        options: required ? YES_NO : [...YES_NO, NO_ANSWER],
        isInline: true,
      }) as Field<FieldValue>
    case 'marking':
      return select({ ...common, options: MARKINGS }) as Field<FieldValue>
    case 'choices':
      return checkboxes({ ...common, options: field.options }) as Field<FieldValue>
    case 'number':
      return wholeNumber({ ...common, least: field.least, most: field.most }) as Field<FieldValue>
    case 'decimal':
      return decimal({ ...common, ...field }) as Field<FieldValue>
    case 'day':
      return day(common) as Field<FieldValue>
    case 'moment':
      return moment(common) as Field<FieldValue>
    case 'file':
      return fileControl(field, references[field.column]?.file)
    case 'references': {
      const { options = null, hint: planned = null } = references[field.column] ?? {}
      const typed = typedHint(`${hint ? `${hint}. ` : ''}Type the names, one on each line`, planned)
      return (
        options ? checkboxes({ ...common, options }) : severalNames({ ...common, hint: typed })
      ) as Field<FieldValue>
    }
    case 'reference': {
      const { options = null, hint: planned = null } = references[field.column] ?? {}
      const typed = typedHint(hint ?? `Type the name of the ${field.to.singular}`, planned)
      const none = options?.length === 0 ? { hint: nothingToChoose(field.to.singular) } : {}
      return (options ? select({ ...common, ...none, options }) : text({ ...common, hint: typed })) as Field<FieldValue>
    }
  }
}

const typedHint = (hint: string, planned: string | null): string => (planned ? `${hint}. ${planned}` : hint)

/** Why a list is empty: there is nothing yet, or nothing in the units in which somebody may choose. */
const nothingToChoose = (singular: string): string =>
  `There is no ${singular} that you can choose: none has been added, or none is in a unit where your right holds`

/** A radio button that was pressed cannot be let go: this takes an answer back. */
const NO_ANSWER = { value: '', text: 'Not answered' }

/** Whether a text has the form of an email address: whether there is one, only its mailbox knows. */
export const isEmailAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)

const emailProblem = (email: string): string | null =>
  isEmailAddress(email) ? null : 'Enter an email address in the correct format, like name@example.gov.uk'

/** The name of what a reference leads to; empty where there is none. */
export async function nameOf(db: Queries, { table, name: named }: ReferenceTarget, id: string): Promise<string> {
  const found = await db.maybe<{ text: string }>(
    sql`select ${name(named)} as text from ${name(...table)} where id = ${id}`,
  )
  return found?.text ?? ''
}

/** What names lead to, and ids that were given for names, in one query however many there are: ids by name in small letters and by themselves. */
export async function lookUp(
  db: Queries,
  { table, name: named, also = [] }: ReferenceTarget,
  given: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = [...new Set(given.flatMap((one) => [nameKey(one), nameKey(one).normalize('NFD'), asItStands(one)]))]
  const found = new Map<string, string[]>()
  if (names.length === 0) return found
  const columns = [named, ...also].map((one) => sql`lower(${name(one)})`)
  const byId = sql`id = any(${names.filter(isId)}::uuid[])`
  const byName = join(
    columns.map((one) => sql`${one} = any(${names})`),
    sql` or `,
  )
  const rows = await db.many<{ id: string; keys: string[] }>(sql`
    select id, array[${join(columns, sql`, `)}] as keys from ${name(...table)} where ${names.every(isId) ? byId : sql`${byId} or ${byName}`}`)
  for (const { id, keys } of rows)
    for (const key of new Set([...keys.map((one) => one && nameKey(one)), id]))
      found.set(key, [...(found.get(key) ?? []), id])
  return found
}

/** A name as it is compared: in small letters on one line, an accent as a part of its letter, however the file wrote it. */
export const nameKey = (text: string): string => oneLine(text).normalize('NFC').toLowerCase()

/** The same for a name that has more than one line, as it could be kept before names had one. */
const asItStands = (text: string): string => text.normalize('NFC').toLowerCase()

/** The one id that a name leads to, or what stands against it. */
export function theOne(
  { singular }: ReferenceTarget,
  given: string,
  found: Pick<ReadonlyMap<string, readonly string[]>, 'get'>,
): { readonly id: string } | { readonly message: string; readonly isUnknown: boolean } {
  const [id, another] = found.get(nameKey(given)) ?? []
  if (id && !another) return { id }
  return { message: `There is ${id ? 'more than one' : 'no'} ${singular} called “${given}”`, isUnknown: !id }
}

/** What somebody may have meant, who typed a name that nothing has. */
async function others(db: Queries, { table, name: named }: ReferenceTarget, given: string): Promise<string> {
  const found = await db.many<{ text: string }>(sql`
    select ${name(named)} as text from ${name(...table)} where ${name(named)} ilike ${containing(given)} order by ${name(named)}, id limit 5`)
  return found.length > 0 ? `. Did you mean ${found.map(({ text: one }) => `“${one}”`).join(' or ')}?` : ''
}

/** Names that people typed become ids; one that fits nobody, or several, comes back as a message. */
export async function resolveReferences(
  db: Queries,
  register: Register,
  value: Readonly<Record<string, FieldValue>>,
): Promise<{ value: Record<string, FieldValue>; problems: { field: string; message: string }[] }> {
  const resolved: Record<string, FieldValue> = { ...value }
  const problems: { field: string; message: string }[] = []
  for (const field of register.fields) {
    if (!isLeading(field)) continue
    const given = ledTo(field, value)
    if (given.length === 0) continue
    const found = await lookUp(db, field.to, given)
    const ids: string[] = []
    for (const each of given) {
      const one = theOne(field.to, each, found)
      if ('id' in one) ids.push(one.id)
      else {
        const advice = one.isUnknown ? await others(db, field.to, each) : ''
        problems.push({ field: field.column, message: `${one.message}${advice}` })
        break
      }
    }
    resolved[field.column] = field.kind === 'references' ? [...new Set(ids)] : (ids[0] ?? null)
  }
  return { value: resolved, problems }
}
