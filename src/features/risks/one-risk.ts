import { isOrActsFor, joinName, leftJoinName } from '#features/people/index.ts'
import { isSeenByAll } from '#features/shares/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { dayOfInstant, type Queries, sql } from '#platform/db/index.ts'
import { INCIDENT } from './incidents/kind.ts'
import type { BandColour, RATED } from './model.ts'
import { heldLow } from './store.ts'

export interface RiskFacts {
  readonly isTheirs: boolean
  readonly isOpen: boolean
  readonly heldLow: boolean
  readonly band: string | null
  readonly beyond: string | null
  readonly category: string | null
  readonly appetite: string | null
  readonly escalation: string | null
}

/** How an open risk stands, for whoever looks at it. */
export const riskFacts = (db: Queries, id: string, viewerId: string, today: Day): Promise<RiskFacts> =>
  db.one(sql`
    select coalesce(${isOrActsFor(sql`r.owner_id`, viewerId, today)}, false) as "isTheirs", r.closed_on is null as "isOpen", coalesce(${heldLow}, false) as "heldLow", b.name as band, r.beyond, c.name as category, a.name as appetite,
      (select e.id from risks.escalation e where e.risk_id = r.id and e.outcome is null) as escalation
    from risks.risk r ${joinName('unit', 'u', 'r.unit_id')} left join risks.band b on b.id = r.band_id left join risks.category c on c.id = r.category_id
      left join risks.band a on a.id = c.appetite_id where r.id = ${id}`)

export interface ControlRow {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly owner: string | null
  readonly works: string | null
  readonly testedOn: Day | null
}

/** What keeps a risk down. */
export const controlsOf = (db: Queries, id: string): Promise<ControlRow[]> =>
  db.many(sql`
    select c.id, c.name, c.kind, p.name as owner, c.works, c.tested_on as "testedOn" from risks.control c ${leftJoinName('person', 'p', 'c.owner_id')}
    where c.risk_id = ${id} and c.ended_on is null order by c.name, c.id limit 200`)

export interface ActionRow {
  readonly id: string
  readonly what: string
  readonly actionId: string | null
  readonly action: string | null
  readonly isFinished: boolean | null
  readonly owner: string | null
  readonly dueOn: Day | null
  readonly doneOn: Day | null
}

/** What is done about a risk. */
export const actionsOf = (db: Queries, id: string): Promise<ActionRow[]> =>
  db.many(sql`
    select m.id, m.what, m.action_id as "actionId", n.name as action, a.is_finished as "isFinished", p.name as owner, coalesce(a.last_day, m.due_on) as "dueOn",
      m.done_on as "doneOn"
    from risks.mitigation m left join plans.action a on a.id = m.action_id left join plans.action_named n on n.id = a.id ${leftJoinName('person', 'p', 'm.owner_id')}
    where m.risk_id = ${id} and m.ended_on is null order by coalesce(a.last_day, m.due_on) nulls last, m.id limit 200`)

export interface LinkRow {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly href: string | null
  readonly note: string | null
  readonly puid: string | null
  readonly level: string | null
  readonly files: number
}

/** What a risk is to, with what the shared drives that everybody sees hold of a format. */
export const linksOf = (db: Queries, id: string): Promise<LinkRow[]> =>
  db.many(sql`
    select t.id, case when a.id is not null then 'Asset' when p.id is not null then 'Place' else 'Format' end as kind, coalesce(a.name, p.name, t.format) as name,
      case when a.id is not null then '/assets/assets/' || a.id when p.id is not null then '/assets/places/' || p.id end as href, t.note, f.puid, r.level,
      (select coalesce(sum(n.files), 0) from shares.tally n join shares.share s on s.id = n.share_id and ${isSeenByAll('s')}
        where n.measure = 'format' and n.key = f.puid) as files
    from risks.tie t left join assets.asset a on a.id = t.asset_id left join assets.place p on p.id = t.place_id
      cross join lateral (select substring(t.format from '(?:x-)?fmt/[0-9]+') as puid) f left join shares.policy y on y.is_in_use
      left join shares.policy_rule r on r.policy_id = y.id and r.puid = f.puid
    where t.risk_id = ${id} and t.ended_on is null order by 2, 3 limit 200`)

export interface IncidentRow {
  readonly id: string
  readonly title: string
  readonly awareOn: Day
  readonly clock: string
}

/** When a risk came true. */
export const incidentsOf = (db: Queries, id: string, viewer: Person): Promise<IncidentRow[]> =>
  db.many(sql`
    select id, title, ${dayOfInstant(sql`aware_at`)} as "awareOn", clock from risks.incident where risk_id = ${id} and ${condition(viewer, INCIDENT, 'read', 'incident')} order by aware_at desc limit 100`)

export interface EscalationRow {
  readonly id: string
  readonly on: Day
  readonly from: string
  readonly to: string
  readonly owner: string
  readonly why: string
  readonly outcome: string | null
  readonly answer: string | null
}

/** Where a risk was escalated or handed down. */
export const escalationsOf = (db: Queries, id: string): Promise<EscalationRow[]> =>
  db.many(sql`
    select e.id, ${dayOfInstant(sql`e.at`)} as on, f.name as from, t.name as to, p.name as owner, e.why, e.outcome, e.answer
    from risks.escalation e ${joinName('unit', 'f', 'e.from_unit_id')} ${joinName('unit', 't', 'e.to_unit_id')} ${joinName('person', 'p', 'e.to_owner_id')}
    where e.risk_id = ${id} order by e.at desc limit 100`)

export interface RatingRow {
  readonly on: Day
  readonly kind: keyof typeof RATED
  readonly band: string | null
  readonly colour: BandColour | null
  readonly score: number | null
  readonly note: string | null
  readonly by: string | null
}

/** How a risk was judged. */
export const ratingsOf = (db: Queries, id: string): Promise<RatingRow[]> =>
  db.many(sql`
    select g.rated_on as on, g.kind, b.name as band, b.colour, g.score, g.note, p.name as by
    from risks.rating g left join risks.band b on b.id = g.band_id ${leftJoinName('person', 'p', 'g.by_person_id')}
    where g.risk_id = ${id} order by g.rated_on desc, g.place desc limit 100`)

/** The unit in which a risk is held. */
export const heldIn = async (db: Queries, id: string): Promise<string | null> =>
  (await db.maybe<{ unitId: string }>(sql`select unit_id as "unitId" from risks.risk where id = ${id}`))?.unitId ?? null
