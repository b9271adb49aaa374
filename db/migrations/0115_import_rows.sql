-- The rows of an import that waits, each with what became of it when it was last gone through: what it would add or change, or why it waits.

create table register.import_row (
  import_id uuid not null references register.import (id) on delete cascade,
  -- As a spreadsheet shows it.
  number integer not null,
  -- ["as", "the", "file", "has", "them"]
  cells jsonb not null,
  outcome text check (outcome in ('added', 'updated', 'unchanged', 'waiting')),
  -- The item that it is about, where it is there already, and what that is called.
  item_id uuid,
  name text,
  -- {"field": ["before", "after"]}, as shown to people
  fields jsonb,
  why jsonb,
  -- [{"path": …, "singular": …, "name": …}]: names that lead nowhere yet
  unknown jsonb,
  primary key (import_id, number)
);
create index import_row_outcome on register.import_row (import_id, outcome, number);
grant select, insert, update, delete on register.import_row to muniment_app;

insert into register.import_row (import_id, number, cells)
select distinct on (i.id, number) i.id, coalesce((i.sheet -> 'numbers' ->> (r.place::int - 1))::int, r.place::int + 1) as number, r.cells
from register.import i cross join lateral jsonb_array_elements(i.sheet -> 'rows') with ordinality r (cells, place)
where jsonb_typeof(i.sheet -> 'rows') = 'array'
order by i.id, number;
update register.import set sheet = sheet - 'rows' - 'numbers';

-- Of what was shown when it was last gone through: somebody says yes to that, and to nothing else.
alter table register.import add column digest text;
grant update (digest) on register.import to muniment_app;
