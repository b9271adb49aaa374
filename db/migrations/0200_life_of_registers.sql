-- How items of registers end, become one with another, and are deleted.

-- Why an item ended, beside the day on which it did. Constraints hold what is declared of the field.
do $$ declare own text; begin
  foreach own in array array['plans.escalation_rule', 'assets.asset', 'assets.box', 'assets.kept', 'assets.used', 'assets.duty', 'assets.agreement', 'assets.shared',
    'assets.dependency', 'risks.control', 'risks.mitigation', 'risks.tie', 'risks.category', 'people.incompatibility', 'people.body', 'people.membership',
    'people.group_role', 'people.appointment', 'people.delegation'] loop
    execute format('alter table %s add column ended_why text, add constraint %I check (char_length(ended_why) <= 2000)',
      own, split_part(own, '.', 2) || '_ended_why_declared');
  end loop;
end $$;
-- Boxes are destroyed or handed over: they end too, and their number may be given to another.
alter table assets.box add column ended_on date;
drop index assets.box_number;
create unique index box_number on assets.box (place_id, lower(number)) where ended_on is null;

-- What can be referred to says when it ended, also under its name.
create or replace view assets.agreement_named as select id, partner || ': ' || purpose as name, until_on from assets.agreement;
create or replace view risks.risk_named as select id, number || ' ' || title as name, title, number::text as digit, closed_on from risks.risk;
create or replace view people.appointment_named as
  select a.id, p.name || ', ' || coalesce(r.short_name, r.name) || coalesce(', ' || u.name, '') as name, a.until_on
  from people.appointment a join people.person p on p.id = a.person_id join people.role r on r.id = a.role_id left join people.unit u on u.id = a.unit_id;

-- Lines of history that are not of fields: an end that waits for its day, or does not any more; another item that became one with this, or does not any more.
alter table register.change drop constraint change_what_check,
  add constraint change_what_check check (what in ('added', 'changed', 'removed', 'planned', 'unplanned', 'merged', 'parted'));

-- An end on a day to come: the item stays as it is until then.
create table register.planned_end (
  item_id uuid primary key,
  register text not null,
  on_day date not null,
  why text not null check (char_length(why) <= 2000),
  at timestamptz not null,
  by_person_id uuid,
  by_name text,
  -- What stood against it when its day came, in words; it is tried again each day.
  obstacle text
);
create index planned_end_day on register.planned_end (on_day, item_id);
grant select, insert, update, delete on register.planned_end to muniment_app;

-- An item that became one with another of its register: what led to it leads to the other.
create table register.merged (
  id uuid primary key,
  register text not null,
  item_id uuid not null,
  into_id uuid not null check (into_id <> item_id),
  at timestamptz not null,
  by_person_id uuid,
  by_name text,
  entry_id uuid not null references audit.entry (id),
  -- Taken back: then the item is itself again.
  undone_at timestamptz,
  undone_entry_id uuid references audit.entry (id),
  check ((undone_at is null) = (undone_entry_id is null))
);
create unique index merged_item on register.merged (item_id) where undone_at is null;
create index merged_into on register.merged (into_id) where undone_at is null;
grant select, insert on register.merged to muniment_app;
grant update (undone_at, undone_entry_id) on register.merged to muniment_app;

-- What a merge changed: each item, its version afterwards, and its fields as they were.
create table register.merged_move (
  merge_id uuid not null references register.merged (id),
  register text not null,
  item_id uuid not null,
  version integer not null,
  before jsonb not null,
  primary key (merge_id, register, item_id)
);
grant select, insert on register.merged_move to muniment_app;

-- What was deleted: its reference and a digest of what it said, and why. What it said is not kept here.
create table register.deleted (
  item_id uuid primary key,
  register text not null,
  ref text not null,
  digest text not null,
  why text not null check (char_length(why) <= 2000),
  at timestamptz not null,
  by_person_id uuid,
  by_name text,
  entry_id uuid not null references audit.entry (id)
);
grant select, insert on register.deleted to muniment_app;
create trigger deleted_kept before update or delete or truncate on register.deleted execute function audit.refuse_change();

-- Registers that say that what was added today by mistake can be deleted.
grant delete on plans.escalation_rule, assets.asset, assets.place, assets.box, assets.kept, assets.used, assets.agreement, assets.shared, assets.dependency,
  risks.control, risks.mitigation, risks.tie, people.incompatibility, people.course_done, people.body, people.membership, people.meeting to muniment_app;

-- An identifier is not given again.
create function register.refuse_deleted() returns trigger language plpgsql as $$
begin
  if exists (select from register.deleted where item_id = new.id) then
    raise exception 'this item was deleted' using errcode = 'check_violation', constraint = 'not_given_again';
  end if;
  return new;
end $$;
do $$ declare own text; begin
  foreach own in array array['plans.escalation_rule', 'assets.asset', 'assets.place', 'assets.box', 'assets.kept', 'assets.used', 'assets.agreement', 'assets.shared',
    'assets.dependency', 'risks.control', 'risks.mitigation', 'risks.tie', 'people.incompatibility', 'people.course_done', 'people.body', 'people.membership', 'people.meeting'] loop
    execute format('create trigger not_given_again before insert on %s for each row execute function register.refuse_deleted()', own);
  end loop;
end $$;
