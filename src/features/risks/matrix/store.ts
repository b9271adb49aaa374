import { leftJoinName } from '#features/people/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import type { Band } from '../store.ts'

/** Categories in use whose appetite is one of these bands. */
export const appetitesOf = (db: Queries, bands: readonly Band[]): Promise<Appetite[]> =>
  db.many(sql`
    select c.name, b.name as band from risks.category c join risks.band b on b.id = c.appetite_id
    where c.ended_on is null and b.id = any(${bands.map(({ id }) => id)}::uuid[]) order by c.name limit 200`)

export interface Shrinking {
  readonly at: Date
  readonly by: string | null
  readonly why: string
  readonly risks: number
  readonly steps: readonly { readonly scale: 'likelihoods' | 'impacts'; readonly from: string; readonly to: string }[]
}

/** Levels that were taken out of the matrix, the newest first. */
export const shrinkingsOf = (db: Queries): Promise<Shrinking[]> =>
  db.many(sql`
    select s.at, p.name as by, s.why, s.risks, s.steps from risks.matrix_shrinking s ${leftJoinName('person', 'p', 's.by_person_id')}
    order by s.at desc, s.id desc limit 20`)

/** A cell of the matrix that was changed, by the names of its levels and bands. */
export interface ChangedCell {
  readonly likelihood: string
  readonly impact: string
  readonly before: string | null
  readonly after: string
}

export interface MatrixChange {
  readonly at: Date
  readonly by: string | null
  readonly cells: readonly ChangedCell[]
}

/** Who changed which cells, the newest first. */
export const changesOf = (db: Queries): Promise<MatrixChange[]> =>
  db.many(sql`
    select m.at, p.name as by, m.cells from risks.matrix_change m ${leftJoinName('person', 'p', 'm.by_person_id')} order by m.at desc, m.id desc limit 50`)

export interface Appetite {
  readonly name: string
  readonly band: string
}
