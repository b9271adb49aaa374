-- What is hashed and signed counts milliseconds, and the database microseconds: what is written from now on counts what is hashed.
-- Entries that are there were written so, by the program's clock; a restore copies rows as they were, without triggers.
create function audit.count_milliseconds() returns trigger language plpgsql as $$
begin
  new.at := date_trunc('milliseconds', new.at);
  return new;
end $$;
create trigger entry_counted before insert on audit.entry for each row execute function audit.count_milliseconds();

create function audit.count_checkpoint_milliseconds() returns trigger language plpgsql as $$
begin
  new.made_at := date_trunc('milliseconds', new.made_at);
  return new;
end $$;
create trigger checkpoint_counted before insert on audit.checkpoint for each row execute function audit.count_checkpoint_milliseconds();
