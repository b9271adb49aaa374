import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { EvidenceFacts } from './store.ts'

/** Puts on record that somebody took the file of a piece of evidence. */
export async function recordReading(
  db: Db,
  act: Act,
  { id, participantId }: Pick<EvidenceFacts, 'id' | 'participantId'>,
): Promise<void> {
  await db.transaction((tx) =>
    audit(tx, act, 'evidence.read', { kind: 'participant', id: participantId }, { evidence: id }),
  )
}
