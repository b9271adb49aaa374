import { inWords } from '#platform/calendar/index.ts'
import { govukTag, type Html, heading, html, link, type View } from '#platform/page/index.ts'
import { UNIT_KINDS } from './model.ts'
import { paths } from './paths.ts'
import type { Expired, RoleHolder, UnitRow, Vacancy } from './store.ts'

/** Who is who: the tree of units with the roles that are filled in each. */
export function whoIsWho(
  {
    units,
    holders,
    vacancies,
    expired,
  }: {
    readonly units: readonly UnitRow[]
    readonly holders: readonly RoleHolder[]
    readonly vacancies: readonly Vacancy[]
    readonly expired: readonly Expired[]
  },
  { canChange, canFeed }: { readonly canChange: boolean; readonly canFeed: boolean },
): View {
  const vacant = Map.groupBy(vacancies, ({ unitId }) => unitId)
  const over = Map.groupBy(expired, ({ unitId }) => unitId)
  const byParent = Map.groupBy(units, ({ parentId }) => parentId)
  const byUnit = Map.groupBy(holders, ({ unit }) => unit)
  const kind = (value: string) => UNIT_KINDS.find((option) => option.value === value)?.text ?? value
  const branch = (parent: string | null): Html | null => {
    const children = byParent.get(parent)
    if (!children) return null
    return html`<ul class="${parent === null ? 'm-tree ' : ''}govuk-body">${children.map(
      (unit) =>
        html`<li>${link(paths.unit(unit.id), unit.name)} <span class="m-meta">${kind(unit.kind)}</span>${roles(byUnit.get(unit.name))}${vacantRoles(vacant.get(unit.id))}${expiredRoles(over.get(unit.id))}${branch(unit.id)}</li>`,
    )}</ul>`
  }
  const rooms = [
    [paths.units, 'Units', 'the department and its parts'],
    [paths.persons, 'People', 'who can own, claim or judge'],
    [paths.roles, 'Roles', 'what each role is for and may do'],
    [paths.appointments, 'Appointments', 'who holds which role, from when to when'],
    [paths.delegations, 'Delegations', 'who acts for whom'],
    [paths.findings, 'Broken rules', 'conflicts of interest, grades, training, vacancies'],
    [paths.bodies, 'Bodies', 'boards, steering groups and communities, who sits on them and when they meet'],
    [paths.experts, 'Directory of experts', 'whom to ask about what'],
    canChange
      ? ([paths.reorganise, 'Reorganise units', 'move, merge, split, transfer in and out'] as const)
      : ([paths.reorganisations, 'Reorganisations', 'units that were moved, merged, split or transferred'] as const),
    [paths.rights, 'What roles may do', 'made from the pages themselves'],
    [paths.groupRoles, 'Groups of the directory', 'what their members are appointed to'],
    [paths.coursesDone, 'Completed courses', 'what people have been trained in'],
    ...(canFeed
      ? ([[paths.feeds, 'People and units from a directory', 'from a file or a program, with a preview']] as const)
      : []),
  ] as const
  return {
    title: 'People',
    content: html`${heading('People')}<ul class="govuk-list">${rooms.map(([href, text, about]) => html`<li>${link(href, text)} – ${about}</li>`)}</ul>
<h2 class="govuk-heading-m">Who is who</h2>${vacantRoles(vacant.get(null))}${expiredRoles(over.get(null))}${branch(null) ?? html`<p class="govuk-body">No units have been added yet.</p>`}`,
  }
}

function roles(holders: readonly RoleHolder[] | undefined): Html | null {
  if (!holders) return null
  return html`<ul class="govuk-list govuk-!-margin-bottom-1">${holders.map(({ role, person, personId }) => html`<li>${role}${role === person ? null : html`: ${link(paths.person(personId), person)}`}</li>`)}</ul>`
}

/** Roles that must be filled and are not, with what is known of the last holder. */
function vacantRoles(vacancies: readonly Vacancy[] | undefined): Html | null {
  if (!vacancies) return null
  return html`<ul class="govuk-list govuk-!-margin-bottom-1">${vacancies.map(({ id, role, explanation }) => html`<li>${link(paths.finding(id), role)} ${govukTag({ text: 'Vacant', classes: 'govuk-tag--red' })} <span class="m-meta">${explanation.includes('The last one') ? explanation.slice(explanation.indexOf('The last one')) : ''}</span></li>`)}</ul>`
}

/** Roles whose holder's time ran out, where nobody has to hold them. */
function expiredRoles(expired: readonly Expired[] | undefined): Html | null {
  if (!expired) return null
  return html`<ul class="govuk-list govuk-!-margin-bottom-1">${expired.map(({ roleId, role, person, untilOn }) => html`<li>${link(paths.role(roleId), role)} ${govukTag({ text: 'Expired', classes: 'govuk-tag--yellow' })} <span class="m-meta">${person}, until ${inWords(untilOn)}</span></li>`)}</ul>`
}
