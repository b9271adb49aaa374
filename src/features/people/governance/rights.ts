import type { PermissionFacts } from '#platform/access/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import { govukDetails, type Html, heading, html } from '#platform/page/index.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { paths } from '../paths.ts'

interface RoleRights {
  readonly id: string
  readonly name: string
  readonly permissions: readonly string[]
}

const rolesOf = (db: Queries): Promise<RoleRights[]> =>
  db.many(sql`select id, name, permissions from people.role order by name limit 500`)

/** A page and what it does, of a permission: what a program calls as well as what people see. */
interface Opened {
  readonly permission: string
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
      return page({
        title: 'What roles may do',
        back: { href: paths.home, text: 'Back to people' },
        content: html`${heading('What roles may do')}<p class="govuk-body">Each page and each thing you can do needs one permission. Roles give permissions, and appointments give roles. This page is made from the pages themselves.</p><h2 class="govuk-heading-m">What each role may do</h2>${roles.map((role) => govukDetails({ summaryText: role.name, html: meansOf(role, permissions) }))}${downloads('Download this table', `${paths.rights}/table`)}<h2 class="govuk-heading-m">What each permission opens</h2>${permissions.map((one) => permissionPart(one, by.get(one.key), roles))}`,
      })
    }),
    ...tableRoutes(`${paths.rights}/table`, 'signed-in', async ({ db }) => {
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

function meansOf({ permissions: own }: RoleRights, permissions: readonly PermissionFacts[]): Html {
  const told = permissions.filter(({ key }) => own.includes(key))
  return told.length === 0
    ? html`<p class="govuk-body">It gives no permission.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${told.map(({ means }) => html`<li>${means}</li>`)}</ul>`
}

function permissionPart({ key, means }: PermissionFacts, what: Opened | undefined, roles: readonly RoleRights[]): Html {
  const held = roles.filter(({ permissions }) => permissions.includes(key)).map(({ name }) => name)
  const pages = (what?.pages ?? []).filter((path) => !isForPrograms(path))
  const programs = [...(what?.pages ?? []).filter(isForPrograms), ...(what?.deeds ?? []).filter(isForPrograms)]
  const deeds = (what?.deeds ?? []).filter((path) => !isForPrograms(path))
  return govukDetails({
    summaryText: means,
    html: html`<p class="govuk-body">Given by: ${held.length > 0 ? held.join(', ') : 'no role'}</p>${addresses('Pages', pages)}${addresses('Things you can do', deeds)}${addresses('For programs, with a key', [...new Set(programs)])}`,
  })
}

/** What programs call with a key of the API. */
const isForPrograms = (path: string) => path.startsWith('/api/')

/** Addresses as text: many of them want an id or a question, and lead nowhere by themselves. */
function addresses(title: string, all: readonly string[]): Html | null {
  if (all.length === 0) return null
  return html`<p class="govuk-body govuk-!-margin-bottom-1">${title}</p><ul class="govuk-list govuk-list--bullet">${all.map((path) => html`<li><code>${path}</code></li>`)}</ul>`
}
