-- How a board wants its report: which plans and sections, in its own words at the start, in its own template.
create table plans.report_layout (
  id uuid primary key,
  version integer not null default 1,
  name text collate natural_order not null,
  introduction text,
  -- The sections, in their order; and whether only the first of each table are told, so that it fits two pages.
  sections text[] not null check (cardinality(sections) > 0),
  is_summary boolean not null,
  -- The plans; null for all of them.
  plan_ids uuid[],
  template bytea references blobs.blob (digest),
  template_name text,
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  ended_at timestamptz,
  check ((template is null) = (template_name is null))
);
create unique index report_layout_name on plans.report_layout (lower(name)) where ended_at is null;
grant select, insert, update on plans.report_layout to muniment_app;

-- A plan that anybody may read, and which of its fields.
create table plans.publication (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  -- The word in its address.
  slug text not null,
  fields text[] not null,
  introduction text,
  published_at timestamptz not null,
  published_by uuid not null references people.person (id),
  ended_at timestamptz,
  ended_by uuid references people.person (id)
);
create unique index publication_slug on plans.publication (slug) where ended_at is null;
create unique index publication_plan on plans.publication (plan_id) where ended_at is null;
grant select, insert on plans.publication to muniment_app;
grant update (ended_at, ended_by) on plans.publication to muniment_app;
