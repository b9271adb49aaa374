import type { PermissionFacts } from '#platform/access/index.ts'

export { belongings as shareBelongings } from './belongings.ts'
export { loadExampleShare } from './example.ts'
export { shareJobs } from './jobs.ts'
export { loadOwnPolicy } from './policies/policies.ts'
export { references as shareReferences } from './references.ts'
export { routes as shareRoutes } from './routes.ts'
export { openScans } from './scanning/open-scans.ts'
export { sections as shareSections } from './sections.ts'
export { isSeenByAll } from './seeing.ts'

export const sharesPermissions: readonly PermissionFacts[] = [
  { key: 'shares:read', means: 'See shared drives that were profiled, and find files on them' },
  { key: 'shares:manage', means: 'Profile shared drives, load profiles and choose the policy for formats' },
]
