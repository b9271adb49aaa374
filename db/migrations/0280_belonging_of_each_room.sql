-- What belongs to units is said by each room in a view of its own, `unit_belonging`, and joined. A room that comes later makes its view and asks for the joining,
-- and copies nothing of others.

create view people.unit_belonging as
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
    from people.group_role g join people.role r on r.id = g.role_id where g.unit_id is not null;

create view plans.unit_belonging as
  select 'plans' as key, id, unit_id, title::text as name, null::date as until_on, null as clash from plans.plan where unit_id is not null
  union all
  select 'actions', a.id, a.unit_id, n.name, null, null from plans.action a join plans.action_named n on n.id = a.id where a.unit_id is not null and not a.is_finished;

create view shares.unit_belonging as
  select 'shares' as key, id, unit_id, name::text as name, null::date as until_on, null as clash from shares.share where unit_id is not null;

create view assets.unit_belonging as
  select 'assets' as key, id, unit_id, name::text as name, ended_on - 1 as until_on, lower(name) as clash from assets.asset where unit_id is not null
  union all
  select 'places', id, unit_id, name::text, null, null from assets.place where unit_id is not null
  union all
  select 'uses', u.id, u.unit_id, a.name::text, u.ended_on - 1, u.asset_id::text from assets.use u join assets.asset a on a.id = u.asset_id;

create view assessments.unit_belonging as
  select 'participants' as key, p.id, p.unit_id, c.name::text as name, null::date as until_on, null as clash
    from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.state in ('answering', 'submitted')
  union all
  select 'consequences', q.id, q.unit_id, case q.kind when 'repeat' then 'Repeat: ' else 'Escalation: ' end || c.name, null, null
    from assessments.consequence q join assessments.participant p on p.id = q.participant_id join assessments.campaign c on c.id = p.campaign_id
      left join assessments.participant n on n.id = q.repeat_id
    where q.settled_on is null and q.undone_at is null and (q.kind = 'escalate' or n.id is null or n.state in ('declined', 'withdrawn'));

create view statements.unit_belonging as
  select 'statements' as key, s.id, s.unit_id, p.name || ', ' || r.name as name, null::date as until_on, s.round_id || ' ' || s.person_id || ' ' || s.role_id as clash
    from statements.statement s join people.person p on p.id = s.person_id join people.role r on r.id = s.role_id
    where s.unit_id is not null and s.state <> 'countersigned';

create view risks.unit_belonging as
  select 'risks' as key, id, unit_id, title::text as name, closed_on - 1 as until_on, lower(title) as clash from risks.risk
  union all
  select 'incidents', id, unit_id, 'Incident ' || number || ': ' || title, closed_on - 1, null from risks.incident where unit_id is not null
  union all
  select 'escalations', e.id, e.to_unit_id, r.title::text, null, null from risks.escalation e join risks.risk r on r.id = e.risk_id where e.outcome is null;

-- Everything that belongs to a unit and must not stay behind with one that is closed: what it is, its id and name, the last day on which it does (null while no end
-- is known), and what must not be there twice in one unit. It is made of every view `unit_belonging`, while migrations run.
create function people.join_belongings() returns void language plpgsql as $$
begin
  execute 'create or replace view people.belonging as ' || (
    select string_agg(format(
      'select key::text as key, id, unit_id, name::text as name, until_on, clash::text as clash from %I.unit_belonging', n.nspname), ' union all ' order by n.nspname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and c.relname = 'unit_belonging');
end $$;
revoke execute on function people.join_belongings() from public;
select people.join_belongings();
