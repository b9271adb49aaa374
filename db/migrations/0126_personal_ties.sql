-- What ties somebody to things themselves, without an appointment: they own it, handle it, claimed or reported it, or have a clearance. Whoever could sign in,
-- or get mail, in their name would have what it shows. Days that are over do not count; what is said by no day stays.
create view people.personal_tie as
  select 'people.person.clearance' as key, id as person_id, null::date as until_on from people.person where clearance <> 'bpss'
  union all select 'people.membership.person_id', person_id, until_on from people.membership where person_id is not null
  union all select 'plans.owner.person_id', person_id, null from plans.owner where person_id is not null
  union all select 'plans.claim.by_person_id', by_person_id, null from plans.claim where by_person_id is not null
  union all select 'assessments.participant.lead_id', lead_id, null from assessments.participant where lead_id is not null
  union all select 'assessments.participant.moderator_id', moderator_id, null from assessments.participant where moderator_id is not null
  union all select 'assessments.delegation.person_id', person_id, null from assessments.delegation where person_id is not null and ended_at is null
  union all select 'assets.asset.owner_id', owner_id, null from assets.asset where owner_id is not null
  union all select 'assets.asset.deputy_id', deputy_id, null from assets.asset where deputy_id is not null
  union all select 'assets.place.owner_id', owner_id, null from assets.place where owner_id is not null
  union all select 'assets.agreement.owner_id', owner_id, null from assets.agreement where owner_id is not null
  union all select 'assets.duty.person_id', person_id, until_on from assets.duty where person_id is not null
  union all select 'assets.review_asset.owner_id', owner_id, null from assets.review_asset where owner_id is not null and confirmed_at is null
  union all select 'statements.statement.person_id', person_id, null from statements.statement where person_id is not null
  union all select 'risks.risk.owner_id', owner_id, null from risks.risk where owner_id is not null
  union all select 'risks.control.owner_id', owner_id, null from risks.control where owner_id is not null
  union all select 'risks.mitigation.owner_id', owner_id, null from risks.mitigation where owner_id is not null
  union all select 'risks.escalation.to_owner_id', to_owner_id, null from risks.escalation where to_owner_id is not null and outcome is null
  union all select 'risks.incident.handler_id', handler_id, null from risks.incident where handler_id is not null
  union all select 'risks.incident_report.person_id', person_id, null from risks.incident_report where person_id is not null;
grant select on people.personal_tie to muniment_app;
