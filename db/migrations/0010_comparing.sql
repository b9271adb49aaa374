-- The day to which the claim speaks by which an action is finished: for counting how many were finished by when.
alter table plans.action add column finished_on date;
update plans.action a set finished_on = (
  select c.claimed_on from plans.claim c where c.action_id = a.id and c.deliverable_id is null order by c.claimed_on desc, c.at desc, c.id desc limit 1)
where a.is_finished;
create index claim_day on plans.claim (claimed_on);
create index verdict_day on plans.verdict (judged_on);
create index target_day on plans.target (set_on) where cause in ('change', 'milestone');
create index change_day on plans.change (changed_on);
create index commentary_day on plans.commentary (said_on);
