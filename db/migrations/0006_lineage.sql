-- Where a matter comes from and where it went: what it says again, replaces or was merged from, and whom it went up to.
create table plans.lineage (
  id uuid primary key,
  kind text not null check (kind in ('reiterates', 'supersedes', 'merged-from', 'escalated-to')),
  action_id uuid references plans.action (id),
  recommendation_id uuid references plans.recommendation (id),
  earlier_action_id uuid references plans.action (id),
  earlier_recommendation_id uuid references plans.recommendation (id),
  role_id uuid references people.role (id),
  -- What a document wrote, where it was not found.
  words text,
  note text,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  ended_at timestamptz,
  ended_by uuid references people.person (id),
  check ((action_id is null) <> (recommendation_id is null)),
  check (num_nonnulls(earlier_action_id, earlier_recommendation_id, role_id, words) >= 1),
  check (kind <> 'escalated-to' or role_id is not null)
);
create index lineage_action on plans.lineage (action_id) where ended_at is null;
create index lineage_recommendation on plans.lineage (recommendation_id) where ended_at is null;
create index lineage_earlier_action on plans.lineage (earlier_action_id) where ended_at is null;
create index lineage_earlier_recommendation on plans.lineage (earlier_recommendation_id) where ended_at is null;
grant select, insert on plans.lineage to muniment_app;
grant update (ended_at, ended_by) on plans.lineage to muniment_app;

-- Nothing comes from itself, however long the way round.
create function plans.refuse_lineage_circle() returns trigger language plpgsql as $$
declare
  is_circle boolean;
begin
  -- One link at a time, so that two that would close a circle together meet here.
  perform pg_advisory_xact_lock(hashtext('plans.lineage'));
  with recursive earlier (kind, id) as (
    select 'action', new.earlier_action_id where new.earlier_action_id is not null
    union
    select 'recommendation', new.earlier_recommendation_id where new.earlier_recommendation_id is not null
    union
    select next.kind, next.id from earlier e
      join plans.lineage l on l.ended_at is null and ((e.kind = 'action' and l.action_id = e.id) or (e.kind = 'recommendation' and l.recommendation_id = e.id))
      cross join lateral (values ('action', l.earlier_action_id), ('recommendation', l.earlier_recommendation_id)) as next (kind, id)
    where next.id is not null
  )
  select exists (select from earlier where id = coalesce(new.action_id, new.recommendation_id)) into is_circle;
  if is_circle then
    raise exception 'a matter cannot come from itself' using errcode = 'check_violation', constraint = 'lineage_circle';
  end if;
  return new;
end $$;
create trigger lineage_circle before insert on plans.lineage for each row execute function plans.refuse_lineage_circle();

-- A document can hold the assessor's voice too: such a verdict is by nobody in particular.
alter table plans.verdict alter column by_person_id drop not null;

-- When an action goes up, and to whom: rules that a department sets, and what they found.
create table plans.escalation_rule (
  id uuid primary key,
  version integer not null default 1,
  name text collate natural_order not null,
  kind text not null check (kind in ('overdue', 'slipped', 'refused')),
  -- Days overdue, times slipped, times refused.
  threshold integer not null check (threshold between 1 and 3650),
  role_id uuid not null references people.role (id),
  ended_on date
);
create unique index escalation_rule_name on plans.escalation_rule (lower(name));

create table plans.escalation (
  id uuid primary key,
  rule_id uuid not null references plans.escalation_rule (id),
  action_id uuid not null references plans.action (id),
  role_id uuid not null references people.role (id),
  -- What the rule saw: the same thing is raised once.
  occasion text not null,
  why text not null,
  raised_on date not null,
  at timestamptz not null,
  sent_on date,
  sent_by uuid references people.person (id),
  settled_on date,
  settled_by uuid references people.person (id),
  note text,
  unique (rule_id, action_id, occasion),
  check ((settled_on is null) = (note is null))
);
create index escalation_open on plans.escalation (at, id) where settled_on is null;
create index escalation_action on plans.escalation (action_id);
grant select, insert, update on plans.escalation_rule to muniment_app;
grant select, insert on plans.escalation to muniment_app;
grant update (sent_on, sent_by, settled_on, settled_by, note) on plans.escalation to muniment_app;
