import type { PermissionFacts } from '#platform/access/index.ts'
import { registerRoutes } from '#platform/register/index.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { paths } from './paths.ts'
import { appointments, people, roles, units } from './registers.ts'
import { roleHolders, unitTree } from './store.ts'
import { whoIsWho } from './views.ts'

/** The room's routes. Roles list every permission of the house, so they are told which there are. */
export function routes(permissions: readonly PermissionFacts[]): Route[] {
  return [
    get(paths.home, 'people:read', async ({ db, today }) => {
      const [tree, holders] = await Promise.all([unitTree(db, today), roleHolders(db, today)])
      return page(whoIsWho(tree, holders))
    }),
    ...[units, people, roles(permissions), appointments].flatMap(registerRoutes),
  ]
}
