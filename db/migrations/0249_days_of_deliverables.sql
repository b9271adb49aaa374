-- A target date that says no day says those of the deliverables of its action, on every page and in every file: the first and the last of them
-- are kept beside the target date, and what both say together is asked, sorted and filtered by.

alter table plans.action
  -- The first and the last day of the deliverables that stand and have a last day, whether they are finished or not.
  add column deliverables_first date,
  add column deliverables_last date;

alter table plans.action
  add column first_day date generated always as (
    case when target_earliest is null and target_latest is null and target_kind <> 'recurring' and target_kind <> 'done' then deliverables_first else target_earliest end) stored,
  add column last_day date generated always as (
    case when target_earliest is null and target_latest is null and target_kind <> 'recurring' and target_kind <> 'done' then deliverables_last else target_latest end) stored;

update plans.action a set deliverables_first = d.first, deliverables_last = d.last
from (
  select action_id, min(coalesce(earliest, latest)) as first, max(latest) as last
  from plans.deliverable where withdrawn_at is null and latest is not null group by action_id) d
where d.action_id = a.id;

drop index plans.action_by_due, plans.action_by_due_backwards, plans.action_by_status, plans.action_by_plan, plans.action_awaiting;
create index action_by_due on plans.action (coalesce(last_day, 'infinity'::date), id);
create index action_by_due_backwards on plans.action (coalesce(last_day, '-infinity'::date), id);
create index action_by_status on plans.action (status, coalesce(last_day, 'infinity'::date), id);
create index action_by_plan on plans.action (plan_id, coalesce(last_day, 'infinity'::date), id);
create index action_awaiting on plans.action (coalesce(last_day, 'infinity'::date), id) where awaits_verdict;
