-- People and units that come from a directory or a staff system, and each feed as it came.
alter table people.person add column external_id text, add column unit_id uuid references people.unit (id);
create unique index person_external on people.person (external_id);
create index person_unit on people.person (unit_id);
alter table people.unit add column external_id text;
create unique index unit_external on people.unit (external_id);

create table people.feed (
  id uuid primary key,
  name text not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  -- Whether it names everybody, so that whoever is not in it has left.
  is_whole boolean not null,
  rows jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'applied', 'dropped')),
  ended_at timestamptz,
  -- What was done: added, changed, left, back, units, problems.
  figures jsonb
);
create index feed_list on people.feed (at desc, id);
grant select, insert, update (state, ended_at, figures) on people.feed to muniment_app;
