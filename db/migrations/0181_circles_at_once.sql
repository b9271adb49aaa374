-- Circles of units and of milestones are asked of all rows of a statement at once, and once more at the end of the transaction. Each row names at most
-- one above it: of few rows each is followed upwards, of many the whole table is gone through once from the top. Every step is an index lookup, whatever
-- was known of the table when the question was planned: one that was small a moment ago has twenty thousand rows now.

-- Whether something above one of these rows is that row itself; of more than twenty, or null, it is asked of the whole table.
create function muniment.any_circle(relation regclass, above text, ids uuid[]) returns boolean language plpgsql stable
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set jit = off as $$
declare
  found_one boolean;
begin
  if cardinality(ids) <= 20 then
    execute format($ask$
      with recursive up (origin, id) as (
        select r.id, r.%1$I from %2$s r where r.id = any ($1) and r.%1$I is not null
        union
        select u.origin, (select r.%1$I from %2$s r where r.id = u.id) from up u where u.id is not null and u.id <> u.origin)
      select exists (select from up where id = origin)$ask$, above, relation) into found_one using ids;
  else
    -- What cannot be reached from those that have nothing above them lies in a circle, or below one.
    execute format($ask$
      with recursive down (id) as (
        select r.id from %2$s r where r.%1$I is null
        union all
        select r.id from down d cross join lateral (select r.id from %2$s r where r.%1$I = d.id offset 0) r)
      select (select count(*) from %2$s) > (select count(*) from down)$ask$, above, relation) into found_one;
  end if;
  return found_one;
end $$;

-- After a statement: refused by what the transaction sees. How many rows it was is counted for the question at the end.
-- Its arguments are the column that names what is above, the name of the rule and what is said of it.
create function muniment.refuse_circles() returns trigger language plpgsql as $$
declare
  ids uuid[];
  moved text := 'muniment.moved_' || tg_relid;
begin
  if tg_op = 'INSERT' then
    execute format('select array_agg(n.id) from new_rows n where n.%I is not null', tg_argv[0]) into ids;
  else
    execute format('select array_agg(n.id) from new_rows n join old_rows o on o.id = n.id where n.%1$I is not null and n.%1$I is distinct from o.%1$I', tg_argv[0]) into ids;
  end if;
  if ids is null then return null; end if;
  perform set_config(moved, (coalesce(nullif(current_setting(moved, true), '')::integer, 0) + cardinality(ids))::text, true);
  if muniment.any_circle(tg_relid, tg_argv[0], ids) then
    raise exception '%', tg_argv[2] using errcode = 'check_violation', constraint = tg_argv[1];
  end if;
  return null;
end $$;

-- At the end, for each row and one transaction after the other: of few rows each is asked, of many all at once with the first of them.
-- A fourth argument is the turn in which that is done.
create function muniment.refuse_circle_at_end() returns trigger language plpgsql as $$
declare
  moved text := 'muniment.moved_' || tg_relid;
  asked text := 'muniment.asked_' || tg_relid;
  is_one boolean := coalesce(nullif(current_setting(moved, true), '')::integer, 0) <= 20;
begin
  if not is_one and current_setting(asked, true) = current_setting(moved, true) then return null; end if;
  perform muniment.take_turn(tg_argv[3]);
  if muniment.any_circle(tg_relid, tg_argv[0], case when is_one then array[new.id] end) then
    raise exception '%', tg_argv[2] using errcode = 'check_violation', constraint = tg_argv[1];
  end if;
  if not is_one then perform set_config(asked, current_setting(moved, true), true); end if;
  return null;
end $$;

drop trigger unit_circle on people.unit;
drop trigger unit_circle_at_end on people.unit;
drop function people.refuse_circle();
create trigger unit_circle after insert on people.unit referencing new table as new_rows for each statement
  execute function muniment.refuse_circles('parent_id', 'unit_circle', 'a unit cannot lie below itself');
create trigger unit_circle_moved after update on people.unit referencing old table as old_rows new table as new_rows for each statement
  execute function muniment.refuse_circles('parent_id', 'unit_circle', 'a unit cannot lie below itself');
create constraint trigger unit_circle_at_end after insert or update of parent_id on people.unit
  deferrable initially deferred for each row when (new.parent_id is not null)
  execute function muniment.refuse_circle_at_end('parent_id', 'unit_circle', 'a unit cannot lie below itself', 'people.end');

drop trigger milestone_circle on plans.milestone;
drop trigger milestone_circle_at_end on plans.milestone;
drop function plans.refuse_milestone_circle();
create trigger milestone_circle after insert on plans.milestone referencing new table as new_rows for each statement
  execute function muniment.refuse_circles('follows_id', 'milestone_circle', 'a milestone cannot wait for itself');
create trigger milestone_circle_moved after update on plans.milestone referencing old table as old_rows new table as new_rows for each statement
  execute function muniment.refuse_circles('follows_id', 'milestone_circle', 'a milestone cannot wait for itself');
create constraint trigger milestone_circle_at_end after insert or update of follows_id on plans.milestone
  deferrable initially deferred for each row when (new.follows_id is not null)
  execute function muniment.refuse_circle_at_end('follows_id', 'milestone_circle', 'a milestone cannot wait for itself', 'plans.end');

-- Links of lineage and dependencies lead to several: each new one is followed, by index lookups as well. One that nothing leads to closes none.
create or replace function plans.refuse_lineage_circle() returns trigger language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set jit = off as $$
declare
  is_circle boolean;
begin
  if tg_when = 'AFTER' then
    perform muniment.take_turn('plans.end');
    -- Taken back since in the same transaction.
    if not exists (select from plans.lineage where id = new.id and ended_at is null) then return new; end if;
  end if;
  -- Of what nothing comes, nothing leads round.
  if coalesce(new.action_id <> new.earlier_action_id, new.recommendation_id <> new.earlier_recommendation_id, true)
    and not exists (select from plans.lineage where new.action_id is not null and earlier_action_id = new.action_id and ended_at is null)
    and not exists (select from plans.lineage where new.recommendation_id is not null and earlier_recommendation_id = new.recommendation_id and ended_at is null)
  then return new; end if;
  with recursive earlier (kind, id) as (
    select 'action', new.earlier_action_id where new.earlier_action_id is not null
    union
    select 'recommendation', new.earlier_recommendation_id where new.earlier_recommendation_id is not null
    union
    select next.kind, next.id from earlier e
      cross join lateral (
        select l.earlier_action_id, l.earlier_recommendation_id from plans.lineage l where e.kind = 'action' and l.action_id = e.id and l.ended_at is null
        union all
        select l.earlier_action_id, l.earlier_recommendation_id from plans.lineage l where e.kind = 'recommendation' and l.recommendation_id = e.id and l.ended_at is null
      ) l
      cross join lateral (values ('action', l.earlier_action_id), ('recommendation', l.earlier_recommendation_id)) as next (kind, id)
    where next.id is not null
  )
  select exists (select from earlier where id = coalesce(new.action_id, new.recommendation_id)) into is_circle;
  if is_circle then
    raise exception 'a matter cannot come from itself' using errcode = 'check_violation', constraint = 'lineage_circle';
  end if;
  return new;
end $$;

create or replace function assets.refuse_circle() returns trigger language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set jit = off as $$
begin
  if new.ended_on is not null then return new; end if;
  if tg_when = 'AFTER' then
    perform muniment.take_turn('assets.end');
    if not exists (
      select from assets.dependency where id = new.id and ended_on is null and asset_id = new.asset_id and on_asset_id = new.on_asset_id
    ) then return new; end if;
  end if;
  -- Of what nothing depends on, nothing leads round.
  if new.asset_id <> new.on_asset_id and not exists (select from assets.dependency where on_asset_id = new.asset_id and ended_on is null) then return new; end if;
  if exists (
    with recursive needed as (
      select new.on_asset_id as id
      union
      select d.on_asset_id from needed n
        cross join lateral (select d.on_asset_id from assets.dependency d where d.asset_id = n.id and d.ended_on is null and d.id <> new.id offset 0) d)
    select from needed where id = new.asset_id) then
    raise exception 'an asset cannot depend on itself' using errcode = 'check_violation', constraint = 'dependency_circle';
  end if;
  return new;
end $$;

create or replace function people.keep_administrator() returns trigger language plpgsql as $$
declare
  was datemultirange := nullif(current_setting('muniment.administered', true), '')::datemultirange;
  was_by_users datemultirange := nullif(current_setting('muniment.administered_by_users', true), '')::datemultirange;
  to_come daterange := daterange((now() at time zone 'Europe/London')::date, null);
begin
  if was is null then return null; end if;
  perform muniment.take_turn('people.end');
  perform set_config('muniment.administered', '', true);
  if (was - people.administered()) && to_come then
    raise exception 'nobody would administer accounts' using errcode = 'check_violation', constraint = 'administrator_stays';
  end if;
  if (was_by_users - people.administered_by_users()) && to_come then
    raise exception 'nobody who can sign in would administer accounts' using errcode = 'check_violation', constraint = 'administrator_signs_in';
  end if;
  return null;
end $$;
