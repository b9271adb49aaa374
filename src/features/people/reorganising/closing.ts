import type { Act } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { type Given, heldRows, type Problem } from '#platform/register/index.ts'
import { isLeftWith } from './going.ts'

/** What stands against closing units in the register: that things still belong to one on that day, which reorganising places. */
export async function closingObstacles(tx: Tx, given: readonly Given[], act: Act): Promise<(Problem | null)[]> {
  const closing = given.map(({ id, value: { closed_on: on } }) =>
    id !== null && typeof on === 'string' ? { id, on } : null,
  )
  const ids = closing.map((one) => one?.id ?? null)
  const keptOf = await heldRows<{ closedOn: string | null }>(tx, ['people', 'unit'], sql`closed_on as "closedOn"`, ids)
  const found: (Problem | null)[] = []
  // Only units that this closes are gone through.
  for (const one of closing)
    found.push(one && keptOf.get(one.id)?.closedOn !== one.on ? await staying(tx, one.id, one.on, act) : null)
  return found
}

async function staying(tx: Tx, id: string, closedOn: Day, act: Act): Promise<Problem | null> {
  if (!(await isLeftWith(tx, [id], closedOn, dayOf(act.at)))) return null
  return {
    field: 'closed_on',
    message:
      'The unit cannot be closed in this way, because something still belongs to it. Use “Reorganise units”, which says where each item goes, and whom to ask about what you may not see',
  }
}
