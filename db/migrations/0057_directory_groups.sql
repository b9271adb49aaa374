-- An appointment can be taken back on the day on which it began, or before: it then holds on no day, and says so by ending the day before it begins.
alter table people.appointment drop constraint appointment_overlap, drop constraint appointment_check;
alter table people.appointment
  add constraint appointment_check check (until_on >= from_on - 1),
  add constraint appointment_overlap exclude using gist (
    person_id with =, role_id with =,
    (coalesce(unit_id, '00000000-0000-0000-0000-000000000000')) with =,
    daterange(from_on, until_on, '[]') with &&
  ) where (until_on is null or until_on >= from_on);
create index appointment_directory on people.appointment (person_id) where source = 'directory';

-- What the provider is asked again with between sign-ins, sealed with a key that the database does not have.
alter table access.identity add column tokens bytea, add column asked_at timestamptz;
