import { appointmentsOn, joinName, leftJoinName, presentOn } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { isUnderWay, SAID_DAYS } from '../conditions.ts'
import type { StandingStatus } from '../model.ts'
import { ownersInFull } from '../owners-in-words.ts'
import type { Homes } from '../rights.ts'
import type { SaidTarget } from '../targets.ts'

/** An action that a rule wants to go up, and has not raised for this occasion before. */
export interface Found {
  readonly ruleId: string
  readonly actionId: string
  readonly roleId: string
  readonly occasion: string
  readonly why: string
}

/**
 * What the rules find on a day, at most `limit`. The occasion is what the rule saw: the day that was missed, the number of slips,
 * the number of refusals. The same occasion is raised once, so an escalation that was settled comes back only if it gets worse.
 */
export function findOccasions(db: Queries, today: Day, limit: number): Promise<Found[]> {
  return db.many(sql`
    with rule as (select * from plans.escalation_rule where ended_on is null or ended_on > ${today}),
    found as (
      select r.id as rule_id, a.id as action_id, r.role_id, a.overdue_after::text as occasion,
        'It is overdue by ' || (${today}::date - a.overdue_after) || ' days: the rule “' || r.name || '” asks for ' || r.threshold || '.' as why
      from rule r join plans.action a on r.kind = 'overdue' and ${isUnderWay()} and a.overdue_after <= ${today}::date - r.threshold
      union all
      select r.id, a.id, r.role_id, a.slips::text, 'Its target date has been moved later ' || a.slips || ' times: the rule “' || r.name || '” asks for ' || r.threshold || '.'
      from rule r join plans.action a on r.kind = 'slipped' and not a.is_finished and a.slips >= r.threshold
      union all
      select r.id, a.id, r.role_id, v.refusals::text, 'An assessor has refused its claims ' || v.refusals || ' times: the rule “' || r.name || '” asks for ' || r.threshold || '.'
      from rule r join (select action_id, count(*) as refusals from plans.verdict where verdict = 'not-accepted' group by action_id) v
          on r.kind = 'refused' and v.refusals >= r.threshold
        join plans.action a on a.id = v.action_id and not a.is_finished
    )
    select f.rule_id as "ruleId", f.action_id as "actionId", f.role_id as "roleId", f.occasion, f.why
    from found f where not exists (
      select from plans.escalation e where e.rule_id = f.rule_id and e.action_id = f.action_id and (e.occasion = f.occasion or e.settled_on is null))
    order by f.action_id, f.rule_id limit ${limit}`)
}

export async function writeEscalations(
  tx: Tx,
  rows: readonly (Found & { readonly id: string })[],
  today: Day,
  at: Date,
): Promise<number> {
  return tx.run(sql`
    insert into plans.escalation (id, rule_id, action_id, role_id, occasion, why, raised_on, at)
    select n.id, n."ruleId", n."actionId", n."roleId", n.occasion, n.why, ${today}, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, "ruleId" uuid, "actionId" uuid, "roleId" uuid, occasion text, why text)
    on conflict do nothing`)
}

export interface Escalation extends SaidTarget, Homes {
  readonly id: string
  readonly actionId: string
  readonly ref: string | null
  readonly text: string
  readonly planId: string
  readonly planTitle: string
  readonly owners: string | null
  readonly status: StandingStatus
  readonly slips: number
  readonly rule: string
  readonly roleId: string
  readonly role: string
  /** Who holds the role today, one on each line; null if nobody does. */
  readonly holders: string | null
  readonly why: string
  readonly raisedOn: Day
  readonly sentOn: Day | null
  readonly sentBy: string | null
  readonly settledOn: Day | null
  readonly settledBy: string | null
  readonly note: string | null
}

export const ESCALATION = (today: Day) => sql`
  e.id, a.id as "actionId", a.unit_id as "unitId", p.unit_id as "planUnitId", a.ref, a.text, a.plan_id as "planId", p.title as "planTitle", ${ownersInFull(sql`a.id`)} as owners,
  a.target_text as "targetText", a.target_kind as kind, a.target_earliest as earliest, a.target_latest as latest, ${SAID_DAYS}, a.status, a.slips, r.name as rule, e.role_id as "roleId", ro.name as role,
  (select string_agg(h.name, ${'\n'} order by h.name) from ${appointmentsOn(today)} ap join ${presentOn(today)} h on h.id = ap.person_id
    where ap.role_id = e.role_id) as holders,
  e.why, e.raised_on as "raisedOn", e.sent_on as "sentOn", s.name as "sentBy", e.settled_on as "settledOn", t.name as "settledBy", e.note`

export const ESCALATION_FROM = sql`
  plans.escalation e join plans.escalation_rule r on r.id = e.rule_id join plans.action a on a.id = e.action_id join plans.plan p on p.id = a.plan_id
  ${joinName('role', 'ro', 'e.role_id')} ${leftJoinName('person', 's', 'e.sent_by')} ${leftJoinName('person', 't', 'e.settled_by')}`

export function findEscalation(db: Queries, id: string, today: Day): Promise<Escalation | null> {
  return db.maybe(sql`select ${ESCALATION(today)} from ${ESCALATION_FROM} where e.id = ${id}`)
}

export function escalationsOf(db: Queries, actionId: string, today: Day): Promise<Escalation[]> {
  return db.many(
    prepared(
      sql`select ${ESCALATION(today)} from ${ESCALATION_FROM} where e.action_id = ${actionId} order by e.at desc, e.id limit 50`,
    ),
  )
}

/** Marks an escalation as sent, if it waits for that. */
export function markSent(
  tx: Tx,
  id: string,
  today: Day,
  by: string,
): Promise<{ actionId: string; roleId: string; why: string } | null> {
  return tx.maybe(sql`
    update plans.escalation set sent_on = ${today}, sent_by = ${by} where id = ${id} and sent_on is null and settled_on is null
    returning action_id as "actionId", role_id as "roleId", why`)
}

export function settle(tx: Tx, id: string, today: Day, by: string, note: string): Promise<number> {
  return tx.run(
    sql`update plans.escalation set settled_on = ${today}, settled_by = ${by}, note = ${note} where id = ${id} and settled_on is null`,
  )
}
