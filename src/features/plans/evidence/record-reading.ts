import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { Evidence } from './model.ts'

/** Puts on record that somebody took the file of a piece of evidence. */
export async function recordReading(
  db: Db,
  act: Act,
  { id, actionId }: Pick<Evidence, 'id' | 'actionId'>,
): Promise<void> {
  await db.transaction((tx) => audit(tx, act, 'evidence.read', { kind: 'action', id: actionId }, { evidence: id }))
}
