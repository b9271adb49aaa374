-- What supports a claim: files, links and notes. Some are for the parties only: owners, assessors and those who run the plan.
create table plans.evidence (
  id uuid primary key,
  claim_id uuid not null references plans.claim (id),
  action_id uuid not null references plans.action (id),
  kind text not null check (kind in ('file', 'link', 'note')),
  digest bytea references blobs.blob (digest),
  size bigint,
  -- The file's name, or what the link is called.
  name text,
  url text,
  note text,
  audience text not null check (audience in ('readers', 'parties')),
  at timestamptz not null,
  by_person_id uuid not null references people.person (id),
  withdrawn_at timestamptz,
  withdrawn_by uuid references people.person (id),
  withdrawn_why text,
  check (case kind when 'file' then digest is not null when 'link' then url is not null else note is not null end),
  check ((withdrawn_at is null) = (withdrawn_why is null))
);
create index evidence_claim on plans.evidence (claim_id, at);
create index evidence_action on plans.evidence (action_id, at);
grant select, insert on plans.evidence to muniment_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_why) on plans.evidence to muniment_app;

-- A named event without a date, or with one: actions wait for it.
create table plans.milestone (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  name text collate natural_order not null,
  -- The day on which it happens, as last said; null while nobody knows. What it follows decides it, if it follows another.
  on_day date,
  follows_id uuid references plans.milestone (id),
  follows_days integer,
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  check ((follows_id is null) = (follows_days is null)),
  check (follows_days between -3650 and 3650)
);
create unique index milestone_name on plans.milestone (plan_id, lower(name));
create index milestone_follows on plans.milestone (follows_id);

-- Every day that a milestone has had.
create table plans.milestone_day (
  id uuid primary key,
  milestone_id uuid not null references plans.milestone (id),
  on_day date,
  set_on date not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  reason text not null
);
create index milestone_day_milestone on plans.milestone_day (milestone_id, at);
create trigger milestone_day_kept before update or delete or truncate on plans.milestone_day execute function audit.refuse_change();

-- A milestone does not wait for itself, however long the way round.
create function plans.refuse_milestone_circle() returns trigger language plpgsql as $$
begin
  if new.follows_id is null then return new; end if;
  perform pg_advisory_xact_lock(hashtext('plans.milestone'));
  if exists (
    with recursive before as (
      select new.follows_id as id
      union
      select m.follows_id from plans.milestone m join before b on m.id = b.id where m.follows_id is not null
    ) select from before where id = new.id
  ) then
    raise exception 'a milestone cannot wait for itself' using errcode = 'check_violation', constraint = 'milestone_circle';
  end if;
  return new;
end $$;
create trigger milestone_circle before insert or update of follows_id on plans.milestone for each row execute function plans.refuse_milestone_circle();

-- The milestone that an action waits for, and how many days after it the action is due; negative for before.
alter table plans.action add column milestone_id uuid references plans.milestone (id), add column milestone_days integer,
  add check ((milestone_id is null) = (milestone_days is null));
create index action_milestone on plans.action (milestone_id) where milestone_id is not null;
alter table plans.target drop constraint target_cause_check, add check (cause in ('first', 'correction', 'change', 'milestone'));
alter table plans.target add column milestone_day_id uuid references plans.milestone_day (id);

-- One of several promises under an action: a part of it, or one occurrence of what comes round again.
create table plans.deliverable (
  id uuid primary key,
  action_id uuid not null references plans.action (id),
  kind text not null check (kind in ('part', 'occurrence')),
  text text not null,
  target_text text,
  target_kind text not null,
  earliest date,
  latest date,
  why text not null,
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  withdrawn_at timestamptz,
  -- What stands now, as for actions.
  status text not null default 'unclaimed',
  verdict text,
  is_finished boolean not null default false,
  awaits_verdict boolean not null default false
);
create index deliverable_action on plans.deliverable (action_id, latest);
create unique index deliverable_occurrence on plans.deliverable (action_id, latest) where kind = 'occurrence' and withdrawn_at is null;
create index deliverable_due on plans.deliverable (latest, id) where not is_finished and withdrawn_at is null;
alter table plans.claim add column deliverable_id uuid references plans.deliverable (id);
create index claim_deliverable on plans.claim (deliverable_id, claimed_on, at) where deliverable_id is not null;
-- The first last day of a deliverable that is still open; silence on what was due before the action was recorded is not counted.
alter table plans.action add column deliverable_due date;

grant select, insert, update on plans.milestone, plans.deliverable to muniment_app;
grant select, insert on plans.milestone_day to muniment_app;
