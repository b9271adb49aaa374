import {
  ASK_ELSEWHERE,
  ASK_THERE,
  inReach,
  may,
  mayEverywhere,
  mayIn,
  type Permission,
  type Person,
} from '../access/index.ts'
import type { Act } from '../audit/index.ts'
import { join, name, type Queries, type Sql, sql, type Tx } from '../db/index.ts'
import { Forbidden } from '../errors.ts'
import { article } from '../words.ts'
import type { ItemUnit } from './item-unit.ts'
import type { Item, Problem, Register, RegisterField, Saving } from './model.ts'

/** A register as its room writes it where it has asked itself who may: what anybody reports, what an owner decides. */
export const asAskedByRoom = (register: Register, because: string): Register => ({
  ...register,
  unit: { by: 'any', because },
})

type Units = Exclude<ItemUnit, { by: 'any' | 'body' }>

/** The unit of a row of a register's table, as a condition asks it; null where it has none. */
function unitOfRow({ unit }: Register, row: string): Sql {
  switch (unit.by) {
    case 'column':
      return name(row, unit.column)
    case 'itself':
      return name(row, 'id')
    case 'through':
      return sql`(select held.${name(unit.unit)} from ${name(...unit.table)} as held where held.id = ${name(row, unit.column)})`
    default:
      return sql`null::uuid`
  }
}

/** The condition that somebody holds a permission in the unit of a row. It says the same as what is asked of a deed. */
export const inUnitOf = (register: Register, person: Person, permission: Permission, row: string): Sql =>
  register.unit.by === 'any'
    ? may(person, permission)
      ? sql`true`
      : sql`false`
    : inReach(person, permission, unitOfRow(register, row))

/** Whether somebody may add to a register at all: of the whole body's only with a right that holds everywhere. */
export const mayAddTo = ({ unit, change }: Register, person: Person): boolean =>
  unit.by === 'body' ? mayEverywhere(person, change) : may(person, change)

/** Refuses who may not add to a register, wherever. @throws Forbidden */
export function checkMayAdd(register: Register, person: Person): void {
  if (!mayAddTo(register, person)) throw forbidden(ofTheWholeBody(register))
}

/** Whether somebody may change an item that is there. */
export async function mayChangeItem(db: Queries, register: Register, person: Person, id: string): Promise<boolean> {
  if (!may(person, register.change)) return false
  if (register.unit.by === 'any' || mayEverywhere(person, register.change)) return true
  const found = await db.maybe(
    sql`select 1 as one from ${name(...register.table)} as item where item.id = ${id} and ${inUnitOf(register, person, register.change, 'item')}`,
  )
  return found !== null
}

/** Refuses who may read an item and not change it. @throws Forbidden */
export async function checkMayChange(db: Queries, register: Register, person: Person, id: string): Promise<void> {
  if (!(await mayChangeItem(db, register, person, id))) throw forbidden(notThere(register))
}

/** Refuses whoever does an act and may not change an item that is there, inside its transaction. */
export async function againstChanging(tx: Tx, act: Act, register: Register, item: Item): Promise<Problem | null> {
  const [problem] = await rightProblems(tx, act, register, [{ id: item.id, before: item, value: {} }])
  return problem ?? null
}

/** The condition that what a form's field leads to may be chosen by somebody who saves an item there; true for every other field. */
export function mayBeChosen({ unit, change }: Register, field: RegisterField, person: Person): Sql {
  if (unit.by === 'any' || unit.by === 'body' || mayEverywhere(person, change)) return sql`true`
  if (field.column !== leadingColumn(unit)) return sql`true`
  if (unit.by !== 'through') return inReach(person, change, sql`id`)
  return sql`id in (select held.id from ${name(...unit.table)} as held where ${inReach(person, change, sql`held.${name(unit.unit)}`)})`
}

const leadingColumn = (unit: Units): string => (unit.by === 'itself' ? unit.above : unit.column)

/** Why somebody may not change items, and who can. */
interface Against {
  readonly message: string
  readonly advice: string
}

function ofTheWholeBody({ plural }: Register): Against {
  const why = 'They belong to the whole body, and your right to change them is kept to a unit'
  return { message: `You do not have permission to change ${plural}`, advice: `${why}. ${ASK_ELSEWHERE}` }
}

const notThere = (register: Register): Against =>
  register.unit.by === 'body'
    ? ofTheWholeBody(register)
    : { message: `You do not have permission to change ${register.plural} of this unit`, advice: ASK_THERE }

const forbidden = ({ message, advice }: Against): Forbidden => new Forbidden(message, `${advice}.`)
/** The same in one line, beside a field. */
const inOneLine = ({ message, advice }: Against): string => `${message}. ${advice}`

/**
 * What stands against saving items, of where the right to change them holds: in the unit that each belongs to, and in the one that it is given to. A
 * field with a right of its own that is kept to units is asked the same. Whoever acts is asked now, and what the unit hangs on is held.
 */
export async function rightProblems(
  tx: Tx,
  act: Act,
  register: Register,
  savings: readonly Saving[],
): Promise<readonly (Problem | null)[]> {
  const { unit, change, fields } = register
  if (unit.by === 'any' || savings.length === 0) return savings.map(() => null)
  const person = await unit.acting(tx, act)
  const own = fields.filter((field) => field.isChangedInUnit === true)
  if (mayEverywhere(person, change) && !own.some((one) => isKept(person, one, null))) return savings.map(() => null)
  const [field = ''] = register.named
  if (unit.by === 'body')
    return savings.map(() =>
      mayEverywhere(person, change) ? null : refusal(field, inOneLine(ofTheWholeBody(register))),
    )
  const unitOf = await unitsOf(tx, unit, savings)
  return savings.map((saving) => {
    const [before = null, after] = [unitOf.before(saving), unitOf.after(saving)]
    if (saving.before && !mayIn(person, change, before)) return refusal(field, inOneLine(notThere(register)))
    if (after !== undefined && !mayIn(person, change, after)) return refusal(leadingColumn(unit), elsewhere(register))
    const places = [...(saving.before ? [before] : []), ...(after === undefined ? [] : [after])]
    const kept = own.find((one) => isWritten(one, saving) && places.some((at) => isKept(person, one, at)))
    return kept ? refusal(kept.column, `You do not have permission to change “${kept.label}” in this unit`) : null
  })
}

const refusal = (field: string, message: string): Problem => ({ field, message, isOfRights: true })

/** What to choose instead of what belongs to no unit in which somebody may change items. */
export function elsewhere({ plural, fields, unit }: Register): string {
  if (unit.by === 'any' || unit.by === 'body') return 'Choose another one'
  const to = fields.find(({ column }) => column === leadingColumn(unit))
  const what = to?.kind === 'reference' ? to.to.singular : 'unit'
  return unit.by === 'through'
    ? `Choose ${article(what)} ${what} of a unit in which you have permission to change ${plural}`
    : `Choose a unit in which you have permission to change ${plural}`
}

const isWritten = ({ column }: RegisterField, { before, value }: Saving): boolean =>
  column in value && (value[column] || null) !== ((before?.[column] as string | null | undefined) || null)

/** Whether somebody holds the right of a field, and not there. Who does not hold it at all is not asked for the field. */
const isKept = (person: Person, { change }: RegisterField, at: string | null): boolean =>
  change !== undefined && may(person, change) && !mayIn(person, change, at)

interface UnitsOf {
  /** The unit of an item that is there; undefined for a new one. */
  readonly before: (saving: Saving) => string | null | undefined
  /** The unit that it is given to, which may be the one that it has; undefined where nothing is said of it. */
  readonly after: (saving: Saving) => string | null | undefined
}

async function unitsOf(tx: Tx, unit: Units, savings: readonly Saving[]): Promise<UnitsOf> {
  const column = leadingColumn(unit)
  const led = (row: Readonly<Record<string, unknown>> | null) => (row?.[column] || null) as string | null
  const isGiven = ({ before, value }: Saving): boolean => !before || column in value
  if (unit.by === 'itself')
    return {
      before: ({ before }) => before?.id,
      after: (saving) => (isGiven(saving) ? led(saving.value) : undefined),
    }
  const ids = savings.flatMap((saving) => [led(saving.before), led(saving.value)].flatMap((id) => id ?? []))
  const held = unit.by === 'through' ? await heldUnits(tx, unit, [...new Set(ids)]) : null
  const at = (id: string | null) => (held && id !== null ? (held.get(id) ?? null) : id)
  return {
    before: ({ before }) => (before ? at(led(before)) : undefined),
    after: (saving) => (isGiven(saving) ? at(led(saving.value)) : undefined),
  }
}

/** The units of what items hang on, held so that none becomes another's meanwhile. */
async function heldUnits(
  tx: Tx,
  { table, unit }: Extract<ItemUnit, { by: 'through' }>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx.many<{ id: string; unitId: string | null }>(sql`
    select ${join([sql`id`, sql`${name(unit)} as "unitId"`], sql`, `)} from ${name(...table)} where id = any(${ids}::uuid[]) order by id for share`)
  return new Map(rows.map(({ id, unitId }) => [id, unitId]))
}
