-- The ground floor: audit, access, kept files, and what registers share.
-- The role muniment_app is a group; the role that the application signs in with is a member of it and owns nothing.

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- References such as 4.9a and 4.10 sort by their numbers, names without regard to case.
create collation natural_order (provider = icu, locale = 'en-GB-u-kn-true', deterministic = true);

grant usage on schema muniment to muniment_app;
grant select on muniment.migration to muniment_app;

-- One row that says what this installation is.
create table muniment.installation (
  one boolean primary key default true check (one),
  is_example boolean not null,
  first_account_code_digest bytea,
  opened_at timestamptz not null default now()
);
grant select, insert, update on muniment.installation to muniment_app;

-- AUDIT. Entries are written in the transaction of the act; a sequencer gives them their place in the log later, in
-- batches, so that writers never wait for one another. RFC 6962, section 2.1.
create schema audit;
grant usage on schema audit to muniment_app;

create table audit.entry (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'system', 'command')),
  actor_id uuid,
  what text not null,
  subject_kind text not null,
  subject_id text not null,
  request_id text,
  facts jsonb not null,
  leaf bytea not null check (length(leaf) = 32),
  check ((actor_kind = 'person') = (actor_id is not null))
);
create index entry_subject on audit.entry (subject_kind, subject_id, at);

create table audit.unplaced (
  entry_id uuid primary key references audit.entry (id)
);

create table audit.place (
  position bigint primary key check (position >= 0),
  entry_id uuid not null unique references audit.entry (id),
  leaf bytea not null
);

create table audit.checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null check (length(root) = 32),
  made_at timestamptz not null,
  key text not null,
  signature bytea not null
);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to';
end $$;
create trigger entry_kept before update or delete or truncate on audit.entry execute function audit.refuse_change();
create trigger place_kept before update or delete or truncate on audit.place execute function audit.refuse_change();
create trigger checkpoint_kept before update or delete or truncate on audit.checkpoint execute function audit.refuse_change();
grant select, insert on audit.entry, audit.place, audit.checkpoint to muniment_app;
grant select, insert, delete on audit.unplaced to muniment_app;

-- ACCESS. Who may sign in, and who has.
create schema access;
grant usage on schema access to muniment_app;

create table access.account (
  person_id uuid primary key,
  sign_in_name text not null,
  password_hash text not null,
  disabled_at timestamptz,
  failures integer not null default 0,
  locked_until timestamptz
);
create unique index account_sign_in_name on access.account (lower(sign_in_name));
grant select, insert, update on access.account to muniment_app;

-- Only a digest of the token is kept: whoever reads the table cannot sign in with it.
create table access.session (
  token_digest bytea primary key,
  person_id uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- What the next page says once: "Claim saved".
  notice text
);
create index session_person on access.session (person_id);
create index session_expiry on access.session (expires_at);
grant select, insert, update, delete on access.session to muniment_app;

create table access.key (
  id uuid primary key,
  name text not null,
  token_digest bytea not null unique,
  person_id uuid not null,
  permissions text[] not null,
  created_at timestamptz not null,
  expires_on date,
  ended_at timestamptz
);
grant select, insert, update on access.key to muniment_app;

-- KEPT FILES. The bytes lie in the store under their digest; a row says that they are wanted.
create schema blobs;
grant usage on schema blobs to muniment_app;
create table blobs.blob (
  digest bytea primary key check (length(digest) = 32),
  size bigint not null check (size >= 0),
  kept_at timestamptz not null default now()
);
grant select, insert on blobs.blob to muniment_app;

-- REGISTERS. Every change of an entry, field by field, and the views that people save.
create schema register;
grant usage on schema register to muniment_app;

create table register.change (
  id bigint generated always as identity primary key,
  register text not null,
  item_id uuid not null,
  at timestamptz not null,
  by_person_id uuid,
  -- As the person was called then.
  by_name text,
  audit_entry_id uuid not null references audit.entry (id),
  what text not null check (what in ('added', 'changed', 'removed')),
  -- {"field": ["before", "after"]}, as shown to people
  fields jsonb not null
);
create index change_item on register.change (register, item_id, id);
grant select, insert on register.change to muniment_app;
create trigger change_kept before update or delete or truncate on register.change execute function audit.refuse_change();

create table register.view (
  id uuid primary key,
  register text not null,
  person_id uuid not null,
  name text not null,
  query text not null,
  unique (register, person_id, name)
);
grant select, insert, update, delete on register.view to muniment_app;

-- An import of rows into a register that waits for somebody to say yes.
create table register.import (
  id uuid primary key,
  register text not null,
  -- Whoever started it; null at the command line.
  person_id uuid,
  file_name text not null,
  at timestamptz not null,
  rows jsonb not null
);
grant select, insert, delete on register.import to muniment_app;
