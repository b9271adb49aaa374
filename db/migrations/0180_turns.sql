-- Turns that transactions take are taken in one order, which stands here and nowhere else: whoever holds one waits only for those behind it, so that no
-- two wait for each other. Rows are written before any of them but those of the first line.
create function muniment.turns() returns text[] language sql immutable parallel safe as $$
  select array[
    -- Before anything is written: one at a time from beginning to end.
    'people.reorganising', 'risks.cell', 'uploads.upload',
    -- When what it asks about is written.
    'people.finding', 'statements.form',
    -- At the end of a transaction, by triggers: circles, and that somebody administers accounts.
    'people.end', 'plans.end', 'assets.end']
$$;

-- Takes a turn until the transaction ends, alone or with others who share it; with keys, also the turn of each of those, alone. Whatever is undone to a
-- savepoint gives back what it took. Where `muniment.turns_checked` is on, as in tests, one that is taken behind a later one, or shared and then alone, fails.
create function muniment.take_turn(turn text, is_shared boolean default false, keys integer[] default '{}') returns void language plpgsql as $$
declare
  place integer := array_position(muniment.turns(), turn);
  last integer := coalesce(nullif(current_setting('muniment.last_turn', true), '')::integer, 0);
begin
  if place is null then raise exception 'there is no turn “%”', turn; end if;
  if place > last then perform set_config('muniment.last_turn', place::text, true); end if;
  if current_setting('muniment.turns_checked', true) = 'on' then
    if place < last and not muniment.has_turn(turn, is_shared, keys) then
      raise exception 'the turn “%” is taken behind “%”', turn, (muniment.turns())[last];
    elsif not is_shared and muniment.has_turn(turn, true, '{}') and not muniment.has_turn(turn, false, '{}') then
      raise exception 'the turn “%” is shared already, and would be taken alone', turn;
    end if;
  end if;
  if is_shared then perform pg_advisory_xact_lock_shared(hashtext(turn)); else perform pg_advisory_xact_lock(hashtext(turn)); end if;
  perform pg_advisory_xact_lock(hashtext(turn), k.key) from (select distinct key from unnest(keys) key order by key) k;
end $$;

-- Whether this transaction has a turn, and those of all its keys: to take it again waits for nobody.
create function muniment.has_turn(turn text, is_shared boolean, keys integer[]) returns boolean language sql stable as $$
  select not exists (
    select 1, (hashtext(turn)::bigint >> 32) & 4294967295, hashtext(turn)::bigint & 4294967295
    union select 2, hashtext(turn)::bigint & 4294967295, key::bigint & 4294967295 from unnest(keys) key
    except
    select objsubid, classid::bigint, objid::bigint from pg_locks
    where (is_shared or objsubid = 2 or mode = 'ExclusiveLock') and locktype = 'advisory' and pid = pg_backend_pid() and granted and database = (select oid from pg_database where datname = current_database()))
$$;
