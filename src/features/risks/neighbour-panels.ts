import { holdersOn } from '#features/people/index.ts'
import { may, type Person, rowsOf } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import type { PanelBeside } from '#platform/register/index.ts'
import { INCIDENT } from './incidents/kind.ts'
import { breachesFor, nameOf, openBreachesOf } from './incidents/telling.ts'
import { incidentsAt, risksLinked, risksOwned } from './neighbour-risks.ts'
import { breachesAndRisks, breachesPart, linkedPart, ownedPart } from './neighbour-views.ts'
import { paths } from './paths.ts'
import { RISKS_SEEN } from './seeing.ts'

/** What could go wrong with an asset or a place, and what did, on its page in the register of information. */
export const besideAssets: readonly PanelBeside[] = [
  {
    of: 'assets',
    seenBy: rowsOf(INCIDENT),
    show: async (db, id, viewer, today) =>
      breachesAndRisks(
        await breachesUnderWay(db, id, viewer, today),
        await risksTo(db, viewer, sql`t.asset_id = ${id}`, sql`i.asset_id = ${id}`),
      ),
  },
  {
    of: 'places',
    seenBy: rowsOf(INCIDENT),
    show: (db, id, viewer) => risksTo(db, viewer, sql`t.place_id = ${id}`, sql`i.place_id = ${id}`),
  },
]

/** Open risks on the pages of people who own them, and of roles: those of whoever holds the role today. */
export const besidePeople: readonly PanelBeside[] = [
  {
    of: 'people',
    seenBy: RISKS_SEEN,
    show: (db, id, viewer) =>
      ownedRisks(db, viewer, sql`r.owner_id = ${id}`, `${paths.risks}?owner_id=${id}&standing=open`),
  },
  {
    of: 'roles',
    seenBy: RISKS_SEEN,
    show: (db, id, viewer, today) => ownedRisks(db, viewer, sql`r.owner_id in (${holdersOn(today, id)})`, null),
  },
]

/** `register` is where all of one person's are listed; null where they are of several people. */
async function ownedRisks(db: Queries, viewer: Person, whose: Sql, register: string | null): Promise<Html | null> {
  if (!may(viewer, 'risks:read')) return null
  const rows = await risksOwned(db, whose)
  return rows.length > 0 ? ownedPart(rows, register) : null
}

/** Breaches of an asset that are under way, for those who may see incidents and those who are told of them. */
async function breachesUnderWay(db: Queries, assetId: string, viewer: Person, today: Day): Promise<Html | null> {
  const own = await breachesFor(db, viewer.id, today, assetId)
  const all = await openBreachesOf(db, viewer, assetId)
  const shown = [
    ...all.map((one) => ({ name: nameOf(one), href: paths.incident(one.id) })),
    ...own
      .filter(({ id }) => !all.some((one) => one.id === id))
      .map((one) => ({ name: nameOf(one), href: paths.breach(one.id) })),
  ]
  return shown.length === 0 ? null : breachesPart(shown)
}

async function risksTo(db: Queries, viewer: Person, linked: Sql, hit: Sql): Promise<Html | null> {
  const there = await incidentsAt(db, viewer, hit)
  return may(viewer, 'risks:read') ? linkedPart(await risksLinked(db, linked), there) : null
}
