-- Files that can be destroyed: with a proof, one by one or a whole group by its key. A row stays and says so.
alter table blobs.blob add column destroyed_at timestamptz;
grant update (destroyed_at) on blobs.blob to muniment_app;

-- Files that are sealed with one key, and end together when it is destroyed.
create table blobs.object_group (
  id uuid primary key,
  -- What the group is of, for people: such as records.folder 01a2…
  subject text not null,
  -- Names the key without saying it.
  key_digest bytea not null check (length(key_digest) = 32),
  made_at timestamptz not null default now(),
  destroyed_at timestamptz
);
grant select, insert on blobs.object_group to muniment_app;
grant update (destroyed_at) on blobs.object_group to muniment_app;

-- The key of a group, wrapped by a master key that the database does not have. It goes into no backup of the house: see docs/operate.
create table blobs.group_key (
  group_id uuid primary key references blobs.object_group (id),
  master text not null,
  wrapped bytea not null
);
grant select, insert, update, delete on blobs.group_key to muniment_app;
create index group_key_master on blobs.group_key (master);

-- A sealed file. Its address in the store is worked out with the key of its group, so that equal files of two groups do not reveal each other.
create table blobs.sealed (
  group_id uuid not null references blobs.object_group (id),
  digest bytea not null check (length(digest) = 32),
  size bigint not null check (size >= 0),
  address bytea not null check (length(address) = 32),
  kept_at timestamptz not null default now(),
  destroyed_at timestamptz,
  primary key (group_id, digest)
);
create unique index sealed_address on blobs.sealed (group_id, address);
grant select, insert on blobs.sealed to muniment_app;
grant update (destroyed_at) on blobs.sealed to muniment_app;

-- What is about to be named by a row: nobody collects it, whatever lay there before.
create table blobs.arrival (
  name text primary key,
  at timestamptz not null default now()
);
grant select, insert, update, delete on blobs.arrival to muniment_app;

-- What was destroyed, why, and the proof: how many files and bytes, and the digest of their list. Only ever added to.
create table blobs.destruction (
  id uuid primary key,
  group_id uuid references blobs.object_group (id),
  -- One file; null for everything of the group.
  digest bytea check (length(digest) = 32),
  why text not null check (why <> ''),
  at timestamptz not null,
  -- By the clock of the database, which arrivals are told by.
  begun_at timestamptz not null default clock_timestamp(),
  files bigint not null,
  bytes bigint not null,
  proof bytea not null check (length(proof) = 32),
  -- When the store had nothing of it any more.
  removed_at timestamptz,
  check (group_id is not null or digest is not null)
);
create index destruction_open on blobs.destruction (at, id) where removed_at is null;
create index destruction_group on blobs.destruction (group_id);
grant select, insert on blobs.destruction to muniment_app;
grant update (removed_at) on blobs.destruction to muniment_app;

create function blobs.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was destroyed stays on record as destroyed';
end $$;
create trigger destruction_kept before delete or truncate on blobs.destruction execute function blobs.refuse_change();
create function blobs.keep_destruction() returns trigger language plpgsql as $$
begin
  if (old.id, old.group_id, old.digest, old.why, old.at, old.begun_at, old.files, old.bytes, old.proof)
    is distinct from (new.id, new.group_id, new.digest, new.why, new.at, new.begun_at, new.files, new.bytes, new.proof)
  then
    raise exception 'what was destroyed stays on record as destroyed';
  end if;
  return new;
end $$;
create trigger destruction_stands before update on blobs.destruction for each row execute function blobs.keep_destruction();

-- A group that was destroyed has no key, takes none, and does not come back.
create function blobs.group_stays_destroyed() returns trigger language plpgsql as $$
begin
  if old.destroyed_at is not null and new.destroyed_at is distinct from old.destroyed_at then
    raise exception 'a group of files that was destroyed does not come back';
  end if;
  return new;
end $$;
create trigger group_stays_destroyed before update on blobs.object_group for each row execute function blobs.group_stays_destroyed();
create function blobs.no_key_for_destroyed() returns trigger language plpgsql as $$
begin
  if exists (select from blobs.object_group g where g.id = new.group_id and g.destroyed_at is not null) then
    raise exception 'a group of files that was destroyed takes no key';
  end if;
  return new;
end $$;
create trigger no_key_for_destroyed before insert or update on blobs.group_key for each row execute function blobs.no_key_for_destroyed();
