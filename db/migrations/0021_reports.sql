-- Reports that are compiled from every room, edited, and frozen when they are issued.
create schema reports;
grant usage on schema reports to muniment_app;

create table reports.report (
  id uuid primary key,
  -- The definition that it was begun from: `siro-annual-report`, `board-pack`.
  kind text not null,
  title text collate natural_order not null check (length(title) between 1 and 300),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  version integer not null default 1,
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  compiled_at timestamptz not null,
  issued_at timestamptz,
  issued_by uuid references people.person (id),
  -- SHA-256 of what it says, as canonical JSON (RFC 8785).
  digest bytea check (length(digest) = 32),
  check ((issued_at is null) = (digest is null))
);
create index report_list on reports.report (made_at desc, id);
grant select, insert, update on reports.report to muniment_app;

create table reports.part (
  id uuid primary key,
  report_id uuid not null references reports.report (id),
  position integer not null,
  -- What compiles it; null for a part of words alone.
  section text,
  heading text not null check (length(heading) between 1 and 200),
  hint text,
  words text,
  is_in boolean not null default true,
  -- As it was compiled; null where whoever compiled it may not see it.
  blocks jsonb
);
create index part_report on reports.part (report_id, position);
grant select, insert, update, delete on reports.part to muniment_app;

-- The files of an issued report.
create table reports.file (
  report_id uuid not null references reports.report (id),
  ending text not null,
  digest bytea not null references blobs.blob (digest),
  size bigint not null,
  primary key (report_id, ending)
);
grant select, insert on reports.file to muniment_app;

-- What was issued is never changed.
create function reports.keep_issued() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'report' then
    if old.issued_at is not null then
      raise exception 'an issued report does not change' using errcode = 'check_violation', constraint = 'report_issued';
    end if;
  elsif exists (select from reports.report r where r.id = coalesce(new.report_id, old.report_id) and r.issued_at is not null) then
    raise exception 'an issued report does not change' using errcode = 'check_violation', constraint = 'report_issued';
  end if;
  return coalesce(new, old);
end $$;
create trigger report_kept before update or delete on reports.report for each row execute function reports.keep_issued();
create trigger part_kept before insert or update or delete on reports.part for each row execute function reports.keep_issued();

update people.role set permissions = permissions || array['reports:read'] where 'statements:read' = any (permissions);
update people.role set permissions = permissions || array['reports:write'] where 'statements:run' = any (permissions);
update people.role set permissions = permissions || array['reports:write', 'reports:issue'] where name = 'Senior Information Risk Owner';
