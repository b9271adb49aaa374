import { leftJoinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { isChange, ownDay, SAID_DAYS } from '../conditions.ts'
import type { Kind } from '../dates/index.ts'
import type { StandingStatus, Verdict } from '../model.ts'

export interface Action {
  readonly id: string
  readonly planId: string
  readonly planTitle: string
  readonly planOn: Day
  readonly recommendationId: string
  readonly recommendationRef: string | null
  readonly recommendationText: string | null
  readonly ref: string | null
  readonly text: string
  readonly priority: string | null
  readonly unit: string | null
  readonly unitId: string | null
  readonly planUnitId: string | null
  readonly version: number
  readonly madeAt: Date
  /** The day since which it is promised. */
  readonly ownDay: Day
  readonly targetText: string | null
  readonly kind: Kind
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly why: string | null
  /** Which of its target dates stands; null where it has none. */
  readonly targetId: string | null
  /** The cell of its owners as the document has it, where that holds more or other words than they do. */
  readonly ownersCell: string | null
  readonly status: StandingStatus
  /** Whose latest claim it is: somebody's, or that of the document that was imported; null without a claim. */
  readonly claimedBy: 'person' | 'document' | null
  readonly verdict: Verdict | null
  readonly awaitsVerdict: boolean
  readonly deliverableDue: Day | null
  /** The days that its target date says: its own, or those of its deliverables. */
  readonly firstDay: Day | null
  readonly lastDay: Day | null
  readonly slips: number
  /** Days of its moves to a later day; moves to an earlier one take none away. */
  readonly slippedDays: number
  /** How often its date was moved earlier, and by how many days in all. */
  readonly forwards: number
  readonly forwardDays: number
  readonly milestoneId: string | null
  readonly milestone: string | null
  /** The version of the document that no longer had it. */
  readonly absentSince: string | null
}

export function findAction(db: Queries, id: string): Promise<Action | null> {
  return db.maybe(
    prepared(sql`
    select a.id, a.plan_id as "planId", p.title as "planTitle", p.plan_on as "planOn", r.id as "recommendationId", r.ref as "recommendationRef", r.text as "recommendationText",
      a.ref, a.text, a.priority, u.name as unit, a.unit_id as "unitId", p.unit_id as "planUnitId", a.version, a.made_at as "madeAt", ${ownDay()} as "ownDay", a.target_text as "targetText", a.target_kind as kind, a.target_earliest as earliest,
      (select id from plans.target where action_id = a.id order by set_on desc, at desc, id desc limit 1) as "targetId", a.source->>'ownersCell' as "ownersCell",
      a.target_latest as latest, a.target_why as why, a.status, a.verdict,
      (select case when c.by_person_id is null then 'document' else 'person' end from plans.claim c
        where c.action_id = a.id and c.deliverable_id is null order by c.claimed_on desc, c.at desc, c.id desc limit 1) as "claimedBy",
      a.awaits_verdict as "awaitsVerdict", ${SAID_DAYS}, a.slips, a.slipped_days as "slippedDays",
      f.forwards, f.days as "forwardDays",
      a.milestone_id as "milestoneId", (select name from plans.milestone where id = a.milestone_id) as milestone,
      (select file_name from plans.revision where id = a.absent_since) as "absentSince"
    from plans.action a join plans.plan p on p.id = a.plan_id join plans.recommendation r on r.id = a.recommendation_id
      ${leftJoinName('unit', 'u', 'a.unit_id')}
      cross join lateral (
        select count(*) as forwards, coalesce(-sum(slip_days), 0) as days from plans.target t
        where t.action_id = a.id and ${isChange('t')} and slip_days < 0) f
    where a.id = ${id}`),
  )
}

/** Takes hold of an action until the transaction ends, so that the rules are asked of what is true. */
export function lockAction(tx: Tx, id: string): Promise<{ planOn: Day } | null> {
  return tx.maybe(
    sql`select p.plan_on as "planOn" from plans.action a join plans.plan p on p.id = a.plan_id where a.id = ${id} for update of a`,
  )
}
