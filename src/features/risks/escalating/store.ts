import { appointmentsOn, isOrActsFor, joinName, leftJoinName, presentOn } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { dayOfInstant, type Queries, sql } from '#platform/db/index.ts'
import type { OUTCOMES } from '../model.ts'

export interface OpenRisk {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly unitId: string
  readonly unit: string
  readonly isTheirs: boolean
  readonly likelihoodId: string | null
  readonly impactId: string | null
  readonly reviewDays: number | null
}

/** A risk that is open, and whether it is somebody's, or of somebody for whom they act. */
export const openRiskOf = (db: Queries, id: string, personId: string, today: Day): Promise<OpenRisk | null> =>
  db.maybe(sql`
    select r.id, r.title, r.version, r.unit_id as "unitId", u.name as unit, r.likelihood_id as "likelihoodId",
      r.impact_id as "impactId", b.review_days as "reviewDays", coalesce(${isOrActsFor(sql`r.owner_id`, personId, today)}, false) as "isTheirs"
    from risks.risk r ${joinName('unit', 'u', 'r.unit_id')} left join risks.band b on b.id = r.band_id where r.id = ${id} and r.closed_on is null`)

export interface Taker {
  readonly value: string
  readonly text: string
  readonly unitId: string
  readonly personId: string
}

/** People with a role in a unit above or below the one that holds a risk, nearest above first. */
export function takersFor(db: Queries, unitId: string, today: Day): Promise<Taker[]> {
  return db.many(sql`
    with recursive above as (
      select parent_id as id, 1 as steps from people.unit where id = ${unitId} and parent_id is not null
      union all
      select u.parent_id, a.steps + 1 from people.unit u join above a on u.id = a.id where u.parent_id is not null
    ), near as (select id, steps from above union all select id, 100 from people.unit where parent_id = ${unitId} and closed_on is null)
    select a.id as value, p.name || ' – ' || coalesce(r.short_name, r.name) || ', ' || u.name as text, u.id as "unitId", p.id as "personId"
    from near n join people.unit u on u.id = n.id join ${appointmentsOn(today)} a on a.unit_id = n.id join ${presentOn(today)} p on p.id = a.person_id
      join people.role r on r.id = a.role_id
    order by n.steps, r.hears_overdue is null, p.name, a.id limit 300`)
}

export interface EscalationFacts {
  readonly toUnitId: string
  readonly riskId: string
  readonly risk: string
  readonly from: string
  readonly to: string
  readonly owner: string
  readonly ownerId: string
  readonly by: string | null
  readonly byId: string | null
  readonly why: string
  readonly on: Day
  readonly outcome: keyof typeof OUTCOMES | null
  readonly answer: string | null
}

/** One escalation: of what, from where to whom, and what they said. */
export const escalationOf = (db: Queries, id: string): Promise<EscalationFacts | null> =>
  db.maybe(sql`
        select r.id as "riskId", r.title as risk, f.name as from, t.name as to, o.name as owner, o.id as "ownerId", t.id as "toUnitId", b.name as by, b.id as "byId", e.why,
          ${dayOfInstant(sql`e.at`)} as on, e.outcome, e.answer
        from risks.escalation e join risks.risk r on r.id = e.risk_id ${joinName('unit', 'f', 'e.from_unit_id')} ${joinName('unit', 't', 'e.to_unit_id')}
          ${joinName('person', 'o', 'e.to_owner_id')} ${leftJoinName('person', 'b', 'e.by_person_id')} where e.id = ${id}`)
