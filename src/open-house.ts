import { findPerson } from '#features/people/index.ts'
import { type BlobStore, openBlobs } from '#platform/blobs/index.ts'
import type { Config } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { jobHealth } from '#platform/jobs/index.ts'
import { hasBubblewrap } from '#platform/reading/index.ts'
import type { Household } from '#platform/web/index.ts'
import { furnish } from './furnish.ts'
import { rooms } from './house.ts'

export interface House extends Household {
  readonly blobs: BlobStore
}

export interface HouseOptions {
  readonly config: Config
  readonly db: Db
  /** Whether a new installation gets the example department; null, as commands say, leaves that to the first start. */
  readonly withExample: boolean | null
  readonly say: (line: string) => void
  readonly now?: () => Date
}

/** Opens the house over a migrated database; the first time, it is furnished. */
export async function openHouse({
  config,
  db,
  withExample,
  say,
  now = () => new Date(),
}: HouseOptions): Promise<House> {
  return houseOver({ config, db, isExample: await furnish(db, rooms, withExample, say, now()), now })
}

/** The house over a database that has been furnished. */
export async function houseOver({
  config,
  db,
  isExample,
  now = () => new Date(),
}: Pick<HouseOptions, 'config' | 'db' | 'now'> & { readonly isExample: boolean }): Promise<House> {
  return {
    db,
    config,
    isExample,
    blobs: await openBlobs(config, db),
    findPerson,
    now,
    doors: [{ text: 'Home', href: '/', admits: 'signed-in' }, ...rooms.doors.filter((door) => !door.isOnHomeAlone)],
    health: async () => {
      await db.one(sql`select 1 as one`)
      return {
        status: 'ok',
        database: 'ok',
        example: isExample,
        isolation: (await hasBubblewrap()) ? 'full' : 'reduced',
        ...(await jobHealth(db)),
      }
    },
  }
}
