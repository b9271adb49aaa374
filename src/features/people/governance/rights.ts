import { tableRoutes, type WholeTable } from '#platform/listing/index.ts'
import type { RoomPermission } from '#platform/room/index.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { capital } from '#platform/words.ts'
import { paths } from '../paths.ts'
import { rightOfRole, whereItHolds, wholeMeaning } from '../reach.ts'
import { PEOPLE_SEEN } from '../seeing.ts'
import { rightsPage } from './rights-views.ts'
import { rolesOf } from './store.ts'

/** What a permission opens: pages, and what is done by sending a form or by a program. */
interface Opened {
  readonly pages: readonly string[]
  readonly deeds: readonly string[]
}

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
        { pages: paths(({ method }) => method === 'GET'), deeds: paths(({ method }) => method !== 'GET') },
      ]
    }),
  )
}

/** What programs call with a key of the API. */
const isForPrograms = (path: string) => path.startsWith('/api/')

/** The addresses that each permission opens, one in each row. */
function addressRows(permissions: readonly RoomPermission[], routes: readonly Route[]): WholeTable['rows'] {
  const by = opened(routes)
  return permissions.flatMap((one) => {
    const { pages = [], deeds = [] } = by.get(one.key) ?? {}
    const row = (kind: string) => (path: string) =>
      [
        one.key,
        wholeMeaning(one),
        whereItHolds(one),
        isForPrograms(path) ? 'For programs, with a key' : kind,
        path,
      ] as const
    return [...pages.map(row('Page')), ...deeds.map(row('Something you can do'))]
  })
}

/** One page that everybody can read: what each role may do here, made from the routes. */
export function rightsRoutes(permissions: readonly RoomPermission[], routesOf: () => readonly Route[]): Route[] {
  return [
    get(paths.rights, 'signed-in', async ({ db }) => page(rightsPage(await rolesOf(db), permissions))),
    ...tableRoutes(`${paths.rights}/addresses`, 'signed-in', PEOPLE_SEEN, () =>
      Promise.resolve({
        title: 'Addresses that each permission opens',
        headers: ['Permission', 'What it lets people do', 'Where it holds', 'Kind', 'Address'],
        rows: addressRows(permissions, routesOf()),
      }),
    ),
    ...tableRoutes(`${paths.rights}/table`, 'signed-in', PEOPLE_SEEN, async ({ db }) => {
      const by = opened(routesOf())
      return {
        title: 'What roles may do',
        headers: ['Role', 'Permission', 'What it lets them do', 'Where it holds', 'Pages', 'Deeds'],
        rows: (await rolesOf(db)).flatMap((role) =>
          permissions
            .filter(({ key }) => role.permissions.includes(key))
            .map((one) => {
              const { means, where } = rightOfRole(one, role.reach)
              const { pages, deeds } = by.get(one.key) ?? {}
              return [role.name, one.key, means, capital(where), pages?.join(' ') ?? null, deeds?.join(' ') ?? null]
            }),
        ),
      }
    }),
  ]
}
