import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { waitingParts } from './store.ts'
import { waitingPart } from './views.ts'

/** What waits for moderators, for the room's front page; nothing for anybody else. */
export async function moderationPart(db: Queries, person: Person, today: Day): Promise<Html | null> {
  if (!may(person, 'assessments:moderate')) return null
  const waiting = await waitingParts(db, person, today)
  return waiting.length === 0 ? null : waitingPart(waiting)
}
