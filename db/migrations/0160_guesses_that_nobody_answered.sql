-- What was guessed when a document was read and nobody answered before it was saved, until somebody has looked at it.

create table plans.guess (
  id uuid primary key,
  plan_id uuid not null references plans.plan (id),
  at timestamptz not null,
  place text not null,
  -- What of the actions it is about; null where it is about something else.
  field text,
  question text not null,
  guess text not null,
  settled_at timestamptz,
  settled_by uuid references people.person (id)
);
create index guess_open on plans.guess (plan_id, id) where settled_at is null;

-- The actions that a guess is about.
create table plans.guess_action (
  guess_id uuid not null references plans.guess (id),
  action_id uuid not null references plans.action (id),
  primary key (guess_id, action_id)
);
create index guess_action_of on plans.guess_action (action_id);

grant select, insert on plans.guess, plans.guess_action to muniment_app;
grant update (settled_at, settled_by) on plans.guess to muniment_app;
