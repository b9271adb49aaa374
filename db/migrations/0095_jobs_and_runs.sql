-- Work outside requests. The queue itself is the library's (graphile_worker); here stands what people are told of it.
create schema jobs;
grant usage on schema jobs to muniment_app;

-- Processes that work off jobs. Whether one lives is told by the lock that it holds, not by its row.
create table jobs.worker (
  name text primary key,
  host text not null,
  pid integer not null,
  began_at timestamptz not null default clock_timestamp()
);
grant select, insert, delete on jobs.worker to muniment_app;

-- Each time that a job was tried, kept for a month.
create table jobs.execution (
  id bigint generated always as identity primary key,
  name text not null,
  job_id bigint not null,
  attempt integer not null,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  outcome text not null check (outcome in ('done', 'failed')),
  -- What went wrong, with nothing in it that opens a door.
  words text,
  check ((outcome = 'failed') = (words is not null))
);
create index execution_latest on jobs.execution (name, began_at desc, id desc);
create index execution_age on jobs.execution (ended_at);
grant select, insert, delete on jobs.execution to muniment_app;

-- At most one row: while it stands, no worker begins anything.
create table jobs.pause (
  one boolean primary key default true check (one),
  since timestamptz not null,
  by_person_id uuid,
  reason text not null check (reason <> '')
);
grant select, insert, delete on jobs.pause to muniment_app;

-- Jobs that failed for good and that somebody gave up.
create table jobs.given_up (
  id uuid primary key,
  job_id bigint not null,
  name text not null,
  words text,
  attempts integer not null,
  asked_at timestamptz not null,
  at timestamptz not null,
  by_person_id uuid,
  reason text not null check (reason <> '')
);
create index given_up_latest on jobs.given_up (at desc, id desc);
grant select, insert on jobs.given_up to muniment_app;

-- A run over many items, in batches, each of which stands or falls with what the run says of itself.
create schema runs;
grant usage on schema runs to muniment_app;

create table runs.run (
  id uuid primary key,
  kind text not null,
  title text not null,
  payload jsonb not null,
  state text not null check (state in ('waiting', 'running', 'stopping', 'stopped', 'finished', 'failed')),
  -- How often it was taken up. Whoever works on it knows the number, and stops where another has taken it up since.
  turn integer not null default 0,
  asked_at timestamptz not null,
  asked_by uuid,
  started_at timestamptz,
  ended_at timestamptz,
  -- When the process that works on it was heard of last.
  beat_at timestamptz,
  -- The key of the last item that was done; null before the first.
  position text,
  expected bigint check (expected >= 0),
  done bigint not null default 0 check (done >= 0),
  refused bigint not null default 0 check (refused >= 0),
  -- How long it was worked on, for its speed.
  worked_ms bigint not null default 0,
  said text,
  error text
);
create index run_latest on runs.run (asked_at desc, id desc);
create index run_open on runs.run (kind, asked_at, id) where state in ('waiting', 'running', 'stopping');
grant select, insert, update on runs.run to muniment_app;

-- Items that a run refused, with the reason. The others are where they were put.
create table runs.refusal (
  run_id uuid not null references runs.run (id),
  item text not null,
  why text not null,
  at timestamptz not null,
  primary key (run_id, item)
);
grant select, insert on runs.refusal to muniment_app;

-- What an audit entry for many tells one by one. Its facts hold their count and the root of the tree over them (RFC 6962).
create table audit.item (
  entry_id uuid not null references audit.entry (id),
  number integer not null check (number >= 0),
  subject_kind text not null,
  subject_id text not null,
  facts jsonb not null,
  primary key (entry_id, number)
);
create index item_subject on audit.item (subject_kind, subject_id, entry_id);
create trigger item_kept before update or delete or truncate on audit.item execute function audit.refuse_change();
grant select, insert on audit.item to muniment_app;
