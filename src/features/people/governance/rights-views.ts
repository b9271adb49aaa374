import type { PermissionFacts } from '#platform/access/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { govukDetails, type Html, heading, html, type View } from '#platform/page/index.ts'
import type { RoomPermission } from '#platform/room/index.ts'
import { paths } from '../paths.ts'
import { rightOfRole, whereItHolds, wholeMeaning } from '../reach.ts'
import type { RoleRights } from './store.ts'

/** What a role lets its holders do, room by room, and where each right holds. */
export function rightsList(role: RoleRights, permissions: readonly RoomPermission[]): Html {
  const told = permissions.filter(({ key }) => role.permissions.includes(key))
  if (told.length === 0) return html`<p class="govuk-body">It gives no permission.</p>`
  return html`${[...Map.groupBy(told, ({ room }) => room)].map(([room, rights]) => html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${room}</h3><ul class="govuk-list govuk-list--bullet">${rights.map((one) => rightLine(rightOfRole(one, role.reach)))}</ul>`)}`
}

const rightLine = ({ means, where }: ReturnType<typeof rightOfRole>): Html =>
  html`<li>${means} – <span class="m-meta">${where}</span></li>`

function permissionPart(one: PermissionFacts, roles: readonly RoleRights[]): Html {
  const held = roles.filter(({ permissions }) => permissions.includes(one.key)).map(({ name }) => name)
  return govukDetails({
    summaryText: wholeMeaning(one),
    html: html`<p class="govuk-body">Given by: ${held.length > 0 ? held.join(', ') : 'no role'}</p><p class="govuk-body">Where it holds: ${whereItHolds(one)}</p>`,
  })
}

/** What each role may do, and what each permission lets people do. Addresses are in the files: by themselves they lead nowhere. */
export const rightsPage = (roles: readonly RoleRights[], permissions: readonly RoomPermission[]): View => ({
  title: 'What roles may do',
  back: { href: paths.home, text: 'Back to people' },
  content: html`${heading('What roles may do')}<p class="govuk-body">Each page and each thing you can do needs one permission. Roles give permissions, and appointments give roles. This page is made from the pages themselves.</p><h2 class="govuk-heading-m">What each role may do</h2>${roles.map((role) => govukDetails({ summaryText: role.name, html: rightsList(role, permissions) }))}${downloads('Download this table', `${paths.rights}/table`)}<h2 class="govuk-heading-m">Who has each permission</h2>${permissions.map((one) => permissionPart(one, roles))}${downloads('Download the addresses that each permission opens', `${paths.rights}/addresses`)}`,
})
