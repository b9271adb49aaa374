import type { Act } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import type { FieldValue } from '#platform/register/index.ts'
import { isLeftWith } from './going.ts'

/** What stands against closing a unit in the register: that things still belong to it on that day, which reorganising places. */
export async function nothingStays(
  tx: Tx,
  { closed_on: closedOn }: Readonly<Record<string, FieldValue>>,
  id: string | null,
  act: Act,
): Promise<{ field: string; message: string } | null> {
  if (typeof closedOn !== 'string' || closedOn === '' || id === null) return null
  const kept = await tx.maybe<{ closedOn: string | null }>(
    sql`select closed_on as "closedOn" from people.unit where id = ${id} for update`,
  )
  if (kept?.closedOn === closedOn) return null
  if (!(await isLeftWith(tx, [id], closedOn, dayOf(act.at)))) return null
  return {
    field: 'closed_on',
    message:
      'The unit cannot be closed in this way, because something still belongs to it. Use “Reorganise units”, which says where each item goes',
  }
}
