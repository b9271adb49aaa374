-- Days slipped are those of moves to a later day. Moves to an earlier day are told apart and take nothing away from them.
update plans.action a set slipped_days = s.days
from (
  select action_id, coalesce(sum(slip_days) filter (where slip_days > 0), 0) as days
  from plans.target where cause in ('change', 'milestone') group by action_id) s
where s.action_id = a.id and a.slipped_days <> s.days;
