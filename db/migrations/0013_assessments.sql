-- Assessments: frameworks as data, campaigns in which units answer, moderation, and what follows.
create schema assessments;
grant usage on schema assessments to muniment_app;

-- A framework in one version. Drafts change; what is published never does.
create table assessments.framework (
  id uuid primary key,
  key text not null,
  version text not null,
  name text not null,
  kind text not null check (kind in ('assessment', 'health-check')),
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  content jsonb not null,
  -- Counts changes of a draft, so that two people do not overwrite one another.
  edition integer not null default 1,
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  published_at timestamptz,
  published_by uuid references people.person (id),
  check ((state = 'draft') = (published_at is null))
);
create unique index framework_version on assessments.framework (key, version) where state <> 'draft';
create index framework_list on assessments.framework (name, id);
grant select, insert, update, delete on assessments.framework to muniment_app;

create function assessments.keep_published() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (tg_op = 'DELETE' or (new.key, new.version, new.content) is distinct from (old.key, old.version, old.content)
    or new.state = 'draft') then
    raise exception 'a published framework does not change';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger framework_kept before update or delete on assessments.framework for each row execute function assessments.keep_published();

create table assessments.campaign (
  id uuid primary key,
  version integer not null default 1,
  name text collate natural_order not null check (length(name) between 1 and 200),
  framework_id uuid not null references assessments.framework (id),
  -- The campaign whose answers units begin with, and against which movement is told.
  previous_id uuid references assessments.campaign (id),
  opens_on date not null,
  closes_on date not null,
  state text not null check (state in ('preparing', 'open', 'closed')),
  -- Whether everybody who may see assessments sees how units compare.
  is_published boolean not null default false,
  -- What follows a low score: below this, again by that day; below it twice, to that role.
  repeat_below numeric,
  repeat_by date,
  escalate_role_id uuid references people.role (id),
  -- The plan in which findings become recommendations, where one was chosen.
  plan_id uuid references plans.plan (id),
  -- How many days before the last day those who have not finished are reminded.
  remind_days integer[] not null default '{14,7,1}',
  made_at timestamptz not null,
  made_by uuid references people.person (id),
  check (closes_on >= opens_on),
  check (repeat_below is null or repeat_by is not null)
);
create unique index campaign_name on assessments.campaign (lower(name));
create index campaign_list on assessments.campaign (closes_on desc, id);
grant select, insert, update on assessments.campaign to muniment_app;

-- A unit's part in a campaign; a second one where it has to repeat.
create table assessments.participant (
  id uuid primary key,
  version integer not null default 1,
  campaign_id uuid not null references assessments.campaign (id),
  unit_id uuid not null references people.unit (id),
  -- As the unit was called when it was asked.
  unit_name text collate natural_order not null,
  unit_kind text not null,
  obligation text not null check (obligation in ('mandatory', 'invited')),
  state text not null check (state in ('answering', 'submitted', 'final', 'declined', 'withdrawn')),
  due_on date not null,
  lead_id uuid references people.person (id),
  repeat_of uuid references assessments.participant (id),
  -- The questions that are answered anew in a repeat; all where null.
  only_questions text[],
  submitted_at timestamptz,
  submitted_by uuid references people.person (id),
  final_at timestamptz,
  final_by uuid references people.person (id),
  -- Why it was declined or withdrawn.
  ended_why text,
  -- Who has taken it up to moderate it.
  moderator_id uuid references people.person (id),
  check (ended_why is not null or state not in ('declined', 'withdrawn'))
);
-- One that goes on at a time, for each unit.
create unique index participant_open on assessments.participant (campaign_id, unit_id) where state in ('answering', 'submitted');
create index participant_campaign on assessments.participant (campaign_id, unit_name, id);
create index participant_unit on assessments.participant (unit_id, campaign_id);
create index participant_lead on assessments.participant (lead_id) where state = 'answering';
create unique index participant_repeat on assessments.participant (repeat_of) where state <> 'withdrawn';
grant select, insert, update on assessments.participant to muniment_app;

-- The systems that questions about systems are asked of.
create table assessments.system (
  id uuid primary key,
  participant_id uuid not null references assessments.participant (id),
  name text collate natural_order not null check (length(name) between 1 and 200),
  ended_at timestamptz
);
create unique index system_name on assessments.system (participant_id, lower(name)) where ended_at is null;
grant select, insert, update on assessments.system to muniment_app;

-- That somebody answers a section for the unit.
create table assessments.delegation (
  id uuid primary key,
  participant_id uuid not null references assessments.participant (id),
  section text not null,
  person_id uuid not null references people.person (id),
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  ended_at timestamptz
);
create unique index delegation_open on assessments.delegation (participant_id, section, person_id) where ended_at is null;
create index delegation_person on assessments.delegation (person_id) where ended_at is null;
grant select, insert, update on assessments.delegation to muniment_app;

-- A team meeting that agrees on scores.
create table assessments.meeting (
  id uuid primary key,
  participant_id uuid not null references assessments.participant (id),
  held_on date not null,
  facilitator text not null,
  moderator text,
  attendance text not null,
  note text,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  ended_at timestamptz
);
create unique index meeting_open on assessments.meeting (participant_id) where ended_at is null;
create index meeting_participant on assessments.meeting (participant_id, at);
grant select, insert, update on assessments.meeting to muniment_app;

-- The answer that stands. The empty system is the unit itself.
create table assessments.answer (
  participant_id uuid not null references assessments.participant (id),
  question text not null,
  system_id uuid not null default '00000000-0000-0000-0000-000000000000',
  edition integer not null,
  -- On the question's scale; null where it does not apply, or where indicators say.
  value numeric,
  is_not_applicable boolean not null default false,
  indicators jsonb,
  note text,
  -- What was said of it in the meeting.
  said text,
  meeting_id uuid references assessments.meeting (id),
  -- False for what was taken over from elsewhere and nobody has yet said yes to.
  is_confirmed boolean not null,
  -- Where it was taken over from, in words.
  taken_from text,
  -- What it scores by the framework's rules, and with what a moderator changed; kept so that pictures need not work it out.
  score numeric,
  moderated_score numeric,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  primary key (participant_id, question, system_id)
);
grant select, insert, update, delete on assessments.answer to muniment_app;

-- Every answer that was ever given.
create table assessments.answer_given (
  participant_id uuid not null,
  question text not null,
  system_id uuid not null,
  edition integer not null,
  value numeric,
  is_not_applicable boolean not null,
  indicators jsonb,
  note text,
  said text,
  meeting_id uuid,
  is_confirmed boolean not null,
  taken_from text,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  primary key (participant_id, question, system_id, edition)
);
create index answer_given_by on assessments.answer_given (participant_id, by_person_id);
grant select, insert on assessments.answer_given to muniment_app;
create trigger answer_given_kept before update or delete or truncate on assessments.answer_given execute function audit.refuse_change();

create function assessments.keep_answer() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.edition = old.edition then return new; end if;
  insert into assessments.answer_given (participant_id, question, system_id, edition, value, is_not_applicable, indicators, note, said, meeting_id,
    is_confirmed, taken_from, at, by_person_id)
  values (new.participant_id, new.question, new.system_id, new.edition, new.value, new.is_not_applicable, new.indicators, new.note, new.said,
    new.meeting_id, new.is_confirmed, new.taken_from, new.at, new.by_person_id);
  return new;
end $$;
create trigger answer_kept after insert or update on assessments.answer for each row execute function assessments.keep_answer();

create table assessments.evidence (
  id uuid primary key,
  participant_id uuid not null references assessments.participant (id),
  question text not null,
  system_id uuid not null default '00000000-0000-0000-0000-000000000000',
  kind text not null check (kind in ('file', 'link', 'note')),
  digest bytea references blobs.blob (digest),
  size bigint,
  name text,
  url text,
  note text,
  at timestamptz not null,
  by_person_id uuid not null references people.person (id),
  withdrawn_at timestamptz,
  withdrawn_by uuid references people.person (id),
  withdrawn_why text,
  check ((kind = 'file') = (digest is not null)),
  check ((withdrawn_at is null) = (withdrawn_why is null))
);
create index evidence_question on assessments.evidence (participant_id, question);
grant select, insert, update on assessments.evidence to muniment_app;

-- What a moderator says of an answer: agreed, changed, or asked back. Only ever added to; the newest stands.
create table assessments.moderation (
  id uuid primary key,
  participant_id uuid not null references assessments.participant (id),
  question text not null,
  system_id uuid not null default '00000000-0000-0000-0000-000000000000',
  outcome text not null check (outcome in ('agreed', 'changed', 'asked')),
  value numeric,
  is_not_applicable boolean not null default false,
  reason text,
  -- The edition of the answer that was judged.
  edition integer not null,
  at timestamptz not null,
  by_person_id uuid not null references people.person (id),
  check (outcome <> 'changed' or reason is not null),
  check (outcome <> 'asked' or reason is not null)
);
create index moderation_question on assessments.moderation (participant_id, question, system_id, at desc, id desc);
grant select, insert on assessments.moderation to muniment_app;
create trigger moderation_kept before update or delete or truncate on assessments.moderation execute function audit.refuse_change();

-- The unit's answer to what a moderator said.
create table assessments.reply (
  id uuid primary key,
  moderation_id uuid not null references assessments.moderation (id),
  participant_id uuid not null references assessments.participant (id),
  text text not null,
  at timestamptz not null,
  by_person_id uuid not null references people.person (id)
);
create index reply_moderation on assessments.reply (moderation_id);
create index reply_participant on assessments.reply (participant_id);
grant select, insert on assessments.reply to muniment_app;
create trigger reply_kept before update or delete or truncate on assessments.reply execute function audit.refuse_change();

-- Nobody moderates a unit that they belong to, or whose answers they gave: also when the program forgets to ask.
create function assessments.refuse_own() returns trigger language plpgsql as $$
declare
  own text;
begin
  select case
      when exists (select from assessments.answer_given g where g.participant_id = new.participant_id and g.by_person_id = new.by_person_id) then 'answered'
      when exists (
        with recursive below as (
          select p.unit_id as id from assessments.participant p where p.id = new.participant_id
          union select u.id from people.unit u join below b on u.parent_id = b.id)
        select from people.appointment a join below b on b.id = a.unit_id
        where a.person_id = new.by_person_id and a.from_on <= new.at::date and coalesce(a.until_on >= new.at::date, true)) then 'appointed'
    end into own;
  if own is not null then
    raise exception 'nobody moderates their own unit (%)', own using errcode = 'check_violation', constraint = 'moderation_own';
  end if;
  return new;
end $$;
create trigger moderation_own before insert on assessments.moderation for each row execute function assessments.refuse_own();

-- How each part of a participant stands: a section by its code, the whole as '*'. Kept whenever an answer or a moderation changes it.
create table assessments.standing (
  participant_id uuid not null references assessments.participant (id),
  part text not null,
  position integer not null,
  -- By the unit's own answers, and with the moderator's changes.
  own numeric,
  own_so_far numeric,
  moderated numeric,
  level text,
  least numeric not null,
  most numeric not null,
  because text not null,
  answered integer not null,
  wanted integer not null,
  target numeric,
  threshold numeric,
  primary key (participant_id, part)
);
grant select, insert, update, delete on assessments.standing to muniment_app;

-- How the parts stood last time, by today's questions: in the campaign before, or in the assessment that this one repeats.
create table assessments.before (
  participant_id uuid not null references assessments.participant (id),
  part text not null,
  score numeric,
  -- Whether some of today's questions were not asked then.
  is_partial boolean not null,
  primary key (participant_id, part)
);
grant select, insert, update, delete on assessments.before to muniment_app;

-- What an assessment found that is to be mended, and the recommendation that it became.
create table assessments.finding (
  id uuid primary key,
  participant_id uuid not null references assessments.participant (id),
  question text,
  section text,
  text text not null,
  horizon text not null check (horizon in ('quick-win', 'longer-term')),
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  recommendation_id uuid references plans.recommendation (id),
  linked_at timestamptz,
  -- When the unit was invited to score again, because everything under the recommendation is finished.
  invited_at timestamptz,
  rescored_by uuid references assessments.participant (id)
);
create index finding_participant on assessments.finding (participant_id, at);
create index finding_recommendation on assessments.finding (recommendation_id);
grant select, insert, update on assessments.finding to muniment_app;

-- What a low score leads to, by the campaign's rules.
create table assessments.consequence (
  id uuid primary key,
  participant_id uuid not null references assessments.participant (id),
  kind text not null check (kind in ('repeat', 'escalate')),
  why text not null,
  due_on date,
  role_id uuid references people.role (id),
  repeat_id uuid references assessments.participant (id),
  raised_at timestamptz not null,
  sent_on date,
  sent_by uuid references people.person (id),
  settled_on date,
  settled_by uuid references people.person (id),
  note text,
  unique (participant_id, kind)
);
create index consequence_role on assessments.consequence (role_id) where settled_on is null;
grant select, insert, update on assessments.consequence to muniment_app;

-- Whom visitors spoke with, by role and not by name.
create table assessments.interview (
  id uuid primary key,
  participant_id uuid not null references assessments.participant (id),
  held_on date not null,
  roles text not null,
  notes text not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id)
);
create index interview_participant on assessments.interview (participant_id, held_on);
grant select, insert, update on assessments.interview to muniment_app;

-- Figures of what a unit's systems hold, imported for a visit.
create table assessments.figure (
  id uuid primary key,
  participant_id uuid not null references assessments.participant (id),
  position integer not null,
  measure text not null,
  -- What the number is of: a type of document, a mailbox, a contributor as the file calls them.
  item text not null,
  value numeric not null check (value >= 0)
);
create index figure_participant on assessments.figure (participant_id, measure, position);
grant select, insert, delete on assessments.figure to muniment_app;

-- Where a recommendation comes from, when it was not read from a document: words, and a page of this house.
alter table plans.recommendation add column origin text, add column origin_path text;

-- Roles that were given before assessments were.
update people.role set permissions = permissions || array['assessments:read'] where 'plans:read' = any (permissions);
update people.role set permissions = permissions || array['assessments:answer'] where 'plans:claim' = any (permissions);
update people.role set permissions = permissions || array['assessments:run'] where 'plans:import' = any (permissions);
update people.role set permissions = permissions || array['assessments:moderate'] where 'plans:judge' = any (permissions) or 'plans:import' = any (permissions);
