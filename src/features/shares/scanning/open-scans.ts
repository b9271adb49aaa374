import { type Queries, sql } from '#platform/db/index.ts'
import type { RunFacts } from '#platform/runs/index.ts'
import { paths } from '../paths.ts'
import { toldState } from './hold.ts'

/** Scans that are not over, for whoever looks after jobs. */
export async function openScans(db: Queries): Promise<readonly RunFacts[]> {
  const rows = await db.many<
    Omit<RunFacts, 'href' | 'refused' | 'askedBy' | 'said'> & { readonly shareId: string }
  >(sql`
    select c.id, c.share_id as "shareId", 'Scan of ' || s.name as title, ${toldState} as state, c.seen as done, c.expected, c.error, c.asked_at as "askedAt",
      coalesce(extract(epoch from c.beat_at - c.started_at) * 1000, 0)::bigint as "workedMs"
    from shares.scan c join shares.share s on s.id = c.share_id
    where c.state in ('waiting', 'running', 'stopping') order by c.asked_at, c.id limit 50`)
  return rows.map(({ shareId, ...row }) => ({
    ...row,
    refused: 0,
    said: null,
    askedBy: null,
    href: paths.share(shareId),
  }))
}
