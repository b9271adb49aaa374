import { may, mayEverywhere } from '#platform/access/index.ts'
import { type Register, registerRoutes } from '#platform/register/index.ts'
import type { RoomPermission, Rooms } from '#platform/room/index.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { routes as feedingRoutes } from './feeding/routes.ts'
import { governanceRegisters } from './governance/registers.ts'
import { retiringRoutes } from './governance/retiring-routes.ts'
import { rightsRoutes } from './governance/rights.ts'
import { governanceRoutes } from './governance/routes.ts'
import { paths } from './paths.ts'
import { appointments, people, units } from './registers.ts'
import { reorganisingRoutes } from './reorganising/routes.ts'
import { roles } from './roles.ts'
import { expired, roleHolders, vacancies } from './store.ts'
import { unitTree } from './tree.ts'
import { whoIsWho } from './views.ts'

/** The room's registers. Roles list every permission of the house. */
export const registers = (permissions: readonly RoomPermission[]): readonly Register[] => [
  units,
  people,
  roles(permissions),
  appointments,
  ...governanceRegisters,
]

/** The room's routes. Roles list every permission of the house; other rooms have things that belong to units and roles, and show what they know of a person or role on its page. */
export function routes(rooms: Rooms): Route[] {
  const { permissions, panels } = rooms
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
          { ...tree, holders, vacancies: open, expired: over },
          {
            canChange: mayEverywhere(person, 'people:change'),
            canFeed: may(person, 'accounts:administer'),
          },
        ),
      )
    }),
    ...governanceRoutes(panels),
    ...rightsRoutes(permissions, () => rooms.routes),
    ...feedingRoutes,
    ...retiringRoutes(rooms.roleBelongings),
    ...reorganisingRoutes(rooms.belongings),
    ...[units, people, roles(permissions), appointments].flatMap((register) => registerRoutes(register, panels)),
  ]
}
