-- Action plans: recommendations, actions, their target dates, what owners claim and what assessors judge.
create schema plans;
grant usage on schema plans to muniment_app;

create table plans.plan (
  id uuid primary key,
  title text collate natural_order not null,
  unit_id uuid references people.unit (id),
  -- The plan's own date, from which its words are counted.
  plan_on date not null,
  source_name text,
  source_digest bytea references blobs.blob (digest),
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  closed_on date
);
create index plan_list on plans.plan (title, id);
create index plan_unit on plans.plan (unit_id);

create table plans.recommendation (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  position integer not null,
  ref text collate natural_order,
  text text,
  updated_on date,
  unique (plan_id, position)
);

create table plans.action (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  recommendation_id uuid not null references plans.recommendation (id),
  position integer not null,
  ref text collate natural_order,
  text text not null check (text <> ''),
  priority text,
  -- 1 high, 2 medium, 3 low; null where the words do not say.
  priority_rank smallint,
  unit_id uuid references people.unit (id),
  made_at timestamptz not null,
  version integer not null default 1,
  -- What stands now, kept by the deeds that add the dated rows below, so that lists need not work it out.
  target_text text,
  target_kind text not null default 'unset',
  target_earliest date,
  target_latest date,
  target_why text,
  status text not null default 'unclaimed',
  -- The day after which the action is overdue unless it is finished; null for what has no end.
  overdue_after date,
  is_finished boolean not null default false,
  awaits_verdict boolean not null default false,
  verdict text,
  slips integer not null default 0,
  slipped_days integer not null default 0,
  words tsvector generated always as (to_tsvector('english', coalesce(ref, '') || ' ' || text)) stored,
  unique (plan_id, position)
);
create index action_recommendation on plans.action (recommendation_id, position);
create index action_unit on plans.action (unit_id);
create index action_words on plans.action using gin (words);
-- Each sort of the list of actions reads its page from an index, whatever the number of actions.
create index action_by_due on plans.action (coalesce(target_latest, 'infinity'::date), id);
create index action_by_due_backwards on plans.action (coalesce(target_latest, '-infinity'::date), id);
create index action_by_priority on plans.action (coalesce(priority_rank, 9::smallint), id);
create index action_by_status on plans.action (status, coalesce(target_latest, 'infinity'::date), id);
create index action_by_ref on plans.action (coalesce(ref, ''), id);
create index action_by_plan on plans.action (plan_id, coalesce(target_latest, 'infinity'::date), id);
create index action_overdue on plans.action (overdue_after, id) where not is_finished and status <> 'on-hold' and overdue_after is not null;
create index action_refused on plans.action (id) where verdict = 'not-accepted';
create index action_awaiting on plans.action (coalesce(target_latest, 'infinity'::date), id) where awaits_verdict;

-- An owner is a role or a person; the words of an import are kept and matched later.
create table plans.owner (
  action_id uuid not null references plans.action (id),
  position integer not null,
  words text not null,
  role_id uuid references people.role (id),
  person_id uuid references people.person (id),
  primary key (action_id, position),
  check (role_id is null or person_id is null)
);
create index owner_role on plans.owner (role_id, action_id) where role_id is not null;
create index owner_person on plans.owner (person_id, action_id) where person_id is not null;
create index owner_unmatched on plans.owner (action_id) where role_id is null and person_id is null;

-- Every target date that an action has had: how it was written and how it is read.
create table plans.target (
  id uuid primary key,
  action_id uuid not null references plans.action (id),
  set_on date not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  cause text not null check (cause in ('first', 'correction', 'change')),
  text text not null,
  kind text not null,
  earliest date,
  latest date,
  why text not null,
  alternatives jsonb not null,
  -- Days by which the last day moved; only a change slips, a correction does not.
  slip_days integer,
  reason text,
  check (earliest is null or latest is null or earliest <= latest),
  check (cause <> 'change' or reason is not null)
);
create index target_action on plans.target (action_id, set_on, at);

create table plans.claim (
  id uuid primary key,
  action_id uuid not null references plans.action (id),
  claimed_on date not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  status text not null check (status in ('not-started', 'in-progress', 'complete', 'closed', 'on-hold', 'superseded')),
  -- The status as the document wrote it.
  words text,
  note text
);
create index claim_action on plans.claim (action_id, claimed_on, at);
create index claim_person on plans.claim (by_person_id, action_id);

create table plans.verdict (
  id uuid primary key,
  action_id uuid not null references plans.action (id),
  claim_id uuid not null references plans.claim (id),
  judged_on date not null,
  at timestamptz not null,
  by_person_id uuid not null references people.person (id),
  verdict text not null check (verdict in ('accepted', 'partly-accepted', 'not-accepted')),
  note text not null
);
create index verdict_action on plans.verdict (action_id, judged_on, at);
create index verdict_person on plans.verdict (by_person_id, action_id);
create unique index verdict_claim on plans.verdict (claim_id);

-- Nobody is both voices of one action. The deeds say it in words; this is the last wall.
create function plans.refuse_both_voices() returns trigger language plpgsql as $$
begin
  if new.by_person_id is null then return new; end if;
  perform 1 from plans.action where id = new.action_id for update;
  if tg_table_name = 'verdict' and exists (select from plans.claim where action_id = new.action_id and by_person_id = new.by_person_id)
    or tg_table_name = 'claim' and exists (select from plans.verdict where action_id = new.action_id and by_person_id = new.by_person_id) then
    raise exception 'one person cannot both claim and judge an action' using errcode = 'check_violation', constraint = 'two_voices';
  end if;
  return new;
end $$;
create trigger claim_voice before insert on plans.claim for each row execute function plans.refuse_both_voices();
create trigger verdict_voice before insert on plans.verdict for each row execute function plans.refuse_both_voices();

-- Commentary is only ever added to.
create table plans.commentary (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  recommendation_id uuid references plans.recommendation (id),
  action_id uuid references plans.action (id),
  said_on date not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  text text not null check (text <> ''),
  check ((recommendation_id is null) <> (action_id is null))
);
create index commentary_action on plans.commentary (action_id, said_on, at) where action_id is not null;
create index commentary_recommendation on plans.commentary (recommendation_id, said_on, at) where recommendation_id is not null;

-- What a document held that found no place in the plan.
create table plans.left_over (
  plan_id uuid not null references plans.plan (id),
  position integer not null,
  place text not null,
  text text not null,
  why text not null,
  primary key (plan_id, position)
);

create trigger target_kept before update or delete or truncate on plans.target execute function audit.refuse_change();
create trigger claim_kept before update or delete or truncate on plans.claim execute function audit.refuse_change();
create trigger verdict_kept before update or delete or truncate on plans.verdict execute function audit.refuse_change();
create trigger commentary_kept before update or delete or truncate on plans.commentary execute function audit.refuse_change();

-- A document that has been read and waits for somebody to confirm what was understood.
create table plans.import (
  id uuid primary key,
  by_person_id uuid not null references people.person (id),
  at timestamptz not null,
  file_name text not null,
  digest bytea references blobs.blob (digest),
  document jsonb not null,
  choices jsonb not null default '{}',
  -- Corrections of single actions by their place in the document.
  edits jsonb not null default '{}',
  plan_id uuid references plans.plan (id)
);
create index import_person on plans.import (by_person_id, at desc) where plan_id is null;

grant select, insert on plans.target, plans.claim, plans.verdict, plans.commentary, plans.left_over to muniment_app;
grant select, insert, update on plans.plan, plans.recommendation, plans.action to muniment_app;
grant select, insert, update, delete on plans.owner, plans.import to muniment_app;
