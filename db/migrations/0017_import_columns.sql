-- An import waits as the table that was read, with how each column is taken, so that both can be looked at again.
delete from register.import;
alter table register.import rename column rows to sheet;
grant update (sheet) on register.import to muniment_app;
