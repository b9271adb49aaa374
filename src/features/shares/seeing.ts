import { condition, everybody, objectKind, readerWith } from '#platform/access/index.ts'
import type { Sql } from '#platform/db/index.ts'

/** Who sees a shared drive: those who manage the drives of its unit, and of a drive that is for a unit those who are appointed in it or below it. */
export const SHARE = objectKind(
  { key: 'shares', shape: { table: ['shares', 'share'], facts: { unitId: 'unit_id', audience: 'audience' } } },
  ({ any, holdsIn, is, worksWithin }) => ({
    deeds: {
      read: { allow: any(holdsIn('shares:manage', 'unitId'), is('audience', 'all'), worksWithin('unitId')) },
      manage: { allow: holdsIn('shares:manage', 'unitId') },
    },
  }),
)

/** The condition that everybody sees a shared drive, for what is told to many at once: whoever holds nothing sees it. */
export const isSeenByAll = (row: string): Sql => condition(readerWith([], '0001-01-01'), SHARE, 'read', row)

/** Of rows that no rule hides. */
export const POLICIES_SEEN = everybody('policies of formats are the same for everybody who may see shared drives')
