-- A command may be the first to open an installation. Whether it is the example department is chosen by the first start.
alter table muniment.installation add column is_chosen boolean not null default true;
