import type { Route } from '#platform/web/index.ts'
import { routes as campaignRoutes } from './campaigns/routes.ts'
import { routes as followingRoutes } from './following/routes.ts'
import { routes as frameworkRoutes } from './frameworks/routes.ts'
import { routes as moderatingRoutes } from './moderating/routes.ts'
import { routes as responseRoutes } from './responses/routes.ts'
import { routes as resultRoutes } from './results/routes.ts'
import { routes as returnRoutes } from './returns/routes.ts'
import { routes as visitRoutes } from './visits/routes.ts'

export const routes: readonly Route[] = [
  ...campaignRoutes,
  ...frameworkRoutes,
  ...responseRoutes,
  ...moderatingRoutes,
  ...resultRoutes,
  ...followingRoutes,
  ...visitRoutes,
  ...returnRoutes,
]
