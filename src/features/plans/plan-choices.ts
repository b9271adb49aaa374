import { type Queries, sql } from '#platform/db/index.ts'
import type { Choice } from '#platform/form/index.ts'

/** At most this many plans are offered to choose from. */
const MOST = 500

/** Plans to choose from: by their titles, or the newest first. */
export function planChoices(db: Queries, first: 'title' | 'newest' = 'title'): Promise<Choice[]> {
  const order = first === 'title' ? sql`title` : sql`made_at desc`
  return db.many(sql`select id as value, title as text from plans.plan order by ${order}, id limit ${MOST}`)
}
