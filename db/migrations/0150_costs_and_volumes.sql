-- What a place costs in a year, in pounds, and how much information is in it, in terabytes: estimates will do.
alter table assets.place
  add column yearly_cost numeric(12, 2) check (yearly_cost between 0 and 1000000000),
  add column volume_tb numeric(10, 3) check (volume_tb between 0 and 1000000);
create index place_yearly_cost on assets.place (coalesce(yearly_cost, '-Infinity'::numeric), id);
