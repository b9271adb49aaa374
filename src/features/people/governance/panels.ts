import type { Queries } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { meetingsOf, membersOf } from './body-store.ts'
import { bodyParts } from './body-views.ts'

/** Who sits on a body, and when it meets. */
export const bodyPanel = async (db: Queries, id: string): Promise<Html> =>
  bodyParts(...(await Promise.all([membersOf(db, id), meetingsOf(db, id)])))
