-- Roles for one asset, roles that are retired, and to whom what is overdue goes up.
alter table people.role
  -- What holding it means for an information asset: whoever owns one, or is its deputy, holds this role for it.
  add column asset_part text check (asset_part in ('owner', 'deputy')),
  -- Whether what is overdue in a unit, or below it, comes to those who hold the role there.
  add column hears_overdue text check (hears_overdue in ('yes', 'no')),
  add column ended_on date;
create unique index role_asset_part on people.role (asset_part) where ended_on is null;
update people.role set asset_part = 'owner' where name = 'Information Asset Owner';
update people.role set hears_overdue = 'yes' where name in ('KIM Champion', 'Senior Information Risk Owner');

-- Roles that people hold for one asset besides owning it.
create table assets.duty (
  id uuid primary key,
  asset_id uuid not null references assets.asset (id),
  person_id uuid not null references people.person (id),
  role_id uuid not null references people.role (id),
  from_on date not null,
  until_on date,
  version integer not null default 1,
  constraint duty_check check (until_on >= from_on),
  constraint duty_overlap exclude using gist (asset_id with =, person_id with =, role_id with =, daterange(from_on, until_on, '[]') with &&)
);
create index duty_asset on assets.duty (asset_id);
create index duty_person on assets.duty (person_id);
create index duty_role on assets.duty (role_id);
create index duty_list on assets.duty (from_on, id);
grant select, insert, update on assets.duty to muniment_app;

-- Who holds which role for which thing, from when to when. A room whose things have owners adds them here.
create view people.held_thing as
  select a.owner_id as person_id, r.id as role_id, a.id as thing_id, a.name::text as thing, null::date as from_on, null::date as until_on
    from assets.asset a join people.role r on r.asset_part = 'owner' where a.owner_id is not null and a.ended_on is null
  union all
  select a.deputy_id, r.id, a.id, a.name::text, null, null
    from assets.asset a join people.role r on r.asset_part = 'deputy' where a.deputy_id is not null and a.ended_on is null
  union all
  select d.person_id, d.role_id, a.id, a.name::text, d.from_on, d.until_on
    from assets.duty d join assets.asset a on a.id = d.asset_id where a.ended_on is null;
grant select on people.held_thing to muniment_app;

alter table people.incompatibility drop constraint incompatibility_scope_check,
  add constraint incompatibility_scope_check check (scope in ('person', 'unit', 'asset'));
alter table people.finding drop constraint finding_kind_check,
  add constraint finding_kind_check check (kind in ('grade', 'delegate', 'incompatible', 'training', 'left', 'vacant', 'retired'));
