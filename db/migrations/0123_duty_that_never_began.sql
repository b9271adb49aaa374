-- A duty that ends before it has begun holds on no day, as an appointment does: it ends on the day before it begins.
alter table assets.duty drop constraint duty_overlap, drop constraint duty_check;
alter table assets.duty
  add constraint duty_check check (until_on >= from_on - 1),
  add constraint duty_overlap exclude using gist (
    asset_id with =, person_id with =, role_id with =, daterange(from_on, until_on, '[]') with &&
  ) where (until_on is null or until_on >= from_on);
