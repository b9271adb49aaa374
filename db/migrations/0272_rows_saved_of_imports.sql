-- What rows of an import that still waits have been saved already: a further row about the same entry is their duplicate, however late it is looked at.

create table register.import_saved (
  import_id uuid not null references register.import (id) on delete cascade,
  -- The entry that the row added, updated, or found to say the same.
  item_id uuid not null,
  -- The last row of the file that was saved about it.
  number integer not null,
  primary key (import_id, item_id)
);
grant select, insert, update, delete on register.import_saved to muniment_app;

-- The saved row whose entry this row is meant to change: somebody said so.
alter table register.import_row add column changes_row integer;
