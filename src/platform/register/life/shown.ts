import type { Person } from '../../access/index.ts'
import type { Day } from '../../calendar/index.ts'
import { name, type Queries, sql } from '../../db/index.ts'
import { titleOf } from '../field-words.ts'
import { mayChangeItem } from '../in-unit.ts'
import type { Item, Register } from '../model.ts'
import { findItems } from '../store.ts'
import { deletable } from './deleting.ts'
import { hasEnded } from './end-rules.ts'
import { plannedEnd } from './ending.ts'
import { mergesInto } from './merged.ts'
import type { LifeShown } from './views.ts'

/** What an item's page shows of its life, and what of it can be done by whoever looks. */
export async function lifeOf(
  db: Queries,
  register: Register,
  { id }: Item,
  { person, today }: { readonly person: Person; readonly today: Day },
): Promise<LifeShown> {
  const { ended, merged } = register.life
  const over = hasEnded(register, today)
  const [isOver, planned, merges, canChange, deleting] = await Promise.all([
    over
      ? db.maybe(sql`select 1 as one from ${name(...register.table)} as item where item.id = ${id} and ${over}`)
      : null,
    ended.by === 'kit' ? plannedEnd(db, id) : null,
    merged.by === 'kit' ? mergesInto(db, id) : [],
    mayChangeItem(db, register, person, id),
    deletable(db, register, id, today),
  ])
  const items = await findItems(
    db,
    register,
    merges.map(({ itemId }) => itemId),
  )
  const named = merges.map((merge) => {
    const item = items.get(merge.itemId)
    return { ...merge, name: item ? titleOf(register, item) : merge.itemId }
  })
  return { isOver: isOver !== null, planned, merges: named, canChange, deleting }
}
