import { holdersOn, peoplePaths } from '#features/people/index.ts'
import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import type { PanelBeside } from '#platform/register/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from './paths.ts'

/** So many are shown beside a person or a role. */
const SHOWN = 20

/** Information assets on the pages of people who answer for them, and of roles: those of whoever holds the role today, or holds it for an asset. */
export const besidePeople: readonly PanelBeside[] = [
  {
    of: 'people',
    show: (db, id, viewer, today) =>
      answeredFor(db, sql`h.person_id = ${id}`, { viewer, today, register: `${paths.assets}?owner_id=${id}` }),
  },
  {
    of: 'roles',
    show: (db, id, viewer, today) =>
      answeredFor(db, sql`(h.role_id = ${id} or h.person_id in (${holdersOn(today, id)}))`, {
        viewer,
        today,
        register: null,
      }),
  },
]

/** The assets that a finding of governance is about, on its page: those for which the person holds its role, where no appointment says so. */
export const besideFindings: readonly PanelBeside[] = [
  {
    of: 'role-findings',
    show: async (db, id, viewer, today) => {
      if (!may(viewer, 'assets:read')) return null
      const rows = await db.many<Pick<Held, 'id' | 'name' | 'how'>>(sql`
        select h.id, h.name, h.how from people.finding f
          join ${HOLDINGS(today)} h on h.person_id = f.person_id and (h.role_id = f.role_id or f.kind = 'incompatible' and exists (
            select from people.incompatibility i where starts_with(f.key, 'incompatible ' || i.id) and h.role_id in (i.role_id, i.other_role_id)))
        where f.id = ${id} order by h.place, h.name, h.id limit ${SHOWN}`)
      if (rows.length === 0) return null
      return dataTable({
        caption: 'Information assets',
        columns: [{ text: 'Asset', classes: 'm-words' }, { text: 'As' }],
        rows: rows.map((row) => [link(paths.asset(row.id), row.name), row.how]),
      })
    },
  },
]

/** Who answers for an asset that is held today, as what, and in which role. */
const HOLDINGS = (today: Day) => sql`(
  select a.owner_id as person_id, a.id, a.name, 'Owner' as how, 1 as place, (select id from people.role where asset_part = 'owner') as role_id from assets.asset a where a.ended_on is null
  union all
  select a.deputy_id, a.id, a.name, 'Deputy', 2, (select id from people.role where asset_part = 'deputy') from assets.asset a where a.ended_on is null
  union all
  select d.person_id, a.id, a.name, r.name, 3, d.role_id from assets.duty d join assets.asset a on a.id = d.asset_id and a.ended_on is null join people.role r on r.id = d.role_id
    where d.from_on <= ${today} and coalesce(d.until_on >= ${today}, true))`

interface Held {
  readonly id: string
  readonly name: string
  readonly how: string
  readonly personId: string
  readonly person: string
  readonly all: number
}

async function answeredFor(
  db: Queries,
  which: Sql,
  { viewer, today, register }: { readonly viewer: Person; readonly today: Day; readonly register: string | null },
): Promise<Html | null> {
  if (!may(viewer, 'assets:read')) return null
  const rows = await db.many<Held>(sql`
    select h.id, h.name, h.how, p.id as "personId", p.name as person, count(*) over () as all
    from ${HOLDINGS(today)} h join people.person p on p.id = h.person_id where ${which} order by h.place, h.name, h.id, p.name, p.id limit ${SHOWN}`)
  const [first] = rows
  if (!first) return null
  // On a person's page everything is theirs.
  const isOne = register !== null
  const person = ({ personId, person: name }: Held) => (isOne ? [] : [link(peoplePaths.person(personId), name)])
  const cut =
    first.all > SHOWN
      ? html`<p class="govuk-body">There are ${counted(first.all, 'entry', 'entries')}. These are the first ${SHOWN}.</p>`
      : null
  const more = register
    ? html`<p class="govuk-body m-no-print">${link(register, 'See the information assets that they own')}</p>`
    : null
  return html`${dataTable({
    caption: 'Information assets',
    columns: [{ text: 'Asset', classes: 'm-words' }, ...(isOne ? [] : [{ text: 'Person' }]), { text: 'As' }],
    rows: rows.map((row) => [link(paths.asset(row.id), row.name), ...person(row), row.how]),
  })}${cut}${more}`
}
