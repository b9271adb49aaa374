import { sql, type Tx } from '#platform/db/index.ts'
import { awaitsVerdict, DELIVERABLE_FROM, isChange, isFinished, lastDay, lateAfter, ownDay } from './conditions.ts'

/**
 * Works out again what stands now for these actions, from their dated rows. The rules are those of `model.ts`
 * (`isFinished`, `overdueAfter`); a test holds the two together.
 */
export async function refreshActions(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run(sql`
    update plans.action a set
      target_text = t.text, target_kind = coalesce(t.kind, 'unset'), target_earliest = t.earliest, target_latest = t.latest, target_why = t.why,
      overdue_after = least(${lastDay(sql`t.kind`, sql`t.latest`)}, d.due),
      deliverable_due = d.due, deliverables_first = d.first, deliverables_last = d.last,
      status = coalesce(c.status, 'unclaimed'), verdict = v.verdict,
      is_finished = ${isFinished()},
      finished_on = case when ${isFinished()} then c.claimed_on end,
      awaits_verdict = ${awaitsVerdict()} or d.awaits,
      slips = s.slips, slipped_days = s.days, version = a.version + 1
    from unnest(${ids}::uuid[]) as wanted (id)
      left join lateral (select * from plans.target where action_id = wanted.id order by set_on desc, at desc, id desc limit 1) t on true
      left join lateral (select * from plans.claim where action_id = wanted.id and deliverable_id is null order by claimed_on desc, at desc, id desc limit 1) c on true
      left join plans.verdict v on v.claim_id = c.id
      cross join lateral (
        select min(${lateAfter({ isFinished: sql`o.is_finished`, status: sql`o.status`, latest: sql`o.latest`, ownDay: ownDay('oa', 'op') })}) as due,
          min(${DELIVERABLE_FROM}) as first, max(o.latest) as last, coalesce(bool_or(o.awaits_verdict), false) as awaits
        from plans.deliverable o join plans.action oa on oa.id = o.action_id join plans.plan op on op.id = oa.plan_id where o.action_id = wanted.id and o.withdrawn_at is null) d
      cross join lateral (
        select count(*) filter (where slip_days > 0) as slips, coalesce(sum(slip_days) filter (where slip_days > 0), 0) as days
        from plans.target t where t.action_id = wanted.id and ${isChange('t')}) s
    where a.id = wanted.id`)
}
