-- Review points of a plan: at each, owners update, assessors judge, and a report is frozen with its digest.
create table plans.round (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  name text not null,
  due_on date not null,
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  opened_at timestamptz,
  opened_by uuid references people.person (id),
  closed_at timestamptz,
  closed_by uuid references people.person (id),
  dropped_at timestamptz,
  -- How the plan stood when the round was closed, and the report as it was then.
  figures jsonb,
  check (closed_at is null or (opened_at is not null and figures is not null)),
  check (dropped_at is null or opened_at is null)
);
create index round_plan on plans.round (plan_id, due_on);
create unique index round_open on plans.round (plan_id) where opened_at is not null and closed_at is null;

-- What was still open when the round began, and how it stood.
create table plans.round_action (
  round_id uuid not null references plans.round (id),
  action_id uuid not null references plans.action (id),
  status text not null,
  verdict text,
  primary key (round_id, action_id)
);
create index round_action_action on plans.round_action (action_id);

-- The frozen report, in each format, by the digest of its bytes.
create table plans.round_report (
  round_id uuid not null references plans.round (id),
  ending text not null,
  digest bytea not null references blobs.blob (digest),
  size bigint not null,
  primary key (round_id, ending)
);
create trigger round_action_kept before update or delete or truncate on plans.round_action execute function audit.refuse_change();
create trigger round_report_kept before update or delete or truncate on plans.round_report execute function audit.refuse_change();

-- What is closed stays as it was.
create function plans.refuse_closed_round() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception 'a round that is closed is only read' using errcode = 'check_violation', constraint = 'round_closed';
  end if;
  return new;
end $$;
create trigger round_closed before update on plans.round for each row execute function plans.refuse_closed_round();
grant select, insert, update on plans.round to muniment_app;
grant select, insert on plans.round_action, plans.round_report to muniment_app;
