import { isWithin, joinName, leftJoinName } from '#features/people/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { asOf, endOf } from '#platform/past/index.ts'
import { INCIDENT } from './incidents/kind.ts'
import { type BandColour, type Counted, cellKey, type Judgement } from './model.ts'

export interface Step {
  readonly id: string
  readonly rank: number
  readonly name: string
  readonly meaning: string | null
}

export interface Band {
  readonly id: string
  readonly rank: number
  readonly name: string
  readonly colour: BandColour
  readonly meaning: string | null
}

/** The matrix: its two scales, lowest first, its bands, and the band of each cell by the ids of its steps. */
export interface Matrix {
  readonly likelihoods: readonly Step[]
  readonly impacts: readonly Step[]
  readonly bands: readonly Band[]
  readonly cells: ReadonlyMap<string, string>
}

export async function matrixOf(db: Queries): Promise<Matrix> {
  const [likelihoods, impacts, bands, cells] = await Promise.all([
    db.many<Step>(sql`select id, rank, name, meaning from risks.likelihood where ended_on is null order by rank`),
    db.many<Step>(sql`select id, rank, name, meaning from risks.impact where ended_on is null order by rank`),
    db.many<Band>(sql`select id, rank, name, colour, meaning from risks.band order by rank`),
    db.many<{ likelihoodId: string; impactId: string; bandId: string }>(
      sql`select likelihood_id as "likelihoodId", impact_id as "impactId", band_id as "bandId" from risks.cell`,
    ),
  ])
  return {
    likelihoods,
    impacts,
    bands,
    cells: new Map(cells.map((one) => [cellKey(one.likelihoodId, one.impactId), one.bandId])),
  }
}

const COLUMNS: Readonly<Record<Judgement, readonly [Sql, Sql]>> = {
  now: [sql`r.likelihood_id`, sql`r.impact_id`],
  inherent: [sql`r.inherent_likelihood_id`, sql`r.inherent_impact_id`],
  target: [sql`r.target_likelihood_id`, sql`r.target_impact_id`],
}

const inUnit = (unitId: string | null): Sql => (unitId ? isWithin(sql`r.unit_id`, unitId) : sql`true`)

/** How many open risks stand in each cell, by `cellKey`. */
export async function countsIn(
  db: Queries,
  judgement: Judgement,
  unitId: string | null,
): Promise<ReadonlyMap<string, number>> {
  const [likelihood, impact] = COLUMNS[judgement]
  const rows = await db.many<{ likelihoodId: string; impactId: string; count: number }>(sql`
    select ${likelihood} as "likelihoodId", ${impact} as "impactId", count(*) from risks.risk r
    where r.closed_on is null and ${likelihood} is not null and ${impact} is not null and ${inUnit(unitId)} group by 1, 2`)
  return new Map(rows.map((row) => [cellKey(row.likelihoodId, row.impactId), row.count]))
}

export interface RiskRow {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly unit: string
  readonly owner: string | null
  readonly score: number | null
  readonly band: string | null
  readonly colour: BandColour | null
  readonly beyond: string | null
  readonly reviewOn: Day | null
}

const ROW = sql`
  r.id, r.number, r.title, u.name as unit, o.name as owner, r.score, b.name as band, b.colour, r.beyond, r.review_on as "reviewOn"`
const FROM = sql`
  risks.risk r join people.unit u on u.id = r.unit_id ${leftJoinName('person', 'o', 'r.owner_id')} left join risks.band b on b.id = r.band_id`

/** The open risks of one cell, gravest first. */
export function risksIn(
  db: Queries,
  judgement: Judgement,
  likelihoodId: string,
  impactId: string,
  unitId: string | null,
): Promise<RiskRow[]> {
  const [likelihood, impact] = COLUMNS[judgement]
  return db.many(sql`
    select ${ROW} from ${FROM} where r.closed_on is null and ${likelihood} = ${likelihoodId} and ${impact} = ${impactId} and ${inUnit(unitId)}
    order by r.score desc nulls last, r.title, r.id limit 500`)
}

/** The open risks that a figure counts, gravest first. */
export function risksCounted(db: Queries, counted: Counted, today: Day, unitId: string | null): Promise<RiskRow[]> {
  const which: Readonly<Record<Counted, Sql>> = {
    open: sql`true`,
    beyond: sql`r.beyond = 'yes'`,
    overdue: sql`r.review_on < ${today}`,
    low: heldLow,
  }
  return db.many(sql`
    select ${ROW} from ${FROM} where r.closed_on is null and ${which[counted]} and ${inUnit(unitId)} order by r.score desc nulls last, r.title, r.id limit 500`)
}

/** The gravest open risks. */
export function gravest(db: Queries, limit: number, unitId: string | null = null): Promise<RiskRow[]> {
  return db.many(sql`
    select ${ROW} from ${FROM} where r.closed_on is null and ${inUnit(unitId)} order by coalesce(r.score, -1) desc, r.id desc limit ${limit}`)
}

export interface Totals {
  readonly open: number
  readonly beyond: number
  readonly toReview: number
  readonly heldLow: number
  readonly escalated: number
}

export interface IncidentTotals {
  readonly incidents: number
  readonly running: number
}

/** How many incidents are open that somebody may read, and how many of all those are to be notified or decided. */
export const incidentTotals = (db: Queries, viewer: Person): Promise<IncidentTotals> =>
  db.one(sql`
    select count(*) filter (where i.closed_on is null) as incidents, count(*) filter (where i.clock = 'running') as running
    from risks.incident i where ${condition(viewer, INCIDENT, 'read', 'i')}`)

/** That an open risk `r` in a unit `u`, of a band `b`, is held in a unit of a kind in which such a risk is not held. */
export const heldLow = sql`(cardinality(b.held_in) > 0 and not u.kind = any (b.held_in))`

/** The figures of the front page, of the whole or of a unit and what is below it. */
export function totals(db: Queries, today: Day, unitId: string | null): Promise<Totals> {
  return db.one(sql`
    select count(*) as open, count(*) filter (where r.beyond = 'yes') as beyond, count(*) filter (where r.review_on < ${today}) as "toReview",
      count(*) filter (where ${heldLow}) as "heldLow",
      (select count(*) from risks.escalation e where e.outcome is null) as escalated
    from risks.risk r ${joinName('unit', 'u', 'r.unit_id')} left join risks.band b on b.id = r.band_id where r.closed_on is null and ${inUnit(unitId)}`)
}

export interface Moved {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly before: number | null
  readonly beforeBand: string | null
  readonly now: number | null
  readonly nowBand: string | null
  readonly closedOn: Day | null
}

/**
 * How each risk that was open after a day stood at its end, in a band as it was called then, and stands now, the furthest moved first. Both scores are
 * on the scales of today.
 */
export function movedSince(db: Queries, since: Day, unitId: string | null = null, limit = 1_000): Promise<Moved[]> {
  return db.many(sql`
    select r.id, r.title, u.name as unit, g.before, coalesce(tb.name, gb.name) as "beforeBand", r.score as now, b.name as "nowBand", r.closed_on as "closedOn"
    from ${FROM} left join lateral (
        select coalesce((select l.rank * i.rank from risks.likelihood l, risks.impact i
            where l.id = risks.likelihood_now(likelihood_id) and i.id = risks.impact_now(impact_id)), score) as before, band_id
          from risks.rating where risk_id = r.id and rated_on <= ${since} order by rated_on desc, place desc limit 1) g on true
      left join risks.band gb on gb.id = g.band_id left join ${asOf(['risks', 'band'], endOf(since))} tb on tb.id = g.band_id
    where coalesce(r.closed_on > ${since}, true) and ${inUnit(unitId)}
    order by (r.closed_on is not null) desc, (g.before is null) desc, abs(coalesce(r.score, 0) - coalesce(g.before, 0)) desc, r.score desc nulls last, r.title, r.id limit ${limit}`)
}

/** Meetings of boards that have been held, the latest first. */
export function boardMeetings(db: Queries, today: Day): Promise<{ id: string; name: string; heldOn: Day }[]> {
  return db.many(sql`
    select m.id, b.name, m.held_on as "heldOn" from people.meeting m join people.body b on b.id = m.body_id
    where b.kind = 'board' and m.held_on <= ${today} order by m.held_on desc, b.name limit 50`)
}
