import { leftJoinName } from '#features/people/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import { containing, type Queries, sql } from '#platform/db/index.ts'
import type { Found, ShareRow } from './model.ts'
import { toldState } from './scanning/hold.ts'
import { SHARE } from './seeing.ts'

/** The shares that a person may see, with what was counted of them. */
export function sharesSeen(db: Queries, person: Person): Promise<ShareRow[]> {
  return db.many<ShareRow>(sql`
    select s.id, s.name, u.name as unit, coalesce(t.files, 0) as files, coalesce(t.bytes, 0) as bytes,
      coalesce((select sum(saved) from shares.duplicate d where d.share_id = s.id), 0) as saved,
      c.state, coalesce(c.ended_at, c.started_at) as "scannedAt"
    from shares.share s ${leftJoinName('unit', 'u', 's.unit_id')}
      left join shares.tally t on t.share_id = s.id and t.measure = 'all' and t.key = 'file'
      left join lateral (select ${toldState} as state, c.ended_at, c.started_at from shares.scan c where c.share_id = s.id order by c.number desc limit 1) c on true
    where ${condition(person, SHARE, 'read', 's')} order by s.name, s.id limit 1000`)
}

/** Files whose path or format holds every one of the words, on every share that the person may see; none where there are no words. */
export function searchFiles(db: Queries, person: Person, words: string, most: number): Promise<Found[]> {
  const seen = condition(person, SHARE, 'read', 's')
  if (words === '') return Promise.resolve([])
  const wanted = words.toLowerCase().split(/\s+/).map(containing)
  return db.many<Found>(sql`
    select i.id, i.share_id as "shareId", s.name as share, i.path, i.format, i.size, i.modified_at as "modifiedAt"
    from shares.item i join shares.share s on s.id = i.share_id
    where i.gone_scan is null and i.kind <> 'folder'
      and lower(i.path) || ' ' || lower(coalesce(i.format, '')) like all (${wanted}::text[]) and ${seen}
    order by i.name, i.id limit ${most}`)
}
