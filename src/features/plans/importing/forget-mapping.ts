import { askIn } from '#features/people/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { dropMapping } from './store.ts'

/** Forgets how the columns under some headers are read. Throws NotFound where that was forgotten already. */
export async function forgetMapping(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'plans:import', null)
    const name = isId(id) ? await dropMapping(tx, id) : null
    if (!name) throw new NotFound('There is no such reading. It may have been forgotten already.')
    await audit(tx, act, 'mapping.dropped', { kind: 'mapping', id }, { name })
  })
}
