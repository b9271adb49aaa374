import { holdersOn, peoplePaths } from '#features/people/index.ts'
import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import type { PanelBeside } from '#platform/register/index.ts'
import { counted } from '#platform/words.ts'
import { breachesFor, nameOf, openBreachesOf } from './incidents/telling.ts'
import type { BandColour } from './model.ts'
import { paths } from './paths.ts'
import { bandTag } from './tags.ts'

/** What could go wrong with an asset or a place, and what did, on its page in the register of information. */
export const besideAssets: readonly PanelBeside[] = [
  {
    of: 'assets',
    show: async (db, id, viewer, today) =>
      html`${await breachesUnderWay(db, id, viewer, today)}${await risksTo(db, viewer, sql`t.asset_id = ${id}`, sql`i.asset_id = ${id}`)}`,
  },
  { of: 'places', show: (db, id, viewer) => risksTo(db, viewer, sql`t.place_id = ${id}`, sql`i.place_id = ${id}`) },
]

/** So many risks are shown beside a person or a role. */
const SHOWN = 20

/** Open risks on the pages of people who own them, and of roles: those of whoever holds the role today. */
export const besidePeople: readonly PanelBeside[] = [
  {
    of: 'people',
    show: (db, id, viewer) =>
      ownedRisks(db, viewer, sql`r.owner_id = ${id}`, `${paths.risks}?owner_id=${id}&standing=open`),
  },
  {
    of: 'roles',
    show: (db, id, viewer, today) => ownedRisks(db, viewer, sql`r.owner_id in (${holdersOn(today, id)})`, null),
  },
]

interface OwnedRisk {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly ownerId: string
  readonly owner: string
  readonly band: string | null
  readonly colour: BandColour | null
  readonly score: number | null
  readonly all: number
}

/** `register` is where all of one person's are listed; null where they are of several people. */
async function ownedRisks(db: Queries, viewer: Person, whose: Sql, register: string | null): Promise<Html | null> {
  if (!may(viewer, 'risks:read')) return null
  const rows = await db.many<OwnedRisk>(sql`
    select r.id, r.title, u.name as unit, p.id as "ownerId", p.name as owner, b.name as band, b.colour, r.score, count(*) over () as all
    from risks.risk r join people.unit u on u.id = r.unit_id join people.person p on p.id = r.owner_id left join risks.band b on b.id = r.band_id
    where r.closed_on is null and ${whose} order by r.score desc nulls last, r.title, r.id limit ${SHOWN}`)
  const [first] = rows
  if (!first) return null
  const owner = ({ ownerId, owner: name }: OwnedRisk) => (register ? [] : [link(peoplePaths.person(ownerId), name)])
  const all =
    first.all > SHOWN
      ? html`<p class="govuk-body">There are ${counted(first.all, 'risk', 'risks')}. These are the first ${SHOWN}.</p>`
      : null
  const more = register
    ? html`<p class="govuk-body m-no-print">${link(register, 'See the open risks that they own')}</p>`
    : null
  return html`${dataTable({
    caption: 'Risks that are open',
    columns: [
      { text: 'Risk', classes: 'm-words' },
      { text: 'Held in' },
      ...(register ? [] : [{ text: 'Owner' }]),
      { text: 'Band' },
    ],
    rows: rows.map((row) => [
      link(paths.risk(row.id), row.title),
      row.unit,
      ...owner(row),
      bandTag(row.band, row.colour, row.score),
    ]),
  })}${all}${more}`
}

/** Breaches of an asset that are under way, for those who may see incidents and those who are told of them. */
async function breachesUnderWay(db: Queries, assetId: string, viewer: Person, today: Day): Promise<Html | null> {
  const own = await breachesFor(db, viewer.id, today, assetId)
  const all = may(viewer, 'incidents:read') ? await openBreachesOf(db, assetId) : []
  const shown = [
    ...all.map((one) => ({ ...one, href: paths.incident(one.id) })),
    ...own.filter(({ id }) => !all.some((one) => one.id === id)).map((one) => ({ ...one, href: paths.breach(one.id) })),
  ]
  if (shown.length === 0) return null
  return html`<h2 class="govuk-heading-m">Breaches under way</h2><ul class="govuk-list govuk-list--bullet">${shown.map((one) => html`<li>${link(one.href, nameOf(one))}</li>`)}</ul>`
}

async function risksTo(db: Queries, viewer: Person, tied: Sql, hit: Sql): Promise<Html | null> {
  if (!may(viewer, 'risks:read')) return null
  const [risks, incidents] = await Promise.all([
    db.many<{
      id: string
      title: string
      unit: string
      band: string | null
      colour: BandColour | null
      score: number | null
    }>(sql`
      select r.id, r.title, u.name as unit, b.name as band, b.colour, r.score from risks.tie t join risks.risk r on r.id = t.risk_id join people.unit u on u.id = r.unit_id
        left join risks.band b on b.id = r.band_id
      where ${tied} and t.ended_on is null and r.closed_on is null order by r.score desc nulls last, r.title limit 100`),
    may(viewer, 'incidents:read')
      ? db.many<{ id: string; title: string }>(
          sql`select i.id, i.title from risks.incident i where ${hit} order by i.aware_at desc limit 50`,
        )
      : [],
  ])
  const list =
    incidents.length > 0
      ? html`<h2 class="govuk-heading-m">Incidents</h2><ul class="govuk-list govuk-list--bullet">${incidents.map(({ id, title }) => html`<li>${link(paths.incident(id), title)}</li>`)}</ul>`
      : null
  if (risks.length === 0)
    return html`<h2 class="govuk-heading-m">Risks</h2><p class="govuk-body">None is linked with it.</p>${list}`
  return html`${dataTable({
    caption: 'Risks',
    columns: [{ text: 'Risk', classes: 'm-words' }, { text: 'Held in' }, { text: 'Band' }],
    rows: risks.map((row) => [link(paths.risk(row.id), row.title), row.unit, bandTag(row.band, row.colour, row.score)]),
  })}${list}`
}
