-- What a reorganisation moved: each thing, as it and the units were called on that day. Of what went to another body, the name of the body is kept.
create table people.reorganised_thing (
  reorganisation_id uuid not null references people.reorganisation (id) deferrable initially deferred,
  key text not null,
  thing_id uuid not null,
  name text not null,
  from_name text not null,
  to_name text not null,
  -- Whether it ended here, because it went to another body.
  has_left boolean not null,
  primary key (reorganisation_id, key, thing_id)
);
grant select, insert on people.reorganised_thing to muniment_app;
create trigger reorganised_thing_kept before update or delete or truncate on people.reorganised_thing execute function audit.refuse_change();
