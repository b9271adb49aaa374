import { objectKind } from '#platform/access/index.ts'

/** Who sees a shared drive: those who manage drives, and of a drive that is for a unit those who are appointed in it or below it. */
export const SHARE = objectKind(
  { key: 'shares', shape: { table: ['shares', 'share'], facts: { unitId: 'unit_id', audience: 'audience' } } },
  ({ any, holds, is, worksWithin }) => ({
    deeds: { read: { allow: any(holds('shares:manage'), is('audience', 'all'), worksWithin('unitId')) } },
  }),
)
