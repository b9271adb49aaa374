-- Mail that is to go out, has gone out, or could not. A message is written with the act that wants it, and sent by the worker.
create schema mail;
grant usage on schema mail to muniment_app;
create table mail.message (
  id uuid primary key,
  -- The same occasion is told once.
  key text not null unique,
  kind text not null,
  person_id uuid not null,
  address text not null,
  subject text not null,
  body text not null,
  -- The address at which one click stops mail of this kind.
  stop_url text,
  made_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'bounced', 'withheld', 'replaced', 'failed')),
  tries integer not null default 0,
  next_try_at timestamptz not null,
  sent_at timestamptz,
  -- What the mail service calls it, for asking what became of it.
  provider_id text,
  error text
);
create index message_waiting on mail.message (next_try_at, id) where state = 'waiting';
create index message_person on mail.message (person_id, kind, made_at desc);
create index message_log on mail.message (made_at desc, id desc);
create index message_bounced on mail.message (lower(address), made_at desc) where state = 'bounced';
grant select, insert, update on mail.message to muniment_app;

-- How a person wants to be chased. Without a row they are chased as actions come due.
create table plans.chase (
  person_id uuid primary key references people.person (id),
  frequency text not null check (frequency in ('as-due', 'weekly', 'never')),
  days_before integer not null check (days_before between 1 and 90),
  -- Stops the mail with one click, by whoever has it.
  stop_token text not null unique,
  changed_at timestamptz not null
);
grant select, insert, update on plans.chase to muniment_app;

-- Calendars that programs read without signing in: whoever has the address sees what its person may see.
create table plans.feed (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  plan_id uuid references plans.plan (id),
  digest bytea not null unique,
  made_at timestamptz not null,
  ended_at timestamptz
);
create index feed_person on plans.feed (person_id) where ended_at is null;
grant select, insert on plans.feed to muniment_app;
grant update (ended_at) on plans.feed to muniment_app;
