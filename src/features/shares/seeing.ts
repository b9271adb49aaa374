import { condition, objectKind, type Subject } from '#platform/access/index.ts'
import type { Sql } from '#platform/db/index.ts'

/** Who sees a shared drive: those who manage drives, and of a drive that is for a unit those who are appointed in it or below it. */
export const SHARE = objectKind(
  { key: 'shares', shape: { table: ['shares', 'share'], facts: { unitId: 'unit_id', audience: 'audience' } } },
  ({ any, holds, is, worksWithin }) => ({
    deeds: { read: { allow: any(holds('shares:manage'), is('audience', 'all'), worksWithin('unitId')) } },
  }),
)

/** Somebody who is signed in and holds nothing. */
const NO_ONE_SPECIAL: Subject = {
  id: '00000000-0000-0000-0000-000000000000',
  roleIds: [],
  groupIds: [],
  unitIds: [],
  unitsAbove: [],
  markings: [],
  reach: new Map(),
  today: '0001-01-01',
}

/** The condition that everybody sees a shared drive, for what is told to many at once: whoever holds nothing sees it. */
export const isSeenByAll = (row: string): Sql => condition(NO_ONE_SPECIAL, SHARE, 'read', row)
