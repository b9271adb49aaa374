-- A round of statements may be issued to whoever owns an information asset, beside those who hold its roles.
alter table statements.round add column asks_owners boolean not null default false;
alter table statements.round drop constraint round_role_ids_check;
alter table statements.round add constraint round_asks_somebody check (cardinality(role_ids) > 0 or asks_owners);
