import type { PermissionFacts } from '#platform/access/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { PEOPLE_SEEN } from '../seeing.ts'
import { type Opened, rightsPage } from './rights-views.ts'
import { rolesOf } from './store.ts'

/** What each permission opens, told by the routes themselves: nothing here is written by hand. */
function opened(routes: readonly Route[]): Map<string, Opened> {
  const byPermission = Map.groupBy(routes, ({ admits }) => admits)
  const isFile = (path: string) => /\.(csv|xlsx|ods|odt|docx|html|yaml)$/.test(path)
  return new Map(
    [...byPermission].map(([permission, own]) => {
      const paths = (isWanted: (route: Route) => boolean) =>
        [...new Set(own.filter((route) => isWanted(route) && !isFile(route.path)).map(({ path }) => path))].toSorted()
      return [
        permission,
        { permission, pages: paths(({ method }) => method === 'GET'), deeds: paths(({ method }) => method !== 'GET') },
      ]
    }),
  )
}

/** One page that everybody can read: what each role may do here, made from the routes. */
export function rightsRoutes(permissions: readonly PermissionFacts[], routesOf: () => readonly Route[]): Route[] {
  return [
    get(paths.rights, 'signed-in', async ({ db }) => {
      const roles = await rolesOf(db)
      const by = opened(routesOf())
      return page(rightsPage(roles, permissions, by))
    }),
    ...tableRoutes(`${paths.rights}/table`, 'signed-in', PEOPLE_SEEN, async ({ db }) => {
      const by = opened(routesOf())
      return {
        title: 'What roles may do',
        headers: ['Role', 'Permission', 'What it lets them do', 'Pages', 'Deeds'],
        rows: (await rolesOf(db)).flatMap((role) =>
          permissions
            .filter(({ key }) => role.permissions.includes(key))
            .map(({ key, means }) => [
              role.name,
              key,
              means,
              by.get(key)?.pages.join(' ') ?? null,
              by.get(key)?.deeds.join(' ') ?? null,
            ]),
        ),
      }
    }),
  ]
}
