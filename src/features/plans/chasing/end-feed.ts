import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { closeFeed } from './store.ts'

/** Ends a calendar address of somebody. Nothing happens where it has ended, or is somebody else’s. */
export async function endFeed(db: Db, act: Act, personId: string, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await closeFeed(tx, id, personId, act.at)) > 0) await audit(tx, act, 'feed.ended', { kind: 'feed', id })
  })
}
