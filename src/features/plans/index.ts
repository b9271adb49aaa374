import type { PermissionFacts } from '#platform/access/index.ts'
import type { ReferenceTarget } from '#platform/register/index.ts'

export { addActionIn, addRecommendationIn } from './adding/deeds.ts'
export { belongings as planBelongings } from './belongings.ts'
export { besidePeople } from './beside.ts'
export { type Interpretation, interpretDate } from './dates/index.ts'
export { loadEscalationRules } from './escalations/deeds.ts'
export { escalationRules } from './escalations/register.ts'
export { evidenceFiles } from './evidence/files.ts'
export { planJobs } from './jobs.ts'
export { loadExamplePlan } from './load.ts'
export { measures as planMeasures } from './measures.ts'
export { needs as plansNeeds } from './needs.ts'
export { paths as planPaths } from './paths.ts'
export { references as planReferences } from './references.ts'
export { routes as planRoutes } from './routes.ts'
export { sections as planSections } from './sections.ts'

/** Actions, for fields of registers that point to one. */
export const actionTarget: ReferenceTarget = {
  table: ['plans', 'action_named'],
  path: '/plans/actions',
  singular: 'action',
  name: 'name',
}

export const plansPermissions: readonly PermissionFacts[] = [
  { key: 'plans:read', means: 'See action plans, actions and reports' },
  { key: 'plans:import', means: 'Import action plans' },
  { key: 'plans:change', means: 'Run action plans: owners, target dates, and claims that owners tell them' },
  { key: 'plans:claim', means: 'Claim how actions that they own stand' },
  { key: 'plans:judge', means: 'Judge claims, for actions that they do not own' },
]
