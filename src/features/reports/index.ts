import type { PermissionFacts } from '#platform/access/index.ts'
import type { ReportSection } from '#platform/documents/index.ts'
import type { Measure } from '#platform/measures.ts'
import type { Route } from '#platform/web/index.ts'
import { measuredSection } from './measured.ts'
import { reportRoutes as routes } from './routes.ts'

export { references as reportReferences } from './references.ts'

/** The room's routes. Reports are compiled from sections and measures of every room, so they are told. */
export const reportRoutes = (sections: readonly ReportSection[], measures: readonly Measure[]): Route[] =>
  routes([...sections, measuredSection(measures)])

export const reportsPermissions: readonly PermissionFacts[] = [
  { key: 'reports:read', means: 'Read reports that were issued' },
  { key: 'reports:write', means: 'Begin, compile and edit reports' },
  { key: 'reports:issue', means: 'Issue reports' },
]
