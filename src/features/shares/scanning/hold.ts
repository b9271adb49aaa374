import type { Db, Queries, Sql } from '#platform/db/index.ts'
import { name, sql } from '#platform/db/index.ts'
import { Runs, type Turn } from '#platform/runs/index.ts'

export type { Turn }

/** Scans are runs that the share's own tables tell more of; what was loaded from elsewhere is worked on by nobody. */
export const scanRuns = new Runs({ table: name('shares', 'scan'), worked: sql`c.source = 'walk'` })

/** The condition that a scan `c` says that it is under way and nobody works on it. */
export const isLeft: Sql = scanRuns.isLeft

/** What is said of a scan `c`: that it was left, where it was. Where it was to stop, it has. */
export const toldState: Sql = scanRuns.toldState

export const whileHeld = <Result>(db: Db, turn: Turn, work: () => Promise<Result>): Promise<Result | null> =>
  scanRuns.whileHeld(db, turn, work)

export const isOurs = (db: Queries, turn: Turn): Promise<boolean> => scanRuns.isOurs(db, turn)
