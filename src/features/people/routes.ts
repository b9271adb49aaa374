import { may, type PermissionFacts } from '#platform/access/index.ts'
import { type PanelBeside, type Register, registerRoutes } from '#platform/register/index.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { routes as feedingRoutes } from './feeding/routes.ts'
import { governanceRegisters } from './governance/registers.ts'
import { type RoleBelonging, retiringRoutes } from './governance/retiring-routes.ts'
import { rightsRoutes } from './governance/rights.ts'
import { routes as governanceRoutes } from './governance/routes.ts'
import { paths } from './paths.ts'
import { appointments, people, units } from './registers.ts'
import type { Belonging } from './reorganising/model.ts'
import { reorganisingRoutes } from './reorganising/routes.ts'
import { roles } from './roles.ts'
import { expired, roleHolders, unitTree, vacancies } from './store.ts'
import { whoIsWho } from './views.ts'

/** The room's registers. Roles list every permission of the house. */
export const registers = (permissions: readonly PermissionFacts[]): readonly Register[] => [
  units,
  people,
  roles(permissions),
  appointments,
  ...governanceRegisters,
]

/** The room's routes. Roles list every permission of the house, and other rooms have things that belong to units, so they are told; they show what they know of a person or role on its page. */
export function routes(
  permissions: readonly PermissionFacts[],
  others: readonly Belonging[],
  ofRoles: readonly RoleBelonging[],
  routesOf: () => readonly Route[],
  beside: readonly PanelBeside[],
): Route[] {
  return [
    get(paths.home, 'people:read', async ({ db, today, person }) => {
      const [tree, holders, open, over] = await Promise.all([
        unitTree(db, today),
        roleHolders(db, today),
        vacancies(db),
        expired(db, today),
      ])
      return page(
        whoIsWho(
          { units: tree, holders, vacancies: open, expired: over },
          {
            canChange: may(person, 'people:change'),
            canFeed: may(person, 'accounts:administer'),
          },
        ),
      )
    }),
    ...governanceRoutes,
    ...rightsRoutes(permissions, routesOf),
    ...feedingRoutes,
    ...retiringRoutes(ofRoles),
    ...reorganisingRoutes(others),
    ...[units, people, roles(permissions), appointments].flatMap((register) => registerRoutes(register, beside)),
  ]
}
