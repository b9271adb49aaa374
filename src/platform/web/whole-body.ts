import { checkEverywhere, type Permission } from '../access/index.ts'
import type { Route } from './route.ts'

/** Routes of things that belong to no unit: those that ask for this permission are open to whoever holds it everywhere. */
export const ofWholeBody = (permission: Permission, routes: readonly Route[]): Route[] =>
  routes.map((route) =>
    route.admits !== permission
      ? route
      : {
          ...route,
          isOfWholeBody: true,
          handle: async (asked) => {
            checkEverywhere(asked.person, permission)
            return route.handle(asked)
          },
        },
  )
