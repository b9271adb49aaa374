import type { PermissionFacts } from '#platform/access/index.ts'

export { answerFiles } from './answering/files.ts'
export { belongings as assessmentBelongings } from './belongings.ts'
export { loadExampleAssessments } from './example.ts'
export { loadOwnFrameworks } from './frameworks/deeds.ts'
export { assessmentJobs } from './jobs.ts'
export { needs as assessmentsNeeds } from './needs.ts'
export { references as assessmentReferences } from './references.ts'
export { routes as assessmentRoutes } from './routes.ts'
export { sections as assessmentSections } from './sections.ts'

export const assessmentsPermissions: readonly PermissionFacts[] = [
  { key: 'assessments:read', means: 'See frameworks, campaigns and published results' },
  { key: 'assessments:answer', means: 'Answer assessments for the units that they are appointed in' },
  { key: 'assessments:moderate', means: 'Moderate assessments of units that they do not belong to' },
  { key: 'assessments:run', means: 'Run campaigns, and publish frameworks' },
]
