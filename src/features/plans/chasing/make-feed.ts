import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { writeFeed } from './store.ts'
import { digestOfToken, newToken } from './tokens.ts'

/** Makes a calendar address for somebody, of one plan or of all. Answers its token, of which only a digest is kept. */
export async function makeFeed(db: Db, act: Act, personId: string, planId: string | null): Promise<string> {
  const token = newToken()
  const id = newId(act.at.getTime())
  await db.transaction(async (tx) => {
    await writeFeed(tx, { id, personId, planId, digest: digestOfToken(token), at: act.at })
    await audit(tx, act, 'feed.made', { kind: 'feed', id }, { plan: planId })
  })
  return token
}
