-- A circle is refused at once, by what the transaction sees, and once more at its end, one transaction after the other, so that two
-- that would close a circle together meet there. Nobody waits for the rest of somebody else's transaction: the lock is taken last.

create or replace function people.refuse_circle() returns trigger language plpgsql as $$
begin
  if tg_when = 'AFTER' then perform pg_advisory_xact_lock(hashtext('people.unit')); end if;
  if exists (
    with recursive above as (
      select u.parent_id as id from (select new.parent_id where tg_when = 'BEFORE' union all select parent_id from people.unit where id = new.id and tg_when = 'AFTER') u
      where u.parent_id is not null
      union
      select u.parent_id from people.unit u join above a on u.id = a.id where u.parent_id is not null
    ) select from above where id = new.id
  ) then
    raise exception 'a unit cannot lie below itself' using errcode = 'check_violation', constraint = 'unit_circle';
  end if;
  return new;
end $$;
create constraint trigger unit_circle_at_end after insert or update of parent_id on people.unit
  deferrable initially deferred for each row when (new.parent_id is not null) execute function people.refuse_circle();

create or replace function plans.refuse_milestone_circle() returns trigger language plpgsql as $$
begin
  if tg_when = 'AFTER' then perform pg_advisory_xact_lock(hashtext('plans.milestone')); end if;
  if exists (
    with recursive before as (
      select m.follows_id as id from (select new.follows_id where tg_when = 'BEFORE' union all select follows_id from plans.milestone where id = new.id and tg_when = 'AFTER') m
      where m.follows_id is not null
      union
      select m.follows_id from plans.milestone m join before b on m.id = b.id where m.follows_id is not null
    ) select from before where id = new.id
  ) then
    raise exception 'a milestone cannot wait for itself' using errcode = 'check_violation', constraint = 'milestone_circle';
  end if;
  return new;
end $$;
create constraint trigger milestone_circle_at_end after insert or update of follows_id on plans.milestone
  deferrable initially deferred for each row when (new.follows_id is not null) execute function plans.refuse_milestone_circle();

create or replace function plans.refuse_lineage_circle() returns trigger language plpgsql as $$
declare
  is_circle boolean;
begin
  if tg_when = 'AFTER' then
    perform pg_advisory_xact_lock(hashtext('plans.lineage'));
    -- Taken back since in the same transaction.
    if not exists (select from plans.lineage where id = new.id and ended_at is null) then return new; end if;
  end if;
  with recursive earlier (kind, id) as (
    select 'action', new.earlier_action_id where new.earlier_action_id is not null
    union
    select 'recommendation', new.earlier_recommendation_id where new.earlier_recommendation_id is not null
    union
    select next.kind, next.id from earlier e
      join plans.lineage l on l.ended_at is null and ((e.kind = 'action' and l.action_id = e.id) or (e.kind = 'recommendation' and l.recommendation_id = e.id))
      cross join lateral (values ('action', l.earlier_action_id), ('recommendation', l.earlier_recommendation_id)) as next (kind, id)
    where next.id is not null
  )
  select exists (select from earlier where id = coalesce(new.action_id, new.recommendation_id)) into is_circle;
  if is_circle then
    raise exception 'a matter cannot come from itself' using errcode = 'check_violation', constraint = 'lineage_circle';
  end if;
  return new;
end $$;
create constraint trigger lineage_circle_at_end after insert on plans.lineage
  deferrable initially deferred for each row when (new.earlier_action_id is not null or new.earlier_recommendation_id is not null)
  execute function plans.refuse_lineage_circle();

create or replace function assets.refuse_circle() returns trigger language plpgsql as $$
begin
  if new.ended_on is not null then return new; end if;
  if tg_when = 'AFTER' then
    perform pg_advisory_xact_lock(hashtext('assets.dependency'));
    if not exists (
      select from assets.dependency where id = new.id and ended_on is null and asset_id = new.asset_id and on_asset_id = new.on_asset_id
    ) then return new; end if;
  end if;
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
create constraint trigger dependency_circle_at_end after insert or update of asset_id, on_asset_id, ended_on on assets.dependency
  deferrable initially deferred for each row when (new.ended_on is null) execute function assets.refuse_circle();
