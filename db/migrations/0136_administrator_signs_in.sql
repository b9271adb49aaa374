-- The last administration stays with somebody who can sign in: no change may leave a day without anybody who administers accounts and can,
-- on which there was somebody before it. That somebody administers at all is asked as before.

-- Who can sign in: everybody in the example; else whoever has a password, and whoever has an email address where people sign in with a provider.
create view people.can_sign_in as
  select p.id as person_id from people.person p
  where exists (select from muniment.installation i where i.is_example)
    or exists (select from access.account a where a.person_id = p.id and a.disabled_at is null)
    or p.email is not null and exists (select from access.identity);
grant select on people.can_sign_in to muniment_app;

create function people.administered_by_users() returns datemultirange language sql stable as $$
  select coalesce(range_agg(d.days), '{}') from people.administering a cross join lateral unnest(a.days) as d (days)
  where exists (select from people.can_sign_in c where c.person_id = a.person_id)
$$;

create or replace function people.remember_administered() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('muniment.administered', true), '') = '' then
    perform set_config('muniment.administered', people.administered()::text, true);
    perform set_config('muniment.administered_by_users', people.administered_by_users()::text, true);
  end if;
  return null;
end $$;

create or replace function people.keep_administrator() returns trigger language plpgsql as $$
declare
  was datemultirange := nullif(current_setting('muniment.administered', true), '')::datemultirange;
  was_by_users datemultirange := nullif(current_setting('muniment.administered_by_users', true), '')::datemultirange;
  to_come daterange := daterange((now() at time zone 'Europe/London')::date, null);
begin
  if was is null then return null; end if;
  perform pg_advisory_xact_lock(hashtext('people.administering'));
  perform set_config('muniment.administered', '', true);
  if (was - people.administered()) && to_come then
    raise exception 'nobody would administer accounts' using errcode = 'check_violation', constraint = 'administrator_stays';
  end if;
  if (was_by_users - people.administered_by_users()) && to_come then
    raise exception 'nobody who can sign in would administer accounts' using errcode = 'check_violation', constraint = 'administrator_signs_in';
  end if;
  return null;
end $$;

drop trigger administered_before on people.person;
create trigger administered_before before update of left_on, email or delete on people.person
  for each statement execute function people.remember_administered();
drop trigger administrator_stays on people.person;
create constraint trigger administrator_stays after update of left_on, email or delete on people.person
  deferrable initially deferred for each row execute function people.keep_administrator();
