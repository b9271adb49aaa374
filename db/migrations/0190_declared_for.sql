-- A statement that was signed says for which unit it was, when another goes on with it.
alter table statements.statement add column declared_for_id uuid references people.unit (id);
