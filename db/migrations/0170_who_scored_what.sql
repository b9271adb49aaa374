-- Who scored what stays told when units merge, and what a low score asked of a unit follows its heir.

-- The unit that a closed one is part of now, by the mergers since; null for one that is open, or was not merged.
create function people.heir(unit uuid) returns uuid language sql stable as $$
  with recursive way (id, steps) as (
    select unit, 0
    union all
    select n.unit_id, w.steps + 1 from way w join people.unit u on u.id = w.id and u.closed_on is not null
      cross join lateral (
        select a.unit_id from people.reorganised_unit b join people.reorganisation r on r.id = b.reorganisation_id and r.kind = 'merge'
          join people.reorganised_unit a on a.reorganisation_id = r.id and a.part = 'after' and a.unit_id <> b.unit_id
        where b.unit_id = w.id and b.part = 'before' order by r.at desc, r.id desc limit 1) n
    where w.steps < 50)
  select id from way where steps > 0 order by steps desc limit 1
$$;

-- A unit as it was called when something was done for it, and what it is part of now.
create function people.named_then(unit uuid, name text) returns text language sql stable as $$
  select name || coalesce(', now part of ' || (select h.name from people.unit h where h.id = people.heir(unit)), '')
$$;

-- The unit for which the answers were given, where another goes on with them; and why nothing is laid beside the scores, in a sentence.
alter table assessments.participant
  add column given_for_id uuid references people.unit (id),
  add column not_compared text;

-- Which unit owes what follows.
alter table assessments.consequence add column unit_id uuid references people.unit (id);
update assessments.consequence q set unit_id = coalesce(people.heir(p.unit_id), p.unit_id) from assessments.participant p where p.id = q.participant_id;
alter table assessments.consequence alter column unit_id set not null;
create index consequence_unit on assessments.consequence (unit_id) where settled_on is null and undone_at is null;

create or replace view people.belonging as
  select 'units' as key, id, parent_id as unit_id, name::text as name, closed_on - 1 as until_on, lower(name) as clash from people.unit where parent_id is not null
  union all
  select 'appointments', a.id, a.unit_id, n.name, a.until_on, null from people.appointment a join people.appointment_named n on n.id = a.id
    where a.unit_id is not null and coalesce(a.until_on >= a.from_on, true)
  union all
  select 'people', id, unit_id, name::text, left_on, null from people.person where unit_id is not null
  union all
  select 'bodies', id, unit_id, name::text, ended_on - 1, null from people.body where unit_id is not null
  union all
  select 'groups', g.id, g.unit_id, g.group_name || ': ' || r.name, g.ended_on - 1, g.group_name || ' ' || g.role_id
    from people.group_role g join people.role r on r.id = g.role_id where g.unit_id is not null
  union all
  select 'plans', id, unit_id, title::text, null, null from plans.plan where unit_id is not null
  union all
  select 'actions', a.id, a.unit_id, n.name, null, null from plans.action a join plans.action_named n on n.id = a.id where a.unit_id is not null and not a.is_finished
  union all
  select 'shares', id, unit_id, name::text, null, null from shares.share where unit_id is not null
  union all
  select 'assets', id, unit_id, name::text, ended_on - 1, lower(name) from assets.asset where unit_id is not null
  union all
  select 'places', id, unit_id, name::text, null, null from assets.place where unit_id is not null
  union all
  select 'uses', u.id, u.unit_id, a.name::text, u.ended_on - 1, u.asset_id::text from assets.used u join assets.asset a on a.id = u.asset_id
  union all
  select 'participants', p.id, p.unit_id, c.name::text, null, null from assessments.participant p join assessments.campaign c on c.id = p.campaign_id
    where p.state in ('answering', 'submitted')
  union all
  select 'statements', s.id, s.unit_id, p.name || ', ' || r.name, null, s.round_id || ' ' || s.person_id || ' ' || s.role_id
    from statements.statement s join people.person p on p.id = s.person_id join people.role r on r.id = s.role_id
    where s.unit_id is not null and s.state <> 'countersigned'
  union all
  select 'risks', id, unit_id, title::text, closed_on - 1, lower(title) from risks.risk
  union all
  select 'incidents', id, unit_id, 'Incident ' || number || ': ' || title, closed_on - 1, null from risks.incident where unit_id is not null
  union all
  select 'escalations', e.id, e.to_unit_id, r.title::text, null, null from risks.escalation e join risks.risk r on r.id = e.risk_id where e.outcome is null
  union all
  select 'consequences', q.id, q.unit_id, case q.kind when 'repeat' then 'Repeat: ' else 'Escalation: ' end || c.name, null, null
    from assessments.consequence q join assessments.participant p on p.id = q.participant_id join assessments.campaign c on c.id = p.campaign_id
      left join assessments.participant n on n.id = q.repeat_id
    where q.settled_on is null and q.undone_at is null and (q.kind = 'escalate' or n.id is null or n.state in ('declined', 'withdrawn'));
