import { type PanelBeside, registerRoutes } from '#platform/register/index.ts'
import type { Route } from '#platform/web/index.ts'
import { routes as changingRoutes } from './changing/routes.ts'
import { routes as overviewRoutes } from './overview/routes.ts'
import { assetRegisters } from './registers.ts'
import { routes as handoverRoutes } from './reviewing/handover-routes.ts'
import { routes as reviewingRoutes } from './reviewing/routes.ts'

/** The room's routes. Other rooms show what they know of an asset or a place on its page. */
export const routes = (beside: readonly PanelBeside[]): Route[] => [
  ...overviewRoutes,
  ...reviewingRoutes,
  ...handoverRoutes,
  ...changingRoutes,
  ...assetRegisters.flatMap((register) => registerRoutes(register, beside)),
]
