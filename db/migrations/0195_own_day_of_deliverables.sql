-- What was due since the day of the plan counts as late, also where the plan came here later: works out again what stands of deliverables.
update plans.action a set deliverable_due = n.due,
  overdue_after = least(case when a.target_kind <> all(array['ongoing', 'recurring', 'unset', 'done']) then a.target_latest end, n.due)
from (
  select b.id, (
    select min(o.latest) from plans.deliverable o
    where o.action_id = b.id and o.withdrawn_at is null and not o.is_finished and o.status <> 'on-hold' and o.latest >= b.own_day) as due
  from (
    select c.id, case when c.made_by is not null then (c.made_at at time zone 'Europe/London')::date when c.made_at = p.made_at then p.plan_on
      else coalesce((select t.set_on from plans.target t where t.action_id = c.id and t.at = c.made_at limit 1),
        (c.made_at at time zone 'Europe/London')::date) end as own_day
    from plans.action c join plans.plan p on p.id = c.plan_id) b) n
where n.id = a.id and a.deliverable_due is distinct from n.due;
