-- What was chosen where two units that became one had the same, in sentences.
alter table people.reorganisation add column chosen text[] not null default '{}';
