import type { Act } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import type { Given, Problem } from '#platform/register/index.ts'
import { isLeftWith } from './going.ts'

/** What stands against closing units in the register: that things still belong to one on that day, which reorganising places. */
export async function closingObstacles(tx: Tx, given: readonly Given[], act: Act): Promise<(Problem | null)[]> {
  const closing = given.map(({ id, value: { closed_on: on } }) =>
    id !== null && typeof on === 'string' ? { id, on } : null,
  )
  const ids = closing.flatMap((one) => (one ? [one.id] : []))
  const rows = await tx.many<{ id: string; closedOn: string | null }>(
    sql`select id, closed_on as "closedOn" from people.unit where id = any(${ids}::uuid[]) order by id for update`,
  )
  const kept = new Map(rows.map(({ id, closedOn }) => [id, closedOn]))
  const found: (Problem | null)[] = []
  // Only units that this closes are gone through.
  for (const one of closing)
    found.push(one && kept.get(one.id) !== one.on ? await staying(tx, one.id, one.on, act) : null)
  return found
}

async function staying(tx: Tx, id: string, closedOn: Day, act: Act): Promise<Problem | null> {
  if (!(await isLeftWith(tx, [id], closedOn, dayOf(act.at)))) return null
  return {
    field: 'closed_on',
    message:
      'The unit cannot be closed in this way, because something still belongs to it. Use “Reorganise units”, which says where each item goes',
  }
}
