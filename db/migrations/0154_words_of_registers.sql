-- The words by which items of registers are found, made of the fields that the registers declare: stems, and words as they are. Signs that the parser
-- takes for parts of paths, addresses and numbers part words, so that fmt/40 is found by 40.
create function register.words_of(said text) returns tsvector language sql immutable parallel safe as $$
  select pg_catalog.to_tsvector('pg_catalog.english'::regconfig, pg_catalog.translate(said, $signs$-/\_.@:+,;'’&?=#~%$signs$, '                  '))
    || pg_catalog.to_tsvector('pg_catalog.simple'::regconfig, pg_catalog.translate(said, $signs$-/\_.@:+,;'’&?=#~%$signs$, '                  '))
$$;

alter table assets.asset drop column words, add column words tsvector generated always as (register.words_of(coalesce(name, '') || ' ' || coalesce(what, '') || ' ' || coalesce(why, '') || ' ' || coalesce(handling, '') || ' ' || coalesce(retention, '') || ' ' || coalesce(formats, ''))) stored;
create index asset_found_by_words on assets.asset using gin (words);
alter table risks.risk drop column words, add column words tsvector generated always as (register.words_of(coalesce(title, '') || ' ' || coalesce(cause, '') || ' ' || coalesce(event, '') || ' ' || coalesce(effect, ''))) stored;
create index risk_found_by_words on risks.risk using gin (words);
alter table risks.incident drop column words, add column words tsvector generated always as (register.words_of(coalesce(title, '') || ' ' || coalesce(what, '') || ' ' || coalesce(containment, '') || ' ' || coalesce(lessons, ''))) stored;
create index incident_found_by_words on risks.incident using gin (words);
alter table assets.place add column words tsvector generated always as (register.words_of(coalesce(name, ''))) stored;
create index place_found_by_words on assets.place using gin (words);
alter table assets.box add column words tsvector generated always as (register.words_of(coalesce(number, '') || ' ' || coalesce(series, ''))) stored;
create index box_found_by_words on assets.box using gin (words);
alter table assets.agreement add column words tsvector generated always as (register.words_of(coalesce(partner, '') || ' ' || coalesce(document_name, ''))) stored;
create index agreement_found_by_words on assets.agreement using gin (words);
alter table risks.control add column words tsvector generated always as (register.words_of(coalesce(name, ''))) stored;
create index control_found_by_words on risks.control using gin (words);
alter table risks.mitigation add column words tsvector generated always as (register.words_of(coalesce(what, ''))) stored;
create index mitigation_found_by_words on risks.mitigation using gin (words);
alter table risks.tie add column words tsvector generated always as (register.words_of(coalesce(format, ''))) stored;
create index tie_found_by_words on risks.tie using gin (words);
alter table risks.category add column words tsvector generated always as (register.words_of(coalesce(name, ''))) stored;
create index category_found_by_words on risks.category using gin (words);
alter table people.unit add column words tsvector generated always as (register.words_of(coalesce(name, ''))) stored;
create index unit_found_by_words on people.unit using gin (words);
alter table people.person add column words tsvector generated always as (register.words_of(coalesce(name, ''))) stored;
create index person_found_by_words on people.person using gin (words);
alter table people.role add column words tsvector generated always as (register.words_of(coalesce(name, ''))) stored;
create index role_found_by_words on people.role using gin (words);
alter table people.course_done add column words tsvector generated always as (register.words_of(coalesce(course, ''))) stored;
create index course_done_found_by_words on people.course_done using gin (words);
alter table people.body add column words tsvector generated always as (register.words_of(coalesce(name, ''))) stored;
create index body_found_by_words on people.body using gin (words);
alter table people.group_role add column words tsvector generated always as (register.words_of(coalesce(group_name, ''))) stored;
create index group_role_found_by_words on people.group_role using gin (words);

-- Words can be made again: what is kept of past days leaves them out.
do $$
declare relation text;
begin
  foreach relation in array array['assets.place', 'assets.box', 'assets.agreement', 'risks.control', 'risks.mitigation', 'risks.tie', 'risks.category', 'people.unit', 'people.person', 'people.role', 'people.course_done', 'people.body', 'people.group_role'] loop
    execute format('drop trigger version_kept on %s', relation);
    execute format('create constraint trigger version_kept after insert or update or delete on %s deferrable initially deferred for each row execute function past.keep_version(%L, %L)',
      relation, '{id}', '{words}');
  end loop;
end $$;
