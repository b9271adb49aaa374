-- Every key for the API has a last day. Those that had none are left three months, in which whoever uses them makes new ones.
update access.key set expires_on = current_date + 90 where expires_on is null;
alter table access.key alter column expires_on set not null;
