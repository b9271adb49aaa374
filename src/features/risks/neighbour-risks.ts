import { joinName } from '#features/people/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { INCIDENT } from './incidents/kind.ts'
import type { BandColour } from './model.ts'

/** So many risks are shown beside a person or a role. */
const SHOWN = 20

export interface OwnedRisk {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly ownerId: string
  readonly owner: string
  readonly band: string | null
  readonly colour: BandColour | null
  readonly score: number | null
  readonly all: number
}

/** Open risks of some owners, gravest first, with how many there are. */
export const risksOwned = (db: Queries, whose: Sql): Promise<OwnedRisk[]> =>
  db.many(sql`
    select r.id, r.title, u.name as unit, p.id as "ownerId", p.name as owner, b.name as band, b.colour, r.score, count(*) over () as all
    from risks.risk r ${joinName('unit', 'u', 'r.unit_id')} ${joinName('person', 'p', 'r.owner_id')} left join risks.band b on b.id = r.band_id
    where r.closed_on is null and ${whose} order by r.score desc nulls last, r.title, r.id limit ${SHOWN}`)

export interface LinkedRisk {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly band: string | null
  readonly colour: BandColour | null
  readonly score: number | null
}

/** Open risks that are linked with something, gravest first. */
export const risksLinked = (db: Queries, tied: Sql): Promise<LinkedRisk[]> =>
  db.many(sql`
      select r.id, r.title, u.name as unit, b.name as band, b.colour, r.score from risks.tie t join risks.risk r on r.id = t.risk_id ${joinName('unit', 'u', 'r.unit_id')}
        left join risks.band b on b.id = r.band_id
      where ${tied} and t.ended_on is null and r.closed_on is null order by r.score desc nulls last, r.title limit 100`)

/** Incidents of something that somebody may read, the latest first. */
export const incidentsAt = (db: Queries, viewer: Person, hit: Sql): Promise<{ id: string; title: string }[]> =>
  db.many(
    sql`select i.id, i.title from risks.incident i where ${hit} and ${condition(viewer, INCIDENT, 'read', 'i')} order by i.aware_at desc limit 50`,
  )
