-- What an import was understood to be, one line of JSON for each of its things: worked out once where the document is read, and again
-- only when somebody chooses another way to read it. Null for imports that waited before this was kept.
alter table plans.import add column understood text;
