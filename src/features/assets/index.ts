import type { PermissionFacts } from '#platform/access/index.ts'

export { belongings as assetBelongings, roleBelongings as assetRoleBelongings } from './belongings.ts'
export { besidePeople as assetsBesidePeople } from './beside.ts'
export { loadExampleAssets } from './example.ts'
export { assetJobs } from './jobs.ts'
export { measures as assetMeasures } from './measures.ts'
export { needs as assetsNeeds } from './needs.ts'
export { references as assetReferences } from './references.ts'
export { assetRegisters } from './registers.ts'
export { routes as assetRoutes } from './routes.ts'
export { sections as assetSections } from './sections.ts'
export { ASSET as assetTarget, PLACE as placeTarget } from './targets.ts'

export const assetsPermissions: readonly PermissionFacts[] = [
  {
    key: 'assets:read',
    means: 'See information assets, places and sharing agreements, and confirm those that they own',
  },
  { key: 'assets:change', means: 'Change the register of information assets, and hold reviews of it' },
]
