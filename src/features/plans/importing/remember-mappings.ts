import { askIn } from '#features/people/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import type { TableColumns } from '../recognising/model/model.ts'
import { headersKey, keepMapping } from './store.ts'

/** Keeps how the columns of tables are read, for the next document with these headers. Tables without headers are left out. */
export async function rememberMappings(
  db: Db,
  act: Act,
  personId: string,
  tables: readonly TableColumns[],
): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'plans:import', null)
    for (const { columns } of tables) {
      if (columns.every(({ header }) => header === null)) continue
      const headers = columns.map(({ header }) => header)
      const id = newId(act.at.getTime())
      const name = headers.filter(Boolean).join(', ').slice(0, 200)
      const fields = columns.map(({ field }) => field)
      await keepMapping(tx, { id, name, key: headersKey(headers), columns: fields, personId, at: act.at })
      await audit(tx, act, 'mapping.kept', { kind: 'mapping', id }, { columns: fields.length })
    }
  })
}
