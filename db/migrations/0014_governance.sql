-- Governance: what roles ask for, who may not be two things at once, who acts for whom, bodies that meet, and what stands against a rule.
alter table people.role
  add column terms text,
  -- Below this grade nobody may act for a holder; the minimum grade where it is empty.
  add column delegate_grade text,
  -- Names of courses, one on each line.
  add column training text,
  -- Where somebody must hold the role: nowhere, once in the department, or in each unit of some kinds.
  add column filled_in text check (filled_in in ('department', 'units')),
  add column unit_kinds text[] not null default '{}';

-- What somebody knows that others may ask them about.
alter table people.person add column expertise text;
create index person_expertise on people.person using gin (expertise gin_trgm_ops);

create table people.delegation (
  id uuid primary key,
  appointment_id uuid not null references people.appointment (id),
  person_id uuid not null references people.person (id),
  from_on date not null,
  until_on date,
  reason text,
  version integer not null default 1,
  constraint delegation_check check (until_on >= from_on),
  constraint delegation_overlap exclude using gist (
    appointment_id with =, person_id with =, daterange(from_on, until_on, '[]') with &&)
);
create index delegation_person on people.delegation (person_id);
create index delegation_list on people.delegation (from_on, id);
grant select, insert, update on people.delegation to muniment_app;

create function people.refuse_own_delegation() returns trigger language plpgsql as $$
begin
  if exists (select from people.appointment a where a.id = new.appointment_id and a.person_id = new.person_id) then
    raise exception 'nobody acts for themselves' using errcode = 'check_violation', constraint = 'delegation_own';
  end if;
  return new;
end $$;
create trigger delegation_own before insert or update on people.delegation for each row execute function people.refuse_own_delegation();

create table people.incompatibility (
  id uuid primary key,
  role_id uuid not null references people.role (id),
  other_role_id uuid not null references people.role (id),
  -- One person may not hold both at all, or not for the same unit.
  scope text not null check (scope in ('person', 'unit')),
  why text not null,
  ended_on date,
  version integer not null default 1
);
create unique index incompatibility_pair on people.incompatibility (least(role_id, other_role_id), greatest(role_id, other_role_id), scope) where ended_on is null;
create index incompatibility_list on people.incompatibility (why, id);
grant select, insert, update on people.incompatibility to muniment_app;

create table people.course_done (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  course text collate natural_order not null,
  done_on date not null,
  expires_on date,
  version integer not null default 1,
  constraint course_done_check check (expires_on >= done_on)
);
create index course_done_person on people.course_done (person_id, lower(course));
create index course_done_list on people.course_done (done_on, id);
grant select, insert, update on people.course_done to muniment_app;

-- What stands against a rule, from the day on which it was found to the day on which it was gone.
create table people.finding (
  id uuid primary key,
  key text not null,
  kind text not null check (kind in ('grade', 'delegate', 'incompatible', 'training', 'left', 'vacant')),
  person_id uuid references people.person (id),
  role_id uuid not null references people.role (id),
  unit_id uuid references people.unit (id),
  explanation text not null,
  found_on date not null,
  gone_on date,
  accepted_until date
);
create unique index finding_open on people.finding (key) where gone_on is null;
create index finding_list on people.finding (found_on desc, id);
create index finding_person on people.finding (person_id);
grant select, insert, update on people.finding to muniment_app;

-- That a finding is borne for a time. Only ever added to.
create table people.acceptance (
  id uuid primary key,
  finding_id uuid not null references people.finding (id),
  reason text not null,
  until_on date not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id)
);
create index acceptance_finding on people.acceptance (finding_id, at);
grant select, insert on people.acceptance to muniment_app;
create trigger acceptance_kept before update or delete or truncate on people.acceptance execute function audit.refuse_change();

-- Boards, steering groups, communities: who is in them, and when they meet.
create table people.body (
  id uuid primary key,
  name text collate natural_order not null,
  kind text not null,
  unit_id uuid references people.unit (id),
  terms text,
  meets text,
  ended_on date,
  version integer not null default 1
);
create unique index body_name on people.body (lower(name)) where ended_on is null;
create index body_list on people.body (name, id);
create table people.membership (
  id uuid primary key,
  body_id uuid not null references people.body (id),
  person_id uuid not null references people.person (id),
  capacity text not null,
  from_on date not null,
  until_on date,
  version integer not null default 1,
  constraint membership_check check (until_on >= from_on),
  constraint membership_overlap exclude using gist (body_id with =, person_id with =, capacity with =, daterange(from_on, until_on, '[]') with &&)
);
create index membership_person on people.membership (person_id);
create index membership_list on people.membership (from_on, id);
create table people.meeting (
  id uuid primary key,
  body_id uuid not null references people.body (id),
  held_on date not null,
  subject text,
  papers text,
  version integer not null default 1
);
create unique index meeting_day on people.meeting (body_id, held_on);
create index meeting_list on people.meeting (held_on, id);
grant select, insert, update on people.body, people.membership, people.meeting to muniment_app;

-- A change of the tree of units, with what it moved.
create table people.reorganisation (
  id uuid primary key,
  kind text not null check (kind in ('move', 'merge', 'split', 'transfer-in', 'transfer-out')),
  happened_on date not null,
  why text not null,
  -- Another body, for a transfer of functions.
  other_body text,
  moved jsonb not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id)
);
grant select, insert on people.reorganisation to muniment_app;
create trigger reorganisation_kept before update or delete or truncate on people.reorganisation execute function audit.refuse_change();

-- Which units took part in it: those that were there before, and those that were after.
create table people.reorganised_unit (
  reorganisation_id uuid not null references people.reorganisation (id),
  unit_id uuid not null references people.unit (id),
  part text not null check (part in ('before', 'after')),
  -- As it was called and where it stood at the time.
  name text not null,
  parent text,
  primary key (reorganisation_id, unit_id, part)
);
create index reorganised_unit_unit on people.reorganised_unit (unit_id);
grant select, insert on people.reorganised_unit to muniment_app;

-- Appointments by a name, so that other things can point to one.
create view people.appointment_named as
  select a.id, p.name || ', ' || coalesce(r.short_name, r.name) || coalesce(', ' || u.name, '') as name
  from people.appointment a join people.person p on p.id = a.person_id join people.role r on r.id = a.role_id left join people.unit u on u.id = a.unit_id;
grant select on people.appointment_named to muniment_app;
