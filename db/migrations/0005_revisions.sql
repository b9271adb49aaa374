-- New versions of a plan's document, and everything that they or a person changed in the words of an action.
create table plans.revision (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  -- The day that the new version speaks from.
  revised_on date not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  file_name text not null,
  digest bytea references blobs.blob (digest),
  counts jsonb not null
);
create index revision_plan on plans.revision (plan_id, at desc);

-- What the document last said of an action or recommendation: a new version changes only what it says otherwise.
alter table plans.action add column source jsonb;
alter table plans.recommendation add column source jsonb;
-- The version of the document in which an action was missing for the first time. It stays, and says so.
alter table plans.action add column absent_since uuid references plans.revision (id);

-- Every change of words, owners, priority, unit or place: what it was and what it became. Nothing is overwritten.
create table plans.change (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  recommendation_id uuid references plans.recommendation (id),
  action_id uuid references plans.action (id),
  revision_id uuid references plans.revision (id),
  changed_on date not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  field text not null check (field in ('ref', 'text', 'owners', 'priority', 'unit', 'recommendation')),
  before text,
  after text,
  check ((recommendation_id is null) <> (action_id is null))
);
create index change_action on plans.change (action_id, changed_on, at) where action_id is not null;
create index change_recommendation on plans.change (recommendation_id, changed_on, at) where recommendation_id is not null;
create trigger change_kept before update or delete or truncate on plans.change execute function audit.refuse_change();

-- Rows change places when a new version puts them in another order: the places are compared when all have moved.
alter table plans.action drop constraint action_plan_id_position_key, add constraint action_place unique (plan_id, position) deferrable initially immediate;
alter table plans.recommendation drop constraint recommendation_plan_id_position_key, add constraint recommendation_place unique (plan_id, position) deferrable initially immediate;

-- The plan of which a waiting document is a new version.
alter table plans.import add column into_plan_id uuid references plans.plan (id);

-- How the columns of a table with these headers are read, as somebody once said: used again for the next document.
create table plans.mapping (
  id uuid primary key,
  name text not null,
  headers jsonb not null,
  columns jsonb not null,
  by_person_id uuid not null references people.person (id),
  at timestamptz not null
);
create unique index mapping_headers on plans.mapping (md5(headers::text));

grant select, insert on plans.revision, plans.change to muniment_app;
grant select, insert, update, delete on plans.mapping to muniment_app;
