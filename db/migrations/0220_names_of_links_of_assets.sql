-- Where an asset lives, who uses it and how it is shared are called by the field's words, with everything that bears the names of their tables. What is on
-- record of them is the same; only the audit log, which nothing may change, keeps the words of its day.
do $$
declare
  renamed constant text[][] := array[array['kept', 'location', 'locations'], array['used', 'use', 'uses'], array['shared', 'sharing', 'sharing']];
  old_table text;
  new_table text;
  new_key text;
  own record;
begin
  alter table past.version disable trigger version_kept;
  for own in select table_name from information_schema.columns where table_schema = 'register' and column_name = 'register' loop
    execute format('alter table register.%I disable trigger user', own.table_name);
  end loop;
  for i in 1 .. array_length(renamed, 1) loop
    old_table := renamed[i][1];
    new_table := renamed[i][2];
    new_key := renamed[i][3];
    execute format('alter table assets.%I rename to %I', old_table, new_table);
    for own in select conname from pg_constraint where conrelid = format('assets.%I', new_table)::regclass and starts_with(conname, old_table || '_') loop
      execute format('alter table assets.%I rename constraint %I to %I', new_table, own.conname, new_table || substr(own.conname, length(old_table) + 1));
    end loop;
    for own in select c.relname from pg_index x join pg_class c on c.oid = x.indexrelid
        where x.indrelid = format('assets.%I', new_table)::regclass and starts_with(c.relname, old_table || '_') loop
      execute format('alter index assets.%I rename to %I', own.relname, new_table || substr(own.relname, length(old_table) + 1));
    end loop;
    update past.kept set relation = 'assets.' || new_table where relation = 'assets.' || old_table;
    update past.version set relation = 'assets.' || new_table where relation = 'assets.' || old_table;
    for own in select table_name from information_schema.columns where table_schema = 'register' and column_name = 'register' loop
      execute format('update register.%I set register = $1 where register = $2', own.table_name) using new_key, old_table;
    end loop;
  end loop;
  alter table past.version enable trigger version_kept;
  for own in select table_name from information_schema.columns where table_schema = 'register' and column_name = 'register' loop
    execute format('alter table register.%I enable trigger user', own.table_name);
  end loop;
end $$;
