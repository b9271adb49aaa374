-- A new version of a document may say of one action what was in doubt of several: a guess ends for each of its actions by itself.
-- The version that said it is kept, so that whoever looks for the guess is told; it is null where the version asked again.

alter table plans.guess_action
  add column ended_at timestamptz,
  add column ended_by_revision uuid references plans.revision (id),
  add constraint guess_action_ended check (ended_by_revision is null or ended_at is not null);

grant update (ended_at, ended_by_revision) on plans.guess_action to muniment_app;
