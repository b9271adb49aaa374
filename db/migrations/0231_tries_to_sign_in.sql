-- Wrong passwords are counted by the name and the address that they came from together, by the name alone and by the address: whoever guesses waits, and
-- keeps nobody else out. Names that nobody has are counted as well, so that the answer tells nothing of them. Only digests of what was typed are kept.
create table access.sign_in_try (
  digest bytea primary key,
  failures integer not null,
  last_at timestamptz not null,
  waits_until timestamptz not null
);
create index sign_in_try_old on access.sign_in_try (last_at);
grant select, insert, update, delete on access.sign_in_try to muniment_app;

-- A browser in which somebody has signed in with a password. Failures of others do not hold it up.
create table access.known_browser (
  token_digest bytea not null,
  person_id uuid not null,
  seen_at timestamptz not null,
  primary key (token_digest, person_id)
);
create index known_browser_person on access.known_browser (person_id, seen_at);
grant select, insert, update, delete on access.known_browser to muniment_app;

alter table access.account drop column failures, drop column locked_until;
