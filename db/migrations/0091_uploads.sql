-- Files that come in pieces, so that whoever sends them can go on where the line broke. An upload belongs to its person, and ends: when a deed
-- takes it, when its person gives it up, or by itself.
create schema uploads;
grant usage on schema uploads to muniment_app;

create table uploads.upload (
  id uuid primary key,
  person_id uuid not null,
  -- The form that it is for.
  purpose text not null,
  name text not null,
  -- Null while it is not known how long it will be.
  size bigint check (size >= 0),
  received bigint not null default 0 check (received >= 0 and (size is null or received <= size)),
  -- What its pieces are sealed with; it goes with the row.
  key bytea not null check (length(key) = 32),
  begun_at timestamptz not null,
  expires_at timestamptz not null
);
create index upload_person on uploads.upload (person_id);
create index upload_expiry on uploads.upload (expires_at);
grant select, insert, update, delete on uploads.upload to muniment_app;

create table uploads.piece (
  upload_id uuid not null references uploads.upload (id) on delete cascade,
  from_byte bigint not null check (from_byte >= 0),
  size bigint not null check (size > 0),
  -- Where it lies in the store.
  name text not null,
  primary key (upload_id, from_byte)
);
grant select, insert, delete on uploads.piece to muniment_app;
