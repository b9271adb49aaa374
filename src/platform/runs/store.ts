import { type Queries, type Sql, sql } from '../db/index.ts'
import { itemRuns } from './items.ts'
import type { RunFacts } from './model.ts'
import { paths } from './paths.ts'

/** A run of `runs.run`, with its kind. */
export interface KeptRun extends RunFacts {
  readonly kind: string
  /** The id of the person who asked for it. */
  readonly askedById: string | null
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

const COLUMNS = sql`c.id, c.kind, c.title, ${itemRuns.toldState} as state, c.done, c.expected, c.refused, c.worked_ms as "workedMs", c.said,
  c.error, c.asked_at as "askedAt", c.asked_by as "askedById", c.started_at as "startedAt", c.ended_at as "endedAt"`

async function read(db: Queries, rest: Sql): Promise<KeptRun[]> {
  const rows = await db.many<Omit<KeptRun, 'href' | 'askedBy'>>(sql`select ${COLUMNS} from runs.run c ${rest}`)
  return rows.map((row) => ({ ...row, askedBy: null, href: paths.run(row.kind, row.id) }))
}

export async function findRun(db: Queries, id: string): Promise<KeptRun | null> {
  return (await read(db, sql`where c.id = ${id}`))[0] ?? null
}

/** Runs that are not over, the oldest first. */
export const openRuns = (db: Queries, most = 50): Promise<KeptRun[]> =>
  read(db, sql`where c.state in ('waiting', 'running', 'stopping') order by c.asked_at, c.id limit ${most}`)

/** The runs that were asked for last. */
export const latestRuns = (db: Queries, most = 50): Promise<KeptRun[]> =>
  read(db, sql`order by c.asked_at desc, c.id desc limit ${most}`)

/** What a run refused, in the order of the items. */
export const refusalsOf = (db: Queries, id: string, most: number): Promise<{ item: string; why: string }[]> =>
  db.many(sql`select item, why from runs.refusal where run_id = ${id} order by item limit ${most}`)
