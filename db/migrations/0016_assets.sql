-- Information assets: what is held, who answers for it, where it lives, who it is shared with, and what depends on what.
create schema assets;
grant usage on schema assets to muniment_app;

-- A place in which information lives: a system, a share, a mailbox, a paper store, a website, a dataset.
create table assets.place (
  id uuid primary key,
  name text collate natural_order not null,
  kind text not null,
  state text not null,
  unit_id uuid references people.unit (id),
  owner_id uuid references people.person (id),
  supplier text,
  contract_ends_on date,
  share_id uuid references shares.share (id),
  address text,
  about text,
  version integer not null default 1
);
create unique index place_name on assets.place (lower(name));
create index place_list on assets.place (name, id);
create index place_words on assets.place using gin ((name::text) gin_trgm_ops);
grant select, insert, update on assets.place to muniment_app;

-- What was answered before a place went live, was migrated or switched off.
create table assets.change_check (
  id uuid primary key,
  place_id uuid not null references assets.place (id),
  change text not null check (change in ('go-live', 'migrate', 'switch-off')),
  answers jsonb not null,
  -- Whether every question that must be yes is.
  is_passed boolean not null,
  note text,
  at timestamptz not null,
  by_person_id uuid references people.person (id)
);
create index change_check_place on assets.change_check (place_id, at);
grant select, insert on assets.change_check to muniment_app;
create trigger change_check_kept before update or delete or truncate on assets.change_check execute function audit.refuse_change();

-- Boxes of a paper store, by series.
create table assets.box (
  id uuid primary key,
  place_id uuid not null references assets.place (id),
  series text collate natural_order not null,
  number text collate natural_order not null,
  covers text,
  from_year integer,
  to_year integer,
  location text,
  version integer not null default 1,
  constraint box_years check (to_year >= from_year)
);
create unique index box_number on assets.box (place_id, lower(number));
create index box_list on assets.box (number, id);
grant select, insert, update on assets.box to muniment_app;

create table assets.asset (
  id uuid primary key,
  name text collate natural_order not null,
  what text,
  why text,
  owner_id uuid references people.person (id),
  deputy_id uuid references people.person (id),
  unit_id uuid references people.unit (id),
  personal_data text,
  lawful_basis text,
  marking text,
  handling text,
  retention text,
  is_vital text,
  recovery_hours integer,
  formats text,
  continuity text,
  publication text,
  ended_on date,
  version integer not null default 1,
  -- When its owner last said that the entry is right.
  confirmed_on date,
  confirmed_by uuid references people.person (id),
  words tsvector generated always as (
    setweight(to_tsvector('english', name::text), 'A') || to_tsvector('english', coalesce(what, '') || ' ' || coalesce(why, '') || ' ' || coalesce(handling, '') || ' ' ||
      coalesce(retention, '') || ' ' || coalesce(formats, ''))) stored
);
create unique index asset_name on assets.asset (lower(name), coalesce(unit_id, '00000000-0000-0000-0000-000000000000'));
create index asset_list on assets.asset (name, id);
create index asset_words on assets.asset using gin (words);
create index asset_owner on assets.asset (owner_id);
create index asset_deputy on assets.asset (deputy_id);
create index asset_unit on assets.asset (unit_id);
create index asset_marking on assets.asset (marking, name, id);
grant select, insert, update on assets.asset to muniment_app;

-- Where an asset lives.
create table assets.kept (
  id uuid primary key,
  asset_id uuid not null references assets.asset (id),
  place_id uuid not null references assets.place (id),
  use text not null,
  note text,
  ended_on date,
  version integer not null default 1
);
create unique index kept_pair on assets.kept (asset_id, place_id, use) where ended_on is null;
create index kept_place on assets.kept (place_id);
create index kept_list on assets.kept (use, id);
grant select, insert, update on assets.kept to muniment_app;

-- Units that use an asset besides the one that it belongs to.
create table assets.used (
  id uuid primary key,
  asset_id uuid not null references assets.asset (id),
  unit_id uuid not null references people.unit (id),
  purpose text not null,
  ended_on date,
  version integer not null default 1
);
create unique index used_pair on assets.used (asset_id, unit_id) where ended_on is null;
create index used_unit on assets.used (unit_id);
create index used_list on assets.used (purpose, id);
grant select, insert, update on assets.used to muniment_app;

-- Sharing with somebody outside, and under which agreement.
create table assets.agreement (
  id uuid primary key,
  partner text collate natural_order not null,
  purpose text not null,
  kind text not null,
  owner_id uuid references people.person (id),
  from_on date,
  until_on date,
  review_on date,
  reference text,
  version integer not null default 1,
  constraint agreement_check check (until_on >= from_on)
);
create index agreement_list on assets.agreement (partner, id);
grant select, insert, update on assets.agreement to muniment_app;
create table assets.shared (
  id uuid primary key,
  asset_id uuid not null references assets.asset (id),
  agreement_id uuid not null references assets.agreement (id),
  direction text not null,
  how text,
  ended_on date,
  version integer not null default 1
);
create unique index shared_pair on assets.shared (asset_id, agreement_id, direction) where ended_on is null;
create index shared_agreement on assets.shared (agreement_id);
create index shared_list on assets.shared (direction, id);
grant select, insert, update on assets.shared to muniment_app;
create view assets.agreement_named as select id, partner || ': ' || purpose as name from assets.agreement;
grant select on assets.agreement_named to muniment_app;

-- What an asset cannot be used without.
create table assets.dependency (
  id uuid primary key,
  asset_id uuid not null references assets.asset (id),
  on_asset_id uuid not null references assets.asset (id),
  why text not null,
  ended_on date,
  version integer not null default 1
);
create unique index dependency_pair on assets.dependency (asset_id, on_asset_id) where ended_on is null;
create index dependency_on on assets.dependency (on_asset_id);
create index dependency_list on assets.dependency (why, id);
grant select, insert, update on assets.dependency to muniment_app;

create function assets.refuse_circle() returns trigger language plpgsql as $$
begin
  if new.ended_on is not null then return new; end if;
  perform pg_advisory_xact_lock(hashtext('assets.dependency'));
  if exists (
    with recursive needed as (
      select new.on_asset_id as id
      union
      select d.on_asset_id from assets.dependency d join needed n on d.asset_id = n.id where d.ended_on is null and d.id <> new.id)
    select from needed where id = new.asset_id) then
    raise exception 'an asset cannot depend on itself' using errcode = 'check_violation', constraint = 'dependency_circle';
  end if;
  return new;
end $$;
create trigger dependency_circle before insert or update on assets.dependency for each row execute function assets.refuse_circle();

-- A round in which owners look at their entries, and what each of them attested.
create table assets.review (
  id uuid primary key,
  name text not null,
  opens_on date not null,
  due_on date not null,
  opened_at timestamptz not null,
  opened_by uuid references people.person (id),
  closed_on date,
  check (due_on >= opens_on)
);
create unique index review_open on assets.review ((closed_on is null)) where closed_on is null;
create table assets.review_asset (
  review_id uuid not null references assets.review (id),
  asset_id uuid not null references assets.asset (id),
  owner_id uuid references people.person (id),
  confirmed_at timestamptz,
  confirmed_by uuid references people.person (id),
  -- The version of the entry that was confirmed.
  asset_version integer,
  primary key (review_id, asset_id)
);
create index review_asset_owner on assets.review_asset (review_id, owner_id);
create table assets.attestation (
  id uuid primary key,
  review_id uuid not null references assets.review (id),
  owner_id uuid not null references people.person (id),
  words text not null,
  note text,
  at timestamptz not null,
  unique (review_id, owner_id)
);
grant select, insert, update on assets.review, assets.review_asset to muniment_app;
grant select, insert on assets.attestation to muniment_app;

update people.role set permissions = permissions || array['assets:read'] where 'people:read' = any (permissions);
update people.role set permissions = permissions || array['assets:change'] where 'plans:import' = any (permissions);
