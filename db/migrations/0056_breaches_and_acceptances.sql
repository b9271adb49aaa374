-- Who hears of breaches, why the clock of a breach was moved, and that nobody accepts what stands against themselves.
alter table people.role add column hears_breaches text check (hears_breaches in ('yes', 'no'));
update people.role set hears_breaches = 'yes' where name = 'Senior Information Risk Owner' or short_name = 'SIRO';

-- Why the moment of awareness, or the answer on personal data, was last changed.
alter table risks.incident add column clock_why text;

-- Whether somebody is a person, or acts for them in one of their roles, on a day.
create function people.is_or_acts_for(someone uuid, whom uuid, today date) returns boolean language sql stable as $$
  select someone = whom or exists (
    select from people.delegation d join people.appointment a on a.id = d.appointment_id
    where d.person_id = someone and a.person_id = whom and d.from_on <= today and coalesce(d.until_on >= today, true)
      and a.from_on <= today and coalesce(a.until_on >= today, true))
$$;

create function people.refuse_own_acceptance() returns trigger language plpgsql as $$
begin
  if exists (
    select from people.finding f where f.id = new.finding_id
      and people.is_or_acts_for(new.by_person_id, f.person_id, (new.at at time zone 'Europe/London')::date)) then
    raise exception 'nobody accepts a finding about themselves' using errcode = 'check_violation', constraint = 'acceptance_own';
  end if;
  return new;
end $$;
create trigger acceptance_own before insert on people.acceptance for each row execute function people.refuse_own_acceptance();
