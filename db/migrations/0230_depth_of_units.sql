-- Units lie in fifty levels at most, one below the other: no public body has more, and what goes through the tree stays quick. It is asked of the units
-- that a statement adds or moves, with all that lies below them, and once more at the end of the transaction, one transaction after the other.

-- Whether one of these units, or one below it, lies deeper than that; of null, whether any does. Of few each is followed upwards, and what lies below it
-- is gone through; of more than twenty the whole tree is, once from the top. Every step is an index lookup, as for circles.
create function people.too_deep(ids uuid[]) returns boolean language plpgsql stable
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set jit = off as $$
begin
  if cardinality(ids) <= 20 then
    return (
      with recursive up (origin, id, level) as (
        select u.id, u.parent_id, 1 from people.unit u where u.id = any (ids)
        union all
        select p.origin, (select u.parent_id from people.unit u where u.id = p.id), p.level + 1 from up p where p.id is not null and p.level <= 50),
      down (id, level) as (
        select origin, max(level) from up group by origin
        union
        select u.id, d.level + 1 from down d cross join lateral (select u.id from people.unit u where u.parent_id = d.id offset 0) u where d.level <= 50)
      select exists (select from down where level > 50));
  end if;
  return (
    with recursive down (id, level, is_meant) as (
      select u.id, 1, ids is null or u.id = any (ids) from people.unit u where u.parent_id is null
      union all
      select u.id, d.level + 1, d.is_meant or u.id = any (ids)
      from down d cross join lateral (select u.id from people.unit u where u.parent_id = d.id offset 0) u where d.level <= 50)
    select exists (select from down where level > 50 and is_meant));
end $$;

create function people.refuse_depth() returns trigger language plpgsql as $$
declare
  ids uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(n.id) from new_rows n where n.parent_id is not null into ids;
  else
    select array_agg(n.id) from new_rows n join old_rows o on o.id = n.id where n.parent_id is not null and n.parent_id is distinct from o.parent_id into ids;
  end if;
  if ids is not null and people.too_deep(ids) then
    raise exception 'units lie in fifty levels at most' using errcode = 'check_violation', constraint = 'unit_depth';
  end if;
  return null;
end $$;

-- At the end of a transaction the turn in which circles are asked about is held already. Units that many rows moved are asked about all at once.
create function people.refuse_depth_at_end() returns trigger language plpgsql as $$
declare
  moved text := current_setting('muniment.moved_' || tg_relid, true);
  is_one boolean := coalesce(nullif(moved, '')::integer, 0) <= 20;
begin
  if not is_one and current_setting('muniment.depth_asked', true) = moved then return null; end if;
  perform muniment.take_turn('people.end');
  if people.too_deep(case when is_one then array[new.id] end) then
    raise exception 'units lie in fifty levels at most' using errcode = 'check_violation', constraint = 'unit_depth';
  end if;
  if not is_one then perform set_config('muniment.depth_asked', moved, true); end if;
  return null;
end $$;

create trigger unit_depth after insert on people.unit referencing new table as new_rows for each statement
  execute function people.refuse_depth();
create trigger unit_depth_moved after update on people.unit referencing old table as old_rows new table as new_rows for each statement
  execute function people.refuse_depth();
create constraint trigger unit_depth_at_end after insert or update of parent_id on people.unit
  deferrable initially deferred for each row when (new.parent_id is not null)
  execute function people.refuse_depth_at_end();
