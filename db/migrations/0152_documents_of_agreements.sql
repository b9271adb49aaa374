-- The agreement as it was signed: a kept file, with its name and its size.
alter table assets.agreement
  add column document bytea references blobs.blob (digest),
  add column document_name text,
  add column document_size bigint,
  add constraint agreement_document check (num_nonnulls(document, document_name, document_size) in (0, 3));
create index agreement_document on assets.agreement (document) where document is not null;
