-- Steps can be taken out of the matrix. They stay on record with the judgements of their time, and say which step took their place.
alter table risks.likelihood add column ended_on date, add column became_id uuid references risks.likelihood (id),
  add constraint likelihood_ended check ((ended_on is null) = (became_id is null));
alter table risks.impact add column ended_on date, add column became_id uuid references risks.impact (id),
  add constraint impact_ended check ((ended_on is null) = (became_id is null));
drop index risks.likelihood_rank;
drop index risks.impact_rank;
create unique index likelihood_rank on risks.likelihood (rank) where ended_on is null;
create unique index impact_rank on risks.impact (rank) where ended_on is null;

-- The steps in which risks are judged today.
create view risks.likelihood_open as select id, rank, name, named, digit from risks.likelihood where ended_on is null;
create view risks.impact_open as select id, rank, name, named, digit from risks.impact where ended_on is null;
grant select on risks.likelihood_open, risks.impact_open to muniment_app;

-- No risk stands outside the matrix: also not one that is saved while a step is taken out.
create function risks.refuse_ended_step() returns trigger language plpgsql as $$
begin
  perform from risks.likelihood where id in (new.likelihood_id, new.inherent_likelihood_id, new.target_likelihood_id) order by id for share;
  perform from risks.impact where id in (new.impact_id, new.inherent_impact_id, new.target_impact_id) order by id for share;
  if exists (select from risks.likelihood where id in (new.likelihood_id, new.inherent_likelihood_id, new.target_likelihood_id) and ended_on is not null)
    or exists (select from risks.impact where id in (new.impact_id, new.inherent_impact_id, new.target_impact_id) and ended_on is not null) then
    raise exception 'a risk cannot stand outside the matrix' using errcode = 'check_violation', constraint = 'risk_step_ended';
  end if;
  return new;
end $$;
create trigger risk_step before insert or update on risks.risk for each row execute function risks.refuse_ended_step();

-- Which step stands today for one of its time.
create function risks.likelihood_now(step uuid) returns uuid language sql stable as $$
  with recursive line as (
    select id, became_id from risks.likelihood where id = step
    union select l.id, l.became_id from risks.likelihood l join line on l.id = line.became_id)
  select id from line where became_id is null
$$;
create function risks.impact_now(step uuid) returns uuid language sql stable as $$
  with recursive line as (
    select id, became_id from risks.impact where id = step
    union select i.id, i.became_id from risks.impact i join line on i.id = line.became_id)
  select id from line where became_id is null
$$;

alter table risks.rating drop constraint rating_kind_check,
  add constraint rating_kind_check check (kind in ('first', 'changed', 'reviewed', 'closed', 'rescaled'));

-- What was taken out of the matrix, when, why, and how many risks it moved. Only ever added to.
create table risks.matrix_shrinking (
  id uuid primary key,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  why text not null,
  -- Scale, step that was taken out and step that took its place, as they were called.
  steps jsonb not null,
  risks integer not null
);
create index matrix_shrinking_at on risks.matrix_shrinking (at desc, id desc);
grant select, insert on risks.matrix_shrinking to muniment_app;
create trigger matrix_shrinking_kept before update or delete or truncate on risks.matrix_shrinking execute function audit.refuse_change();
