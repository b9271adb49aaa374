-- Signing in with the organisation's own identity provider (OpenID Connect), and groups of its directory as appointments.

-- An attempt that waits for the provider's answer. Bound to the browser that began it, used once.
create table access.attempt (
  state_digest bytea primary key,
  browser text not null,
  verifier text not null,
  nonce text not null,
  next text not null,
  begun_at timestamptz not null
);
grant select, insert, delete on access.attempt to muniment_app;

-- Who somebody is for a provider: the issuer and the subject that it never gives to anybody else.
create table access.identity (
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  linked_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (issuer, subject)
);
create unique index identity_person on access.identity (issuer, person_id);
grant select, insert, update, delete on access.identity to muniment_app;

-- How a session was begun, for its owner to tell it from others.
alter table access.session add column began_with text;

-- What members of a group of the directory are appointed to.
create table people.group_role (
  id uuid primary key,
  group_name text not null,
  role_id uuid not null references people.role (id),
  unit_id uuid references people.unit (id),
  ended_on date,
  version integer not null default 1
);
create unique index group_role_pair on people.group_role (group_name, role_id, coalesce(unit_id, '00000000-0000-0000-0000-000000000000')) where ended_on is null;
create index group_role_list on people.group_role (group_name, id);
grant select, insert, update on people.group_role to muniment_app;

-- Where an appointment comes from: null for one that somebody made here.
alter table people.appointment add column source text check (source in ('directory'));
