import type { PermissionFacts } from '#platform/access/index.ts'
import type { Measure } from '#platform/measures.ts'
import type { Route } from '#platform/web/index.ts'
import { answeringRoutes } from './answering/routes.ts'
import { formRoutes } from './forms/routes.ts'
import { routes } from './rounds/routes.ts'

export { belongings as statementBelongings } from './belongings.ts'
export { loadOwnForms } from './forms/deeds.ts'
export { statementJobs } from './jobs.ts'
export { needs as statementsNeeds } from './needs.ts'
export { references as statementReferences } from './references.ts'
export { sections as statementSections } from './sections.ts'

/** The room's routes. What is declared is laid beside measures of other rooms, so they are told. */
export const statementRoutes = (measures: readonly Measure[]): Route[] => [
  ...routes,
  ...formRoutes(measures),
  ...answeringRoutes(measures),
]

export const statementsPermissions: readonly PermissionFacts[] = [
  { key: 'statements:read', means: 'See what was submitted in statements and returns' },
  { key: 'statements:run', means: 'Write forms of statements, issue them and close rounds' },
]
