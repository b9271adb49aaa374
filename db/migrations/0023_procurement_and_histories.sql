-- A checklist before a place is bought, and who changed the matrix and the drafts of reports.
alter table assets.change_check drop constraint change_check_change_check,
  add constraint change_check_change_check check (change in ('procure', 'go-live', 'migrate', 'switch-off'));

create table risks.matrix_change (
  id uuid primary key,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  -- Likelihood, impact, band before and band after, as they were called.
  cells jsonb not null
);
create index matrix_change_at on risks.matrix_change (at desc, id desc);
grant select, insert on risks.matrix_change to muniment_app;
create trigger matrix_change_kept before update or delete or truncate on risks.matrix_change execute function audit.refuse_change();

create table reports.step (
  id uuid primary key,
  report_id uuid not null references reports.report (id),
  at timestamptz not null,
  what text not null check (what in ('begun', 'compiled', 'changed', 'issued')),
  -- The part that was changed, and its words before.
  heading text,
  words_before text,
  by_person_id uuid references people.person (id)
);
create index step_report on reports.step (report_id, at desc, id desc);
grant select, insert on reports.step to muniment_app;
create trigger step_kept before update or delete or truncate on reports.step execute function audit.refuse_change();

-- What a feed said of people is forgotten when it has been of no use for a while; what it did stays.
grant update (rows) on people.feed to muniment_app;

-- Two judgements of one moment have an order too.
alter table risks.rating add column place bigint generated always as identity;
drop index risks.rating_risk;
create index rating_risk on risks.rating (risk_id, rated_on desc, place desc);

create index tie_format on risks.tie (coalesce(format, ''), id);
