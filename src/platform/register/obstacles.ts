import type { Act } from '../audit/index.ts'
import { type Day, dayOf, inWords } from '../calendar/index.ts'
import { name, sql, type Tx } from '../db/index.ts'
import type { Given, Item, Problem, ReferenceTarget, Register, RegisterField } from './model.ts'

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
  const closed = await closedOnes(tx, act, register, savings)
  const own = savings.length > 0 ? await register.obstacles?.(tx, savings, act) : []
  return savings.map((_, index) => closed.get(index) ?? own?.[index] ?? null)
}

/** Nothing new leads to what has been closed by today; what ended before the closing may be put on record still. */
async function closedOnes(
  tx: Tx,
  act: Act,
  register: Register,
  savings: readonly Saving[],
): Promise<ReadonlyMap<number, Problem>> {
  const found = new Map<number, Problem>()
  for (const field of register.fields) {
    if (field.kind !== 'reference' || !field.to.closedOn) continue
    const leading = savings.flatMap(({ value, before }, index) => {
      const id = value[field.column]
      return typeof id === 'string' && id !== '' && id !== before?.[field.column] ? [{ index, id }] : []
    })
    if (leading.length === 0) continue
    const closed = await closedBy(tx, field.to, dayOf(act.at), [...new Set(leading.map(({ id }) => id))])
    for (const { index, id } of leading) {
      const one = closed.get(id)
      if (!one || found.has(index) || heldUntil(field, savings[index]) < one.day) continue
      const message = `${one.text} was closed on ${inWords(one.day)}: choose another ${field.to.singular}`
      found.set(index, { field: field.column, message })
    }
  }
  return found
}

/** The last day on which something refers to what may be closed; what has none refers to it for ever. */
function heldUntil({ until }: Extract<RegisterField, { kind: 'reference' }>, saving: Saving | undefined): string {
  const day = until ? saving?.value[until] : null
  return typeof day === 'string' && day !== '' ? day : '9999-12-31'
}

async function closedBy(
  tx: Tx,
  { table, name: named, closedOn = '' }: ReferenceTarget,
  today: Day,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly text: string; readonly day: Day }>> {
  const rows = await tx.many<{ id: string; text: string; day: Day }>(sql`
    select id, ${name(named)} as text, ${name(closedOn)} as day from ${name(...table)} where id = any(${ids}::uuid[]) and ${name(closedOn)} <= ${today}`)
  return new Map(rows.map(({ id, ...closed }) => [id, closed]))
}
