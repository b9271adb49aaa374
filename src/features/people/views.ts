import { inWords } from '#platform/calendar/index.ts'
import { govukTag, type Html, heading, html, link, type View } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { UNIT_KINDS } from './model.ts'
import { paths } from './paths.ts'
import type { Expired, FirstOf, RoleHolder, Vacancy } from './store.ts'
import type { UnitTree } from './tree.ts'

/** Who is who: the tree of units with the roles that are filled in each. */
export function whoIsWho(
  {
    units,
    all,
    holders,
    vacancies,
    expired,
  }: UnitTree & {
    readonly holders: FirstOf<RoleHolder>
    readonly vacancies: FirstOf<Vacancy>
    readonly expired: FirstOf<Expired>
  },
  { canChange, canFeed }: { readonly canChange: boolean; readonly canFeed: boolean },
): View {
  const vacant = Map.groupBy(vacancies.rows, ({ unitId }) => unitId)
  const over = Map.groupBy(expired.rows, ({ unitId }) => unitId)
  const byParent = Map.groupBy(units, ({ parentId }) => parentId)
  const byUnit = Map.groupBy(holders.rows, ({ unitId }) => unitId)
  const kind = (value: string) => UNIT_KINDS.find((option) => option.value === value)?.text ?? value
  const branch = (parent: string | null): Html | null => {
    const children = byParent.get(parent)
    if (!children) return null
    return html`<ul class="${parent === null ? 'm-tree ' : ''}govuk-body">${children.map(
      (unit) =>
        html`<li>${link(paths.unit(unit.id), unit.name)} <span class="m-meta">${kind(unit.kind)}</span>${roles(byUnit.get(unit.id))}${vacantRoles(vacant.get(unit.id))}${expiredRoles(over.get(unit.id))}${branch(unit.id)}</li>`,
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
<h2 class="govuk-heading-m">Who is who</h2>${restOf(units.length, all, UNITS_SHOWN)}${restOf(holders.rows.length, holders.all, HOLDERS_SHOWN)}${restOf(vacancies.rows.length, vacancies.all, VACANCIES_SHOWN)}${restOf(expired.rows.length, expired.all, EXPIRED_SHOWN)}${vacantRoles(vacant.get(null))}${expiredRoles(over.get(null))}${branch(null) ?? html`<p class="govuk-body">No units have been added yet.</p>`}`,
  }
}

/** What is shown beside each other, in words, and where all of it is. */
interface Shown {
  readonly one: string
  readonly more: string
  readonly all: string
  readonly href: string
}

const UNITS_SHOWN: Shown = { one: 'unit is', more: 'units are', all: 'See all units', href: paths.units }
const HOLDERS_SHOWN: Shown = {
  one: 'appointment is',
  more: 'appointments are',
  all: 'See all appointments',
  href: paths.appointments,
}
const VACANCIES_SHOWN: Shown = {
  one: 'vacancy is',
  more: 'vacancies are',
  all: 'See all vacancies',
  href: paths.findings,
}
const EXPIRED_SHOWN: Shown = {
  one: 'appointment that ran out is',
  more: 'appointments that ran out are',
  all: 'See all that ran out',
  href: paths.appointments,
}

/** Says that not all are shown, and where the others are. */
const restOf = (shown: number, all: number, words: Shown): Html | null =>
  shown < all
    ? html`<p class="govuk-body">${shown.toLocaleString('en-GB')} of ${counted(all, words.one, words.more)} shown. ${link(words.href, words.all)}, where you can search for one.</p>`
    : null

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
