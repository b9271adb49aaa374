import { may, type Person, seenBy } from '../../access/index.ts'
import type { Act } from '../../audit/index.ts'
import { all, name, type Queries, type Sql, sql, type Tx } from '../../db/index.ts'
import { takingTurns } from '../../turns.ts'
import { askedAtEnd, askNow, within } from '../at-end.ts'
import { itemValue } from '../cells.ts'
import { titleOf } from '../field-words.ts'
import { inUnitOf } from '../in-unit.ts'
import { type ItemWrite, parts, writeEach } from '../many.ts'
import {
  type FieldValue,
  type Item,
  isLeading,
  type LeadingField,
  ledTo,
  type Register,
  type RegisterField,
} from '../model.ts'
import { problemsOf } from '../obstacles.ts'
import { type Change, findItems, seenRows } from '../store.ts'
import type { Moved, MovedOf } from './moved.ts'

/** So many obstacles of one register are named; the others are like them. */
export const MOST_NAMED = 20

/** The fields of a register that lead to items of another. */
export const fieldsTo = (register: Register, { path }: Pick<Register, 'path'>): readonly LeadingField[] =>
  register.fields.filter((field): field is LeadingField => isLeading(field) && field.to.path === path)

/** The registers that have fields which lead to items of one, each with those fields. */
export const leadingRegisters = (register: Register, registers: readonly Register[]) =>
  registers.flatMap((one) => {
    const fields = fieldsTo(one, register)
    return fields.length > 0 ? [[one, fields] as const] : []
  })

/** The query for the ids of items of a register that lead to another. */
export function leadingTo(register: Register, fields: readonly LeadingField[], id: string): Sql {
  const each = fields.map((field) =>
    field.kind === 'reference'
      ? sql`select id from ${name(...register.table)} where ${name(field.column)} = ${id}`
      : sql`select ${name(field.links.own)} from ${name(...field.links.table)} where ${name(field.links.other)} = ${id}`,
  )
  return each.reduce((all, one) => sql`${all} union ${one}`)
}

/** Whether somebody may change some fields of each of some items of a register: its register, its fields, and the items themselves. `ids` is a query for them. */
export async function mayChangeAll(
  db: Queries,
  person: Person,
  register: Register,
  fields: readonly RegisterField[],
  ids: Sql,
): Promise<boolean> {
  const needed = [
    register.see,
    register.change,
    ...fields.flatMap(({ see, change }) => [see ?? [], change ?? []].flat()),
  ]
  const isAllowed = needed.every((permission) => may(person, permission))
  const kept = fields.flatMap(({ change, isChangedInUnit }) => (isChangedInUnit && change ? [change] : []))
  const there = [
    seenBy(seenRows(register), person),
    ...[register.change, ...kept].map((one) => inUnitOf(register, person, one, 'item')),
  ]
  const unseen = isAllowed ? sql`not coalesce(${all(there)}, false)` : sql`true`
  const found = await db.maybe(
    sql`select 1 as one from ${name(...register.table)} as item where item.id in (${ids}) and ${unseen} limit 1`,
  )
  return found === null
}

/** Lets what leads to one item lead to another: the items of one register, by the same statements, under the register's own rules. */
export async function moveOf(
  tx: Tx,
  act: Act,
  register: Register,
  fields: readonly LeadingField[],
  { from, into }: { readonly from: string; readonly into: string },
): Promise<MovedOf> {
  const rows = await tx.many<{ id: string }>(sql`
    select item.id from ${name(...register.table)} as item where item.id in (${leadingTo(register, fields, from)}) order by item.id for no key update`)
  const atEnd = await askedAtEnd(tx, register)
  const moving = new Moving(tx, act, register, async () => atEnd && askNow(tx, atEnd))
  const turn = takingTurns()
  for (const ids of parts(rows.map(({ id }) => id))) {
    const before = await findItems(tx, register, ids)
    await moving.move([...before.values()].map((item) => ({ item, value: movedValue(fields, item, { from, into }) })))
    await turn()
  }
  return { register, moved: moving.moved, obstacles: moving.obstacles }
}

interface Ready {
  readonly item: Item
  readonly value: Readonly<Record<string, FieldValue>>
}

/** What the fields of an item say where one id stands for another. */
function movedValue(
  fields: readonly LeadingField[],
  item: Item,
  { from, into }: { readonly from: string; readonly into: string },
): Record<string, FieldValue> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const there = ledTo(field, item)
      if (!there.includes(from)) return []
      const now = [...new Set(there.map((id) => (id === from ? into : id)))]
      return [[field.column, field.kind === 'references' ? now : (now[0] ?? null)] as const]
    }),
  )
}

class Moving {
  readonly #tx: Tx
  readonly #act: Act
  readonly #register: Register
  readonly #ask: () => Promise<unknown>
  readonly moved: Moved[] = []
  readonly obstacles: string[] = []

  constructor(tx: Tx, act: Act, register: Register, ask: () => Promise<unknown>) {
    this.#tx = tx
    this.#act = act
    this.#register = register
    this.#ask = ask
  }

  async move(all: readonly Ready[]): Promise<void> {
    const savings = all.map(({ item, value }) => ({
      id: item.id,
      before: item,
      value: { ...this.#whole(item), ...value },
    }))
    const problems = await problemsOf(this.#tx, this.#act, this.#register, savings)
    for (const [index, one] of all.entries()) {
      const problem = problems[index]
      if (problem) this.#against(one, problem.message)
    }
    await this.#write(all.filter((_, index) => !problems[index]))
  }

  /** Where the database refuses items, each half is tried by itself, down to those that it refuses. */
  async #write(ready: readonly Ready[]): Promise<void> {
    // Enough are named: what else stands against it is found when these are put right.
    if (ready.length === 0 || this.obstacles.length >= MOST_NAMED) return
    const before = new Map(ready.map(({ item }) => [item.id, item]))
    const writes: ItemWrite[] = ready.map(({ item: { id, version }, value }) => ({ id, version, value }))
    const tried = await within(this.#tx, this.#register, async () => {
      const written = await writeEach(this.#tx, this.#register, before, writes)
      await this.#ask()
      return written
    })
    const [one, another] = ready
    if ('done' in tried) this.#wrote(ready, tried.done)
    else if (one && !another) this.#against(one, tried.problem)
    else {
      const middle = Math.ceil(ready.length / 2)
      await this.#write(ready.slice(0, middle))
      await this.#write(ready.slice(middle))
    }
  }

  #wrote(ready: readonly Ready[], written: ReadonlyMap<string, Change['fields']>): void {
    for (const { item, value } of ready) {
      const columns = Object.keys(value)
      const whole = this.#whole(item)
      this.moved.push({
        id: item.id,
        name: titleOf(this.#register, item),
        version: item.version + 1,
        before: Object.fromEntries(columns.map((column) => [column, whole[column] ?? null])),
        fields: written.get(item.id) ?? {},
      })
    }
  }

  #against({ item }: Ready, message: string): void {
    if (this.obstacles.length < MOST_NAMED) this.obstacles.push(`${titleOf(this.#register, item)}: ${message}`)
  }

  #whole(item: Item): Record<string, FieldValue> {
    return Object.fromEntries(this.#register.fields.map((field) => [field.column, itemValue(field, item)]))
  }
}
