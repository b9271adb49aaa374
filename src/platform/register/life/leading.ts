import { may, type Person, seenBy } from '../../access/index.ts'
import type { Day } from '../../calendar/index.ts'
import { all, name, type Queries, type Sql, sql } from '../../db/index.ts'
import { titleOf } from '../field-words.ts'
import { type Item, type Register, readBy } from '../model.ts'
import { findItems, seenRows } from '../store.ts'
import { hasEnded } from './end-rules.ts'
import { type Leading, NAMED } from './moved.ts'
import { fieldsTo, leadingRegisters, leadingTo } from './moving.ts'

/** The entries that lead to an item and have not ended themselves, as far as somebody is shown them; null where nothing can lead to items of its register. */
export async function leadingHere(
  db: Queries,
  register: Register,
  id: string,
  registers: readonly Register[],
  { person, today }: { readonly person: Person; readonly today: Day },
): Promise<readonly Leading[] | null> {
  const able = leadingRegisters(register, registers)
  if (able.length === 0) return null
  const found: Leading[] = []
  for (const [one] of able) {
    const own = readBy(one, person)
    const fields = fieldsTo(own, register)
    if (!may(person, one.see) || fields.length === 0) continue
    const over = hasEnded(one, today)
    const there: readonly Sql[] = [
      sql`item.id in (${leadingTo(own, fields, id)})`,
      sql`${seenBy(seenRows(own), person)}`,
      ...(over ? [sql`not ${over}`] : []),
    ]
    const rows = await db.many<{ id: string; count: number }>(sql`
      select item.id, count(*) over ()::int as count from ${name(...one.table)} as item where ${all(there)} order by item.id limit ${NAMED}`)
    const [first] = rows
    if (first) found.push({ register: one, count: first.count, named: await namesOf(db, own, rows) })
  }
  return found
}

async function namesOf(db: Queries, register: Register, rows: readonly Pick<Item, 'id'>[]): Promise<Leading['named']> {
  const items = await findItems(
    db,
    register,
    rows.map(({ id }) => id),
  )
  return [...items.values()].map((item) => ({ id: item.id, name: titleOf(register, item) }))
}
