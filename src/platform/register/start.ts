import type { Person } from '../access/index.ts'
import type { Day } from '../calendar/index.ts'
import { name, type Queries, sql } from '../db/index.ts'
import { type Field, type Form, firstValue } from '../form/index.ts'
import { isId } from '../ids.ts'
import { isFit, isOpen } from './fields.ts'
import { elsewhere, mayBeChosen } from './in-unit.ts'
import { type FieldValue, isLeading, type LeadingField, type Register } from './model.ts'
import { againstLeading } from './obstacles.ts'
import type { ReferenceTarget } from './reference-target.ts'

/** Whether something new may lead to an item by a reference: it has not ended, is one with no other, and is what its room asks for. */
export async function mayBeLedTo(db: Queries, to: ReferenceTarget, id: string, today: Day): Promise<boolean> {
  const found = await db.maybe(
    sql`select 1 as one from ${name(...to.table)} where id = ${id} and ${isOpen(to, today)} and ${isFit(to, today, null)}`,
  )
  return found !== null
}

type ItemForm = Pick<Form<Record<string, Field<FieldValue>>>, 'fields'>

/** Whether a reference is typed by name, for there are too many to choose from. */
export const isTyped = ({ fields }: ItemForm, column: string): boolean =>
  !/"enum"/.test(JSON.stringify(fields[column]?.schema))

/** What a form for something new begins with. */
export interface Start {
  readonly values: Readonly<Record<string, string>>
  /** Why what the address names is not chosen. */
  readonly notes: readonly string[]
}

/** The references that an address names by id, so that a link can say what is added to what. What may not be chosen is not, and the form says why. */
export async function startOf(
  { db, today, person }: { readonly db: Queries; readonly today: Day; readonly person: Person },
  register: Register,
  form: ItemForm,
  query: Parameters<typeof firstValue>[0],
): Promise<Start> {
  const values: Record<string, string> = {}
  const notes: string[] = []
  for (const field of register.fields) {
    const id = firstValue(query, field.column)
    if (!isLeading(field) || !isId(id)) continue
    const named = await chosen(db, register, field, id, { today, person })
    if (named === null) continue
    if (named.isOffered) values[field.column] = isTyped(form, field.column) ? named.text : id
    else {
      const why = await againstLeading(db, today, register, field, id)
      notes.push(why ?? `You cannot choose “${named.text}” here. ${elsewhere(register)}`)
    }
  }
  return { values, notes }
}

/** What something is called, and whether whoever fills in the form may choose it; null where it is not there. */
function chosen(
  db: Queries,
  register: Register,
  field: LeadingField,
  id: string,
  { today, person }: { readonly today: Day; readonly person: Person },
): Promise<{ readonly text: string; readonly isOffered: boolean } | null> {
  const { table, name: named } = field.to
  return db.maybe(sql`
    select ${name(named)} as text, (${isOpen(field.to, today)} and ${isFit(field.to, today, null)} and ${mayBeChosen(register, field, person)}) as "isOffered"
    from ${name(...table)} where id = ${id}`)
}
