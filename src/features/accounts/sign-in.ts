import { startSession } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'

/** Who has shown who they are, and how. `latest` is when the session ends at the latest, where that is sooner than usual. */
export interface SigningIn {
  readonly personId: string
  readonly how: string
  readonly latest: Date | null
}

/** Begins a session. Answers its token, which is kept nowhere but in the browser. */
export function signIn(db: Db, act: Act, { personId, how, latest }: SigningIn): Promise<string> {
  return db.transaction(async (tx) => {
    const token = await startSession(tx, personId, act.at, how, latest)
    await audit(tx, { ...act, actor: { kind: 'person', id: personId, name: '' } }, 'session.started', {
      kind: 'person',
      id: personId,
    })
    return token
  })
}
