-- Systems, mailboxes and sites through which information goes that is shared under an agreement.
create table assets.agreement_place (
  agreement_id uuid not null references assets.agreement (id),
  place_id uuid not null references assets.place (id),
  primary key (agreement_id, place_id)
);
create index agreement_place_other on assets.agreement_place (place_id);
grant select, insert, delete on assets.agreement_place to muniment_app;
select past.keep('assets.agreement_place');
