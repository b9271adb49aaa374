-- Shared drives that were profiled: what is on them, in which formats, and what changed from one scan to the next.
create schema shares;
grant usage on schema shares to muniment_app;

create table shares.share (
  id uuid primary key,
  version integer not null default 1,
  name text collate natural_order not null check (length(name) between 1 and 200),
  -- The folder on the server; null for a profile that was made elsewhere and loaded.
  root text,
  unit_id uuid references people.unit (id),
  -- Who may see it: everybody who may see shares, or only those of its unit and those who manage shares.
  audience text not null default 'all' check (audience in ('all', 'unit')),
  -- How many years after its last change a file is likely to be past its retention.
  keep_years integer not null default 7 check (keep_years between 1 and 150),
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  check (audience = 'all' or unit_id is not null)
);
create unique index share_name on shares.share (lower(name));
create index share_list on shares.share (name, id);
grant select, insert, update on shares.share to muniment_app;

create table shares.scan (
  id uuid primary key,
  share_id uuid not null references shares.share (id),
  number integer not null,
  source text not null check (source in ('walk', 'droid')),
  state text not null check (state in ('waiting', 'running', 'stopping', 'stopped', 'finished', 'failed')),
  -- Whether digests are made.
  with_digests boolean not null,
  asked_at timestamptz not null,
  asked_by uuid references people.person (id),
  started_at timestamptz,
  ended_at timestamptz,
  -- When the process that works on it was heard of last.
  beat_at timestamptz,
  -- The release of signatures that was used.
  signatures text,
  -- How many entries there are to see, once they were counted.
  expected bigint,
  seen bigint not null default 0,
  bytes bigint not null default 0,
  examined bigint not null default 0,
  added bigint,
  changed bigint,
  gone bigint,
  error text,
  unique (share_id, number)
);
-- One scan of a share at a time.
create unique index scan_open on shares.scan (share_id) where state in ('waiting', 'running', 'stopping');
grant select, insert, update on shares.scan to muniment_app;

create table shares.item (
  id uuid primary key,
  share_id uuid not null references shares.share (id),
  -- Below the root, with slashes. Bytes that are not UTF-8 stand as U+FFFD here and are whole in path_bytes.
  path text not null,
  path_bytes bytea,
  -- The first half of SHA-256 over the path's bytes.
  path_digest bytea not null,
  folder text not null,
  name text collate natural_order not null,
  extension text not null,
  kind text not null,
  size bigint,
  modified_at timestamptz,
  created_at timestamptz,
  owner text,
  puids text[] not null,
  puid text,
  format text,
  format_version text,
  mime text,
  basis text,
  family text not null,
  digest bytea,
  -- What people look for: empty, protected, rubbish, unreadable, link, mismatch, names, unknown.
  flags text[] not null,
  warnings text[] not null,
  error text,
  seen_scan integer not null,
  added_scan integer not null,
  changed_scan integer,
  gone_scan integer,
  unique (share_id, path_digest)
);
create index item_name on shares.item (share_id, name, id) where gone_scan is null;
create index item_size on shares.item (share_id, coalesce(size, 0), id) where gone_scan is null;
create index item_modified on shares.item (share_id, coalesce(modified_at, 'infinity'), id) where gone_scan is null;
create index item_folder on shares.item (share_id, folder text_pattern_ops, name, id) where gone_scan is null;
create index item_family on shares.item (share_id, family, name, id) where gone_scan is null;
create index item_puid on shares.item (share_id, puid, name, id) where gone_scan is null;
create index item_digest on shares.item (share_id, digest) where gone_scan is null and digest is not null and size > 0;
create index item_flags on shares.item using gin (flags) where gone_scan is null;
create index item_words on shares.item using gin ((lower(path) || ' ' || lower(coalesce(format, ''))) gin_trgm_ops) where gone_scan is null;
create index item_added on shares.item (share_id, added_scan, id);
create index item_changed on shares.item (share_id, changed_scan, id) where changed_scan is not null;
create index item_gone on shares.item (share_id, gone_scan, id) where gone_scan is not null;
grant select, insert, update on shares.item to muniment_app;

-- What a share holds, counted when a scan ends, so that its pages cost the same however many files there are.
create table shares.tally (
  share_id uuid not null references shares.share (id),
  measure text not null,
  key text not null,
  label text not null,
  files bigint not null,
  bytes bigint not null,
  primary key (share_id, measure, key)
);
grant select, insert, delete on shares.tally to muniment_app;

create table shares.folder (
  share_id uuid not null references shares.share (id),
  path text not null,
  parent text,
  name text not null,
  -- With everything below it.
  files bigint not null,
  bytes bigint not null,
  newest timestamptz,
  primary key (share_id, path)
);
create index folder_empty on shares.folder (share_id, path) where files = 0;
create index folder_children on shares.folder (share_id, parent, bytes desc);
grant select, insert, delete on shares.folder to muniment_app;

create table shares.duplicate (
  share_id uuid not null references shares.share (id),
  digest bytea not null,
  copies bigint not null,
  size bigint not null,
  -- The first of them by path.
  example text not null,
  -- What would be saved if one were kept.
  saved bigint not null,
  primary key (share_id, digest)
);
create index duplicate_saved on shares.duplicate (share_id, saved desc, digest);
grant select, insert, delete on shares.duplicate to muniment_app;

-- What is thought of formats: policy, and so data. One is in use.
create table shares.policy (
  id uuid primary key,
  name text not null,
  loaded_at timestamptz not null,
  loaded_by uuid references people.person (id),
  is_in_use boolean not null
);
create unique index policy_in_use on shares.policy (is_in_use) where is_in_use;
create unique index policy_name on shares.policy (lower(name));
grant select, insert, update on shares.policy to muniment_app;

create table shares.policy_rule (
  policy_id uuid not null references shares.policy (id),
  puid text not null,
  level text not null check (level in ('low', 'moderate', 'high')),
  action text,
  reason text,
  primary key (policy_id, puid)
);
grant select, insert, delete on shares.policy_rule to muniment_app;

-- Roles that were given before shares were: those who import plans look after shares too.
update people.role set permissions = permissions || array['shares:read', 'shares:manage']
where 'plans:import' = any (permissions) and not 'shares:manage' = any (permissions);
