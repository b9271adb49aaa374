-- What a place costs in a year, in pounds, and how much information is in it, in terabytes: estimates will do.
alter table assets.place
  add column yearly_cost numeric(12, 2),
  add column volume_tb numeric(10, 3),
  add constraint place_yearly_cost_declared check (yearly_cost >= 0 and yearly_cost <= 1000000000),
  add constraint place_volume_tb_declared check (volume_tb >= 0 and volume_tb <= 1000000);
create index place_yearly_cost on assets.place (coalesce(yearly_cost, '-Infinity'::numeric), id);
