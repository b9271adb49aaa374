-- Statements and returns: forms as data, rounds in which they are asked, what each role holder declared beside what was measured.
create schema statements;
grant usage on schema statements to muniment_app;

create table statements.form (
  id uuid primary key,
  key text not null,
  version integer not null,
  title text collate natural_order not null,
  body jsonb not null,
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  unique (key, version)
);
grant select, insert on statements.form to muniment_app;
create trigger form_kept before update or delete or truncate on statements.form execute function audit.refuse_change();

create table statements.round (
  id uuid primary key,
  form_id uuid not null references statements.form (id),
  name text collate natural_order not null,
  role_ids uuid[] not null check (cardinality(role_ids) > 0),
  counter_role_id uuid references people.role (id),
  opens_on date not null,
  due_on date not null check (due_on >= opens_on),
  closed_on date,
  opened_at timestamptz not null,
  opened_by uuid references people.person (id)
);
create index round_list on statements.round (opened_at desc, id);
grant select, insert, update on statements.round to muniment_app;

create table statements.statement (
  id uuid primary key,
  round_id uuid not null references statements.round (id),
  person_id uuid not null references people.person (id),
  role_id uuid not null references people.role (id),
  unit_id uuid references people.unit (id),
  state text not null default 'issued' check (state in ('issued', 'submitted', 'returned', 'countersigned')),
  answers jsonb not null default '{}',
  version integer not null default 1,
  -- As they stood when it was submitted, by question.
  measured jsonb,
  declared text,
  submitted_at timestamptz,
  countersigned_at timestamptz,
  countersigned_by uuid references people.person (id)
);
create unique index statement_one on statements.statement (round_id, person_id, role_id, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'));
create index statement_person on statements.statement (person_id);
create index statement_unit on statements.statement (unit_id);
grant select, insert, update on statements.statement to muniment_app;

-- What happened to each, only ever added to. What was submitted stays as it was submitted.
create table statements.step (
  id uuid primary key,
  statement_id uuid not null references statements.statement (id),
  at timestamptz not null,
  what text not null check (what in ('issued', 'submitted', 'returned', 'countersigned')),
  note text,
  answers jsonb,
  measured jsonb,
  by_person_id uuid references people.person (id)
);
create index step_statement on statements.step (statement_id, at);
grant select, insert on statements.step to muniment_app;
create trigger step_kept before update or delete or truncate on statements.step execute function audit.refuse_change();

update people.role set permissions = permissions || array['statements:read'] where 'risks:read' = any (permissions);
update people.role set permissions = permissions || array['statements:run'] where 'assets:change' = any (permissions);
