import type { Act } from '../audit/index.ts'
import { type Day, dayOf, inWords } from '../calendar/index.ts'
import { name, sql, type Tx } from '../db/index.ts'
import { isFit } from './fields.ts'
import {
  type Given,
  type Item,
  isLeading,
  type LeadingField,
  type Obstacles,
  type Problem,
  type ReferenceTarget,
  type Register,
} from './model.ts'

/** An item as somebody would save it, and as it is; null for a new one. */
export interface Saving extends Given {
  readonly before: Item | null
}

/** What stands against saving items, of the rules that the database does not know: the first of each, in their order. However many there are, each rule is asked once. */
export async function problemsOf(
  tx: Tx,
  act: Act,
  register: Register,
  savings: readonly Saving[],
): Promise<readonly (Problem | null)[]> {
  const wrong = await wronglyLed(tx, dayOf(act.at), register, savings)
  const own = savings.length > 0 ? await register.obstacles?.(tx, savings, act) : []
  return savings.map((_, index) => wrong.get(index) ?? own?.[index] ?? null)
}

/** Rules of which each is asked after the other: of each item the first problem counts. */
export const oneAfterOther =
  (...all: readonly Obstacles[]): Obstacles =>
  async (tx, given, act) => {
    const found: (Problem | null)[] = given.map(() => null)
    for (const obstacles of all)
      for (const [index, problem] of (await obstacles(tx, given, act)).entries()) found[index] ??= problem
    return found
  }

/** What new references lead to and may not: the first problem of each item, by its place. */
async function wronglyLed(
  tx: Tx,
  today: Day,
  register: Register,
  savings: readonly Saving[],
): Promise<ReadonlyMap<number, Problem>> {
  const found = new Map<number, Problem>()
  for (const field of register.fields) {
    if (!isLeading(field)) continue
    const leading = savings.flatMap(({ value, before }, index) => {
      const there = [before?.[field.column] ?? []].flat()
      const ids = [value[field.column] ?? []].flat().filter((id) => id !== '' && !there.includes(id))
      return ids.map((id) => ({ index, id }))
    })
    if (leading.length === 0) continue
    const ids = [...new Set(leading.map(({ id }) => id))]
    const [closed, unfit] = [await closedBy(tx, field.to, today, ids), await unfitOf(tx, field.to, today, ids)]
    for (const { index, id } of leading) {
      const message = closedMessage(field, savings[index], closed.get(id)) ?? unfit.get(id)
      if (message && !found.has(index)) found.set(index, { field: field.column, message })
    }
  }
  return found
}

/** Nothing new leads to what has been closed by today; what ended before the closing may be put on record still. */
function closedMessage(field: LeadingField, saving: Saving | undefined, closed: Closed | undefined): string | null {
  if (!closed || heldUntil(field, saving) < closed.day) return null
  return `${closed.text} was closed on ${inWords(closed.day)}: choose another ${field.to.singular}`
}

/** Those that the room does not let references lead to, each with what is said of it. */
async function unfitOf(
  tx: Tx,
  to: ReferenceTarget,
  today: Day,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { fit } = to
  if (!fit) return new Map()
  const rows = await tx.many<{ id: string; text: string }>(sql`
    select id, ${name(to.name)} as text from ${name(...to.table)} where id = any(${ids}::uuid[]) and not ${isFit(to, today)}`)
  return new Map(rows.map(({ id, text }) => [id, `${text} ${fit.otherwise}`]))
}

/** The last day on which something refers to what may be closed; what has none refers to it for ever. */
function heldUntil(field: LeadingField, saving: Saving | undefined): string {
  const until = field.kind === 'reference' ? field.until : undefined
  const day = until ? saving?.value[until] : null
  return typeof day === 'string' && day !== '' ? day : '9999-12-31'
}

interface Closed {
  readonly text: string
  readonly day: Day
}

async function closedBy(
  tx: Tx,
  { table, name: named, closedOn }: ReferenceTarget,
  today: Day,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Closed>> {
  if (!closedOn) return new Map()
  const rows = await tx.many<{ id: string; text: string; day: Day }>(sql`
    select id, ${name(named)} as text, ${name(closedOn)} as day from ${name(...table)} where id = any(${ids}::uuid[]) and ${name(closedOn)} <= ${today}`)
  return new Map(rows.map(({ id, ...closed }) => [id, closed]))
}
