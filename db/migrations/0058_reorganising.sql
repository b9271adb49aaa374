-- What belongs to units, and reorganisations that wait for their day.

-- Everything that belongs to a unit and must not stay behind with one that is closed: what it is, its id and name, the last day on which it
-- does (null while no end is known), and what must not be there twice in one unit. A room whose things belong to units adds them here.
create view people.belonging as
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
  select 'incidents', id, unit_id, 'Incident ' || number, closed_on - 1, null from risks.incident where unit_id is not null
  union all
  select 'escalations', e.id, e.to_unit_id, r.title::text, null, null from risks.escalation e join risks.risk r on r.id = e.risk_id where e.outcome is null;
grant select on people.belonging to muniment_app;
grant update (to_unit_id) on risks.escalation to muniment_app;

-- A reorganisation that waits for its day, or came to nothing.
create table people.planned_reorganisation (
  id uuid primary key,
  kind text not null check (kind in ('move', 'merge', 'split', 'transfer-in', 'transfer-out')),
  on_day date not null,
  why text not null,
  -- All of it, as it was confirmed.
  what jsonb not null,
  at timestamptz not null,
  by_person_id uuid references people.person (id),
  state text not null default 'waiting' check (state in ('waiting', 'done', 'withdrawn', 'refused')),
  ended_at timestamptz,
  ended_by uuid references people.person (id),
  -- Why it was withdrawn, or could not be done.
  ended_why text,
  reorganisation_id uuid references people.reorganisation (id)
);
create index planned_reorganisation_waiting on people.planned_reorganisation (on_day, at, id) where state = 'waiting';
create index planned_reorganisation_list on people.planned_reorganisation (on_day desc, id);
grant select, insert, update (state, ended_at, ended_by, ended_why, reorganisation_id) on people.planned_reorganisation to muniment_app;
