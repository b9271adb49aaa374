import { askIn } from '#features/people/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { endLayout } from './store.ts'

/** Takes a layout off the list. */
export async function removeLayout(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'plans:change', null)
    await endLayout(tx, id, act.at)
    await audit(tx, act, 'layout.ended', { kind: 'layout', id })
  })
}
