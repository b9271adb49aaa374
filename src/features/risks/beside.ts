import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import type { PanelBeside } from '#platform/register/index.ts'
import { breachesFor, nameOf, openBreachesOf } from './incidents/telling.ts'
import type { BandColour } from './model.ts'
import { bandTag } from './panels.ts'
import { paths } from './paths.ts'

/** What could go wrong with an asset or a place, and what did, on its page in the register of information. */
export const besideAssets: readonly PanelBeside[] = [
  {
    of: 'assets',
    show: async (db, id, viewer, today) =>
      html`${await breachesUnderWay(db, id, viewer, today)}${await risksTo(db, viewer, sql`t.asset_id = ${id}`, sql`i.asset_id = ${id}`)}`,
  },
  { of: 'places', show: (db, id, viewer) => risksTo(db, viewer, sql`t.place_id = ${id}`, sql`i.place_id = ${id}`) },
]

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
    columns: [{ text: 'Risk', classes: 'm-words' }, { text: 'Held in' }, { text: 'Now' }],
    rows: risks.map((row) => [link(paths.risk(row.id), row.title), row.unit, bandTag(row.band, row.colour, row.score)]),
  })}${list}`
}
