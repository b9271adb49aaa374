import { entriesOf } from '#platform/audit/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { readyFramework } from '../store.ts'
import { type LineScale, lineScaleOf } from './model.ts'

/** A line with the scale on which it stood. */
export interface LineThen {
  readonly line: number
  readonly scale: LineScale
}

/** The line that was set in the campaign of a participant when its scores became final, by the audit log; null where none was. */
export async function lineThen(db: Queries, participantId: string): Promise<LineThen | null> {
  const row = await db.maybe<{ campaignId: string; frameworkId: string; finalAt: Date | null }>(sql`
    select c.id as "campaignId", c.framework_id as "frameworkId", p.final_at as "finalAt"
    from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.id = ${participantId}`)
  if (!row?.finalAt) return null
  const { campaignId, frameworkId, finalAt } = row
  const set = (await entriesOf(db, 'campaign.rules', { kind: 'campaign', id: campaignId })).findLast(
    ({ at }) => at <= finalAt,
  )
  const scale = lineScaleOf(await readyFramework(db, frameworkId))
  return typeof set?.facts.below === 'number' && scale ? { line: set.facts.below, scale } : null
}
