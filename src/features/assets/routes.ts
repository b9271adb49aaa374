import { registerRoutes } from '#platform/register/index.ts'
import type { Route } from '#platform/web/index.ts'
import { routes as changingRoutes } from './changing/routes.ts'
import { routes as lookingRoutes } from './looking/routes.ts'
import { assetRegisters } from './registers.ts'
import { routes as handoverRoutes } from './reviewing/handover.ts'
import { routes as reviewingRoutes } from './reviewing/routes.ts'

export const routes: readonly Route[] = [
  ...lookingRoutes,
  ...reviewingRoutes,
  ...handoverRoutes,
  ...changingRoutes,
  ...assetRegisters.flatMap(registerRoutes),
]
