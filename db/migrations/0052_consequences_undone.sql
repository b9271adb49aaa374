-- What a low score leads to can be taken back, with the reason. Each keeps the line by which it was raised and the score on that line's
-- scale, so that it can be told which would not follow any more.
alter table assessments.consequence
  add column line numeric,
  add column score numeric,
  add column undone_at timestamptz,
  add column undone_by uuid references people.person (id),
  add column undone_why text,
  add check ((undone_at is null) = (undone_why is null));
alter table assessments.consequence drop constraint consequence_participant_id_kind_key;
create unique index consequence_standing on assessments.consequence (participant_id, kind) where undone_at is null;
update assessments.consequence q set line = c.repeat_below, score = (
    select coalesce(s.moderated, s.own) from assessments.standing s
    where s.participant_id = p.id and coalesce(s.moderated, s.own) is not null
    order by (s.part = '*') desc, coalesce(s.moderated, s.own), s.position limit 1)
  from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.id = q.participant_id;

-- When a campaign was closed, for the pages that say so.
alter table assessments.campaign add column closed_at timestamptz;

-- What was chosen when two units that both took part became one.
alter table assessments.participant add column merged_why text;
