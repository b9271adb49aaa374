import type { PermissionFacts } from '#platform/access/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { govukDetails, type Html, heading, html, type View } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { whereItHolds } from '../reach.ts'
import type { RoleRights } from './store.ts'

/** A page and what it does, of a permission: what a program calls as well as what people see. */
export interface Opened {
  readonly permission: string
  readonly pages: readonly string[]
  readonly deeds: readonly string[]
}

function meansOf({ permissions: own }: RoleRights, permissions: readonly PermissionFacts[]): Html {
  const told = permissions.filter(({ key }) => own.includes(key))
  return told.length === 0
    ? html`<p class="govuk-body">It gives no permission.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${told.map(({ means }) => html`<li>${means}</li>`)}</ul>`
}

function permissionPart(one: PermissionFacts, what: Opened | undefined, roles: readonly RoleRights[]): Html {
  const { key, means } = one
  const held = roles.filter(({ permissions }) => permissions.includes(key)).map(({ name }) => name)
  const pages = (what?.pages ?? []).filter((path) => !isForPrograms(path))
  const programs = [...(what?.pages ?? []).filter(isForPrograms), ...(what?.deeds ?? []).filter(isForPrograms)]
  const deeds = (what?.deeds ?? []).filter((path) => !isForPrograms(path))
  return govukDetails({
    summaryText: means,
    html: html`<p class="govuk-body">Given by: ${held.length > 0 ? held.join(', ') : 'no role'}</p><p class="govuk-body">Where it holds: ${whereItHolds(one).toLowerCase()}</p>${addresses('Pages', pages)}${addresses('Things you can do', deeds)}${addresses('For programs, with a key', [...new Set(programs)])}`,
  })
}

/** What programs call with a key of the API. */
const isForPrograms = (path: string) => path.startsWith('/api/')

/** Addresses as text: many of them want an id or a question, and lead nowhere by themselves. */
function addresses(title: string, all: readonly string[]): Html | null {
  if (all.length === 0) return null
  return html`<p class="govuk-body govuk-!-margin-bottom-1">${title}</p><ul class="govuk-list govuk-list--bullet">${all.map((path) => html`<li><code>${path}</code></li>`)}</ul>`
}

/** What each role may do, and what each permission opens. */
export const rightsPage = (
  roles: readonly RoleRights[],
  permissions: readonly PermissionFacts[],
  by: ReadonlyMap<string, Opened>,
): View => ({
  title: 'What roles may do',
  back: { href: paths.home, text: 'Back to people' },
  content: html`${heading('What roles may do')}<p class="govuk-body">Each page and each thing you can do needs one permission. Roles give permissions, and appointments give roles. This page is made from the pages themselves.</p><h2 class="govuk-heading-m">What each role may do</h2>${roles.map((role) => govukDetails({ summaryText: role.name, html: meansOf(role, permissions) }))}${downloads('Download this table', `${paths.rights}/table`)}<h2 class="govuk-heading-m">What each permission opens</h2>${permissions.map((one) => permissionPart(one, by.get(one.key), roles))}`,
})
