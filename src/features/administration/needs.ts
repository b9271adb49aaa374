import { may, type Person } from '#platform/access/index.ts'
import { instantInWords } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { pauseOf } from '#platform/jobs/index.ts'
import type { Need } from '#platform/needs.ts'
import { paths } from './paths.ts'

/** What work outside requests wants of administrators: that it goes on, where it is paused. */
export async function needs(db: Queries, person: Person): Promise<Need[]> {
  const paused = may(person, 'accounts:administer') ? await pauseOf(db) : null
  if (!paused) return []
  const text = `All jobs have been paused since ${instantInWords(paused.since)}: ${paused.reason}`
  return [{ text, href: paths.jobs, isUrgent: true }]
}
