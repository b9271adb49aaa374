-- How things stood: each way in which a row stood is kept, by ids, from the instant of the act that made it so. A report for a past day asks these
-- instead of the tables, and finds what was on record at the end of that day.
create schema past;
grant usage on schema past to muniment_app;

-- Which tables can be asked as they stood, and from when on.
create table past.kept (
  relation text primary key,
  -- From when on it is known how the rows stood: from the beginning where nothing was on record when keeping began.
  since timestamptz not null,
  -- For rows that are only ever added to: the column that says when each was recorded. Without it each version of a row is kept.
  recorded_at text
);
grant select on past.kept to muniment_app;

create table past.version (
  place bigint generated always as identity primary key,
  relation text not null,
  -- The primary key, its parts with a space between them.
  item text not null,
  from_at timestamptz not null,
  -- The entry of the act; null where something was written without one.
  entry_id uuid,
  -- The row as it stood from then on; null once it is gone.
  body jsonb
);
create index version_item on past.version (relation, item, from_at desc, place desc);
-- Written by the triggers alone, read by everybody, changed by nobody.
grant select on past.version to muniment_app;
create trigger version_kept before update or delete or truncate on past.version execute function audit.refuse_change();

-- The instant of an act is that of its audit entry, which is written in the same transaction.
create function past.note_act() returns trigger language plpgsql as $$
begin
  perform set_config('muniment.act_at', new.at::text, true), set_config('muniment.act_entry', new.id::text, true);
  return null;
end $$;
create trigger entry_noted after insert on audit.entry for each row execute function past.note_act();

-- Runs at the end of the transaction, when the act is known. An item's versions never run backwards, whichever of two acts began first.
create function past.keep_version() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  relation_name text := tg_table_schema || '.' || tg_table_name;
  keys text[] := tg_argv[0];
  left_out text[] := tg_argv[1];
  act_at timestamptz := coalesce(nullif(current_setting('muniment.act_at', true), '')::timestamptz, clock_timestamp());
  act_entry uuid := nullif(current_setting('muniment.act_entry', true), '')::uuid;
  old_body jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  new_body jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  old_item text := past.item_of(old_body, keys);
  new_item text := past.item_of(new_body, keys);
  last record;
begin
  if old_item is distinct from new_item and old_item is not null then
    select v.from_at into last from past.version v where v.relation = relation_name and v.item = old_item order by v.from_at desc, v.place desc limit 1;
    insert into past.version (relation, item, from_at, entry_id, body) values (relation_name, old_item, greatest(last.from_at, act_at), act_entry, null);
  end if;
  if new_item is not null then
    new_body := new_body - left_out;
    select v.from_at, v.body into last from past.version v where v.relation = relation_name and v.item = new_item order by v.from_at desc, v.place desc limit 1;
    if found and last.body = new_body then return null; end if;
    insert into past.version (relation, item, from_at, entry_id, body) values (relation_name, new_item, greatest(last.from_at, act_at), act_entry, new_body);
  end if;
  return null;
end $$;

create function past.item_of(body jsonb, keys text[]) returns text language sql immutable as $$
  select case when cardinality(keys) = 1 then body ->> keys[1] else (select string_agg(body ->> k.name, ' ' order by k.place) from unnest(keys) with ordinality k (name, place)) end
$$;

-- Begins to keep how the rows of a table stand. What can be worked out again, or is of no use later, may be left out.
create function past.keep(relation_name text, leave_out text[] default '{}') returns void language plpgsql as $$
declare
  keys text[];
  left_out text[];
  is_empty boolean;
begin
  select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) into keys
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indrelid = relation_name::regclass and i.indisprimary;
  select coalesce(array_agg(a.attname::text), '{}') || leave_out into left_out
    from pg_attribute a where a.attrelid = relation_name::regclass and a.atttypid = 'tsvector'::regtype and not a.attisdropped;
  execute format('select not exists (select from %s)', relation_name) into is_empty;
  insert into past.kept (relation, since) values (relation_name, case when is_empty then '-infinity'::timestamptz else now() end);
  execute format('insert into past.version (relation, item, from_at, body) select %L, past.item_of(to_jsonb(t), %L), now(), to_jsonb(t) - %L::text[] from %s t',
    relation_name, keys, left_out, relation_name);
  execute format('create constraint trigger version_kept after insert or update or delete on %s deferrable initially deferred for each row execute function past.keep_version(%L, %L)',
    relation_name, keys, left_out);
end $$;

-- The same for a table whose rows are only ever added to, with a column that says when each was recorded: nothing need be kept twice.
create function past.keep_added(relation_name text, recorded text) returns void language sql as $$
  insert into past.kept (relation, since, recorded_at) values (relation_name, '-infinity', recorded)
$$;

-- The rows of a table as they stood just before an instant, to be asked like the table itself: past.of(null::people.unit, 'people.unit', instant).
create function past.of(kind anyelement, relation_name text, before timestamptz) returns setof anyelement language sql stable rows 10000
  -- Not taken apart into the question that asks it: its rows are found once, not again for each row beside them.
  set search_path = pg_catalog as $$
  select stood.* from (
      select distinct on (v.item) v.body from past.version v where v.relation = relation_name and v.from_at < before order by v.item, v.from_at desc, v.place desc
    ) latest cross join lateral jsonb_populate_record(kind, latest.body) stood
  where latest.body is not null
$$;

select past.keep(relation) from unnest(array[
  'people.unit', 'people.person', 'people.role', 'people.appointment', 'people.delegation', 'people.incompatibility', 'people.course_done', 'people.group_role',
  'people.finding', 'people.body', 'people.membership', 'people.meeting', 'people.reorganised_unit',
  'assets.place', 'assets.box', 'assets.asset', 'assets.kept', 'assets.used', 'assets.agreement', 'assets.shared', 'assets.dependency', 'assets.duty',
  'assets.review', 'assets.review_asset',
  'risks.likelihood', 'risks.impact', 'risks.band', 'risks.cell', 'risks.category', 'risks.risk', 'risks.control', 'risks.mitigation', 'risks.tie',
  'risks.escalation', 'risks.incident',
  'statements.round', 'statements.statement',
  'plans.plan', 'plans.owner', 'plans.deliverable', 'plans.milestone', 'plans.escalation_rule', 'plans.escalation', 'plans.evidence', 'plans.lineage'
]) relation;
select past.keep('plans.recommendation', '{source}'), past.keep('plans.action', '{source}');
select past.keep_added(relation, 'at') from unnest(array[
  'people.acceptance', 'people.reorganisation', 'assets.change_check', 'assets.attestation', 'risks.rating', 'risks.incident_entry', 'risks.matrix_change',
  'statements.step', 'plans.target', 'plans.claim', 'plans.verdict', 'plans.commentary', 'plans.change', 'plans.milestone_day'
]) relation;
select past.keep_added('statements.form', 'made_at');

-- Whoever asks much of one day lays the rows as they stood beside each other for as long as the questions last.
do $$ begin execute format('grant temporary on database %I to muniment_app', current_database()); end $$;
