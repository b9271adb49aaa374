-- Somebody always administers accounts: no change may leave a day from today on without anybody, on which there was somebody before it.

-- Who administers accounts, and on which days: by appointments, or by acting for whoever holds one, until they leave.
create view people.administering as
  select h.person_id, range_agg(h.days * daterange(null, p.left_on, '[]')) as days
  from (
    select a.person_id, a.role_id, daterange(a.from_on, a.until_on, '[]') as days from people.appointment a where coalesce(a.until_on >= a.from_on, true)
    union all
    select d.person_id, a.role_id, daterange(d.from_on, d.until_on, '[]') * daterange(a.from_on, a.until_on, '[]')
    from people.delegation d join people.appointment a on a.id = d.appointment_id
    where coalesce(a.until_on >= a.from_on, true) and coalesce(d.until_on >= d.from_on, true)) h
    join people.role r on r.id = h.role_id and 'accounts:administer' = any (r.permissions)
    join people.person p on p.id = h.person_id
  group by h.person_id;
grant select on people.administering to muniment_app;

create function people.administered() returns datemultirange language sql stable as $$
  select coalesce(range_agg(d.days), '{}') from people.administering a cross join lateral unnest(a.days) as d (days)
$$;

-- How it was before the first change of a transaction.
create function people.remember_administered() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('muniment.administered', true), '') = '' then
    perform set_config('muniment.administered', people.administered()::text, true);
  end if;
  return null;
end $$;

-- Asked once at the end of it, one transaction after the other, so that two that end one administrator each meet there.
create function people.keep_administrator() returns trigger language plpgsql as $$
declare
  was datemultirange := nullif(current_setting('muniment.administered', true), '')::datemultirange;
begin
  if was is null then return null; end if;
  perform pg_advisory_xact_lock(hashtext('people.administering'));
  perform set_config('muniment.administered', '', true);
  if (was - people.administered()) && daterange((now() at time zone 'Europe/London')::date, null) then
    raise exception 'nobody would administer accounts' using errcode = 'check_violation', constraint = 'administrator_stays';
  end if;
  return null;
end $$;

create trigger administered_before before update of person_id, role_id, from_on, until_on or delete on people.appointment
  for each statement execute function people.remember_administered();
create trigger administered_before before update of person_id, appointment_id, from_on, until_on or delete on people.delegation
  for each statement execute function people.remember_administered();
create trigger administered_before before update of left_on or delete on people.person
  for each statement execute function people.remember_administered();
create trigger administered_before before update of permissions or delete on people.role
  for each statement execute function people.remember_administered();

create constraint trigger administrator_stays after update of person_id, role_id, from_on, until_on or delete on people.appointment
  deferrable initially deferred for each row execute function people.keep_administrator();
create constraint trigger administrator_stays after update of person_id, appointment_id, from_on, until_on or delete on people.delegation
  deferrable initially deferred for each row execute function people.keep_administrator();
create constraint trigger administrator_stays after update of left_on or delete on people.person
  deferrable initially deferred for each row execute function people.keep_administrator();
create constraint trigger administrator_stays after update of permissions or delete on people.role
  deferrable initially deferred for each row execute function people.keep_administrator();
