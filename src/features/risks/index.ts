import type { PermissionFacts } from '#platform/access/index.ts'

export { belongings as riskBelongings, records as riskRecords } from './belongings.ts'
export { besideAssets, besidePeople as risksBesidePeople } from './beside.ts'
export { riskJobs } from './jobs.ts'
export { loadExampleRisks, loadMatrix } from './load.ts'
export { measures as riskMeasures } from './measures.ts'
export { needs as risksNeeds } from './needs.ts'
export { references as riskReferences } from './references.ts'
export { registers as riskRegisters, routes as riskRoutes } from './routes.ts'
export { sections as riskSections } from './sections.ts'

export const risksPermissions: readonly PermissionFacts[] = [
  { key: 'risks:read', means: 'See risks, and look again at those that they own' },
  { key: 'risks:change', means: 'Change the register of risks, its matrix and appetite' },
  { key: 'incidents:read', means: 'See incidents and breaches' },
  { key: 'incidents:change', means: 'Handle incidents and breaches' },
]
