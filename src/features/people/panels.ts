import { may, type Person } from '#platform/access/index.ts'
import { inWords } from '#platform/calendar/index.ts'
import type { Queries, Sql } from '#platform/db/index.ts'
import { sql } from '#platform/db/index.ts'
import { type Content, dataTable, type Html, html, link } from '#platform/page/index.ts'
import { FINDING_KINDS, type FindingKind } from './governance/rules.ts'
import { paths } from './paths.ts'
import { KINDS, type Kind } from './reorganising/model.ts'

interface Held {
  readonly personId: string
  readonly person: string
  readonly roleId: string
  readonly role: string
  readonly unitId: string | null
  readonly unit: string | null
  readonly fromOn: string
  readonly untilOn: string | null
}

function held(db: Queries, where: Sql): Promise<Held[]> {
  return db.many<Held>(sql`
    select a.person_id as "personId", p.name as person, a.role_id as "roleId", r.name as role, a.unit_id as "unitId", u.name as unit,
      a.from_on as "fromOn", a.until_on as "untilOn"
    from people.appointment a join people.person p on p.id = a.person_id join people.role r on r.id = a.role_id
      left join people.unit u on u.id = a.unit_id
    where ${where} order by a.until_on desc nulls first, a.from_on desc, a.id limit 100`)
}

function table(rows: readonly Held[], without: 'person' | 'role' | 'unit'): Html {
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
  if (rows.length === 0) return html`<h2 class="govuk-heading-m">Appointments</h2><p class="govuk-body">None.</p>`
  return dataTable({
    caption: 'Appointments',
    columns: [...shown.map(({ text }) => ({ text })), { text: 'From' }, { text: 'Until' }],
    rows: rows.map((row) => [
      ...shown.map(({ cell }) => cell(row)),
      inWords(row.fromOn),
      row.untilOn ? (row.untilOn < row.fromOn ? 'Taken back before it began' : inWords(row.untilOn)) : 'No end known',
    ]),
  })
}

export async function personPanel(db: Queries, id: string, viewer: Person): Promise<Html> {
  const account = may(viewer, 'accounts:administer')
    ? html`<p class="govuk-body">${link(`/account/of/${id}`, 'Give an account or a new password')}</p>`
    : null
  return html`${account}${await findingsOf(db, id)}${table(await held(db, sql`a.person_id = ${id}`), 'person')}${await actsFor(db, id)}`
}

export async function rolePanel(db: Queries, id: string, viewer: Person): Promise<Html> {
  const role = await db.maybe<{ isOpen: boolean }>(
    sql`select ended_on is null as "isOpen" from people.role where id = ${id}`,
  )
  const retire =
    role?.isOpen && may(viewer, 'accounts:administer')
      ? html`<p class="govuk-body m-no-print">${link(paths.retire(id), 'Retire this role')}: nobody is appointed to it any more, and another role can take over.</p>`
      : null
  return html`${retire}${table(await held(db, sql`a.role_id = ${id}`), 'role')}`
}

export async function unitPanel(db: Queries, id: string): Promise<Html> {
  const below = await db.many<{ id: string; name: string }>(
    sql`select id, name from people.unit where parent_id = ${id} order by name, id limit 200`,
  )
  const list =
    below.length > 0
      ? html`<h2 class="govuk-heading-m">Units below</h2><ul class="govuk-list govuk-list--bullet">${below.map((unit) => html`<li>${link(paths.unit(unit.id), unit.name)}</li>`)}</ul>`
      : null
  return html`${list}${table(await held(db, sql`a.unit_id = ${id}`), 'unit')}${await pastOf(db, id)}`
}

/** What stands against a rule in a person's appointments. */
async function findingsOf(db: Queries, personId: string): Promise<Html | null> {
  const found = await db.many<{ id: string; kind: FindingKind; explanation: string }>(
    sql`select id, kind, explanation from people.finding where person_id = ${personId} and gone_on is null order by found_on, id limit 50`,
  )
  if (found.length === 0) return null
  return html`<h2 class="govuk-heading-m">Broken rules</h2><ul class="govuk-list govuk-list--bullet">${found.map(({ id, kind, explanation }) => html`<li>${link(paths.finding(id), FINDING_KINDS[kind])}: ${explanation}</li>`)}</ul>`
}

/** For whom a person acts, and who acts for them. */
async function actsFor(db: Queries, personId: string): Promise<Html | null> {
  const rows = await db.many<{
    person: string
    personId: string
    role: string
    own: boolean
    fromOn: string
    untilOn: string | null
  }>(sql`
    select case when d.person_id = ${personId} then h.name else p.name end as person, case when d.person_id = ${personId} then h.id else p.id end as "personId",
      r.name as role, d.person_id = ${personId} as own, d.from_on as "fromOn", d.until_on as "untilOn"
    from people.delegation d join people.appointment a on a.id = d.appointment_id join people.role r on r.id = a.role_id
      join people.person p on p.id = d.person_id join people.person h on h.id = a.person_id
    where d.person_id = ${personId} or a.person_id = ${personId} order by d.until_on desc nulls first, d.from_on desc limit 50`)
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

/** How a unit was reorganised. */
async function pastOf(db: Queries, unitId: string): Promise<Html | null> {
  const rows = await db.many<{ id: string; kind: Kind; on: string; others: string | null }>(sql`
    select r.id, r.kind, r.happened_on as on,
      (select string_agg(distinct o.name, ', ') from people.reorganised_unit o where o.reorganisation_id = r.id and o.unit_id <> ${unitId}) as others
    from people.reorganisation r where r.id in (select reorganisation_id from people.reorganised_unit where unit_id = ${unitId}) order by r.happened_on desc limit 50`)
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
