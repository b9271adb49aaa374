import { endOneSession } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'

/** Ends one of a person’s own sessions, by the id under which they see it. Answers whether it was open. */
export function endOwnSession(db: Db, act: Act, personId: string, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const wasOpen = await endOneSession(tx, personId, id, act.at)
    if (wasOpen) await audit(tx, act, 'session.ended', { kind: 'person', id: personId })
    return wasOpen
  })
}
