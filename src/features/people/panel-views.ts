import { inWords } from '#platform/calendar/index.ts'
import { type Content, dataTable, govukInsetText, type Html, html, link } from '#platform/page/index.ts'
import { FINDING_KINDS } from './governance/model.ts'
import type { Acting, Broken, Held, Reorganised } from './one-person.ts'
import { paths } from './paths.ts'
import { KINDS } from './reorganising/model.ts'

/** Appointments, on the page of a person, a role or a unit. */
function table(rows: readonly Held[], without: 'person' | 'role' | 'unit', canAppoint: boolean, id: string): Html {
  const add = canAppoint
    ? html`<p class="govuk-body m-no-print">${link(`${paths.appointments}/add?${without}_id=${id}`, 'Add an appointment', `for this ${without}`)}</p>`
    : null
  const columns: readonly {
    readonly key: 'person' | 'role' | 'unit'
    readonly text: string
    readonly cell: (row: Held) => Content
  }[] = [
    { key: 'person', text: 'Person', cell: (row) => link(paths.person(row.personId), row.person) },
    { key: 'role', text: 'Role', cell: (row) => link(paths.role(row.roleId), row.role) },
    {
      key: 'unit',
      text: 'Unit',
      cell: (row) => (row.unitId && row.unit ? link(paths.unit(row.unitId), row.unit) : ''),
    },
  ]
  const shown = columns.filter(({ key }) => key !== without)
  if (rows.length === 0) return html`<h2 class="govuk-heading-m">Appointments</h2><p class="govuk-body">None.</p>${add}`
  const shownTable = dataTable({
    caption: 'Appointments',
    columns: [...shown.map(({ text }) => ({ text })), { text: 'From' }, { text: 'Until' }],
    rows: rows.map((row) => [
      ...shown.map(({ cell }) => cell(row)),
      inWords(row.fromOn),
      row.untilOn ? (row.untilOn < row.fromOn ? 'Taken back before it began' : inWords(row.untilOn)) : 'No end known',
    ]),
  })
  return html`${shownTable}${add}`
}

/** What stands out of an appointment: that its rights hold everywhere though the role is kept to units, and rules that it breaks. */
export const leadOfAppointment = (isUnplaced: boolean, broken: Html): Html =>
  isUnplaced
    ? html`${govukInsetText({ text: 'This appointment names no unit, so the rights of the role hold everywhere. If that is not meant, change it and select the unit.' })}${broken}`
    : broken

/** What is on record of a person beside their own fields. */
export function personParts({
  id,
  broken,
  appointments,
  acting,
  givesAccounts,
  canAppoint,
}: {
  readonly id: string
  readonly broken: readonly Broken[]
  readonly appointments: readonly Held[]
  readonly acting: readonly Acting[]
  readonly givesAccounts: boolean
  readonly canAppoint: boolean
}): Html {
  const account = givesAccounts
    ? html`<p class="govuk-body">${link(`/account/of/${id}`, 'Give an account or a new password')}</p>`
    : null
  return html`${account}${findingsPart(broken)}${table(appointments, 'person', canAppoint, id)}${actingPart(acting)}`
}

/** What a role may do, and who holds it. */
export function roleParts(id: string, rights: Html, appointments: readonly Held[], canAppoint: boolean): Html {
  return html`<h2 class="govuk-heading-m">What it lets its holders do</h2>${rights}${table(appointments, 'role', canAppoint, id)}`
}

/** What is below a unit, who is appointed in it, and how it was reorganised. */
export function unitParts(
  id: string,
  below: readonly { readonly id: string; readonly name: string }[],
  appointments: readonly Held[],
  past: readonly Reorganised[],
  canAppoint: boolean,
): Html {
  const list =
    below.length > 0
      ? html`<h2 class="govuk-heading-m">Units below</h2><ul class="govuk-list govuk-list--bullet">${below.map((unit) => html`<li>${link(paths.unit(unit.id), unit.name)}</li>`)}</ul>`
      : null
  return html`${list}${table(appointments, 'unit', canAppoint, id)}${pastPart(past)}`
}

function findingsPart(found: readonly Broken[]): Html | null {
  if (found.length === 0) return null
  return html`<h2 class="govuk-heading-m">Broken rules</h2><ul class="govuk-list govuk-list--bullet">${found.map(({ id, kind, explanation }) => html`<li>${link(paths.finding(id), FINDING_KINDS[kind])}: ${explanation}</li>`)}</ul>`
}

function actingPart(rows: readonly Acting[]): Html | null {
  if (rows.length === 0) return null
  return dataTable({
    caption: 'Delegations',
    columns: [{ text: 'What' }, { text: 'Role' }, { text: 'From' }, { text: 'Until' }],
    rows: rows.map((row) => [
      html`${row.own ? 'Acts for' : 'Is represented by'} ${link(paths.person(row.personId), row.person)}`,
      row.role,
      inWords(row.fromOn),
      row.untilOn ? inWords(row.untilOn) : 'No end known',
    ]),
  })
}

function pastPart(rows: readonly Reorganised[]): Html | null {
  if (rows.length === 0) return null
  return dataTable({
    caption: 'How it was reorganised',
    columns: [{ text: 'Day' }, { text: 'What' }, { text: 'With' }],
    rows: rows.map((row) => [
      link(paths.reorganisation(row.id), inWords(row.on)),
      KINDS[row.kind].done,
      row.others ?? '',
    ]),
  })
}
