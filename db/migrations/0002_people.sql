-- Units, people, roles, and who is appointed to which role in which unit from when to when.
create schema people;
grant usage on schema people to muniment_app;

create table people.unit (
  id uuid primary key,
  name text collate natural_order not null,
  kind text not null,
  parent_id uuid references people.unit (id),
  closed_on date,
  version integer not null default 1
);
create unique index unit_name on people.unit (lower(name), coalesce(parent_id, '00000000-0000-0000-0000-000000000000'));
create index unit_parent on people.unit (parent_id);
create index unit_list on people.unit (name, id);

-- A unit cannot lie below itself, also when two people move two units at once.
create function people.refuse_circle() returns trigger language plpgsql as $$
begin
  if new.parent_id is null then return new; end if;
  perform pg_advisory_xact_lock(hashtext('people.unit'));
  if exists (
    with recursive above as (
      select new.parent_id as id
      union
      select u.parent_id from people.unit u join above a on u.id = a.id where u.parent_id is not null
    ) select from above where id = new.id
  ) then
    raise exception 'a unit cannot lie below itself' using errcode = 'check_violation', constraint = 'unit_circle';
  end if;
  return new;
end $$;
create trigger unit_circle before insert or update of parent_id on people.unit for each row execute function people.refuse_circle();

create table people.person (
  id uuid primary key,
  name text collate natural_order not null,
  email text,
  grade text,
  left_on date,
  version integer not null default 1
);
create unique index person_email on people.person (lower(email));
create index person_list on people.person (name, id);
create index person_words on people.person using gin (name gin_trgm_ops);

create table people.role (
  id uuid primary key,
  name text collate natural_order not null,
  short_name text,
  minimum_grade text,
  description text,
  permissions text[] not null default '{}',
  version integer not null default 1
);
create unique index role_name on people.role (lower(name));
create index role_list on people.role (name, id);

create table people.appointment (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  role_id uuid not null references people.role (id),
  unit_id uuid references people.unit (id),
  from_on date not null,
  until_on date check (until_on >= from_on),
  version integer not null default 1,
  -- Nobody is appointed twice to the same role in the same unit at the same time.
  constraint appointment_overlap exclude using gist (
    person_id with =, role_id with =,
    (coalesce(unit_id, '00000000-0000-0000-0000-000000000000')) with =,
    daterange(from_on, until_on, '[]') with &&
  )
);
create index appointment_person on people.appointment (person_id);
create index appointment_role on people.appointment (role_id);
create index appointment_unit on people.appointment (unit_id);
create index appointment_list on people.appointment (from_on, id);

grant select, insert, update on people.unit, people.person, people.role, people.appointment to muniment_app;
