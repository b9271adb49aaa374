import { registerRoutes } from '#platform/register/index.ts'
import type { Route } from '#platform/web/index.ts'
import { routes as escalatingRoutes } from './escalating/routes.ts'
import { breachRoutes } from './incidents/breach.ts'
import { incidents } from './incidents/register.ts'
import { routes as reportingRoutes } from './incidents/reporting.ts'
import { routes as incidentRoutes } from './incidents/routes.ts'
import { tieRegisters } from './link-registers.ts'
import { routes as matrixRoutes } from './matrix/routes.ts'
import { routes as shrinkingRoutes } from './matrix/shrinking-routes.ts'
import { routes as overviewRoutes } from './overview/routes.ts'
import { risks } from './registers.ts'
import { scales } from './scales.ts'

export const registers = [risks, ...tieRegisters, ...scales, incidents]

export const routes: readonly Route[] = [
  ...overviewRoutes,
  ...matrixRoutes,
  ...shrinkingRoutes,
  ...escalatingRoutes,
  ...reportingRoutes,
  ...incidentRoutes,
  ...breachRoutes,
  ...registers.flatMap((register) => registerRoutes(register)),
]
