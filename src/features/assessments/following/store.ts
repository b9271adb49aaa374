import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'

/** Something that an assessment found, with the recommendation that it became and how that stands. */
export interface Finding {
  readonly id: string
  readonly participantId: string
  readonly unit: string
  readonly question: string | null
  readonly section: string | null
  readonly text: string
  readonly horizon: 'quick-win' | 'longer-term'
  readonly at: Date
  readonly by: string | null
  readonly recommendationId: string | null
  readonly recommendation: string | null
  readonly planId: string | null
  readonly plan: string | null
  readonly actions: number
  readonly finished: number
  readonly invitedAt: Date | null
  readonly rescoredBy: string | null
}

const FINDING = sql`
  n.id, n.participant_id as "participantId", p.unit_name as unit, n.question, n.section, n.text, n.horizon, n.at, pe.name as by,
  n.recommendation_id as "recommendationId", coalesce(r.ref, r.text) as recommendation, r.plan_id as "planId", pl.title as plan,
  coalesce(a.actions, 0) as actions, coalesce(a.finished, 0) as finished, n.invited_at as "invitedAt", n.rescored_by as "rescoredBy"`
const FINDING_FROM = sql`assessments.finding n join assessments.participant p on p.id = n.participant_id left join people.person pe on pe.id = n.by_person_id
  left join plans.recommendation r on r.id = n.recommendation_id left join plans.plan pl on pl.id = r.plan_id
  left join lateral (select count(*) as actions, count(*) filter (where x.is_finished) as finished from plans.action x where x.recommendation_id = n.recommendation_id) a on true`

export function findings(db: Queries, where: Sql, limit = 500): Promise<Finding[]> {
  return db.many(
    sql`select ${FINDING} from ${FINDING_FROM} where ${where} order by p.unit_name, n.at, n.id limit ${limit}`,
  )
}

export interface Consequence {
  readonly id: string
  readonly participantId: string
  readonly campaignId: string
  readonly campaign: string
  readonly unit: string
  readonly kind: 'repeat' | 'escalate'
  readonly why: string
  readonly dueOn: Day | null
  readonly roleId: string | null
  readonly role: string | null
  readonly holders: string | null
  readonly repeatId: string | null
  readonly repeatState: string | null
  readonly raisedAt: Date
  readonly sentOn: Day | null
  readonly sentBy: string | null
  readonly settledOn: Day | null
  readonly settledBy: string | null
  readonly note: string | null
}

export function consequences(db: Queries, where: Sql, today: Day, limit = 500): Promise<Consequence[]> {
  return db.many(sql`
    select q.id, q.participant_id as "participantId", p.campaign_id as "campaignId", c.name as campaign, p.unit_name as unit, q.kind, q.why, q.due_on as "dueOn",
      q.role_id as "roleId", r.name as role, q.repeat_id as "repeatId", n.state as "repeatState", q.raised_at as "raisedAt", q.sent_on as "sentOn", sb.name as "sentBy",
      q.settled_on as "settledOn", tb.name as "settledBy", q.note,
      (select string_agg(h.name, ', ' order by h.name) from people.appointment a join people.person h on h.id = a.person_id
        where a.role_id = q.role_id and a.from_on <= ${today} and coalesce(a.until_on >= ${today}, true) and coalesce(h.left_on >= ${today}, true)) as holders
    from assessments.consequence q join assessments.participant p on p.id = q.participant_id join assessments.campaign c on c.id = p.campaign_id
      left join people.role r on r.id = q.role_id left join assessments.participant n on n.id = q.repeat_id
      left join people.person sb on sb.id = q.sent_by left join people.person tb on tb.id = q.settled_by
    where ${where} order by q.raised_at desc, q.id limit ${limit}`)
}
