-- What registers declare of their fields, held by the database too: how long words are, which answers there are, from where to where numbers go, and
-- what must be there. A test compares them. A value that breaks one was never taken by a form: where this stops, the name of the constraint says
-- which column of which table has one, to be put right before the upgrade.
alter table plans.escalation_rule
  add constraint escalation_rule_name_declared check (char_length(name) <= 200);
alter table assets.asset
  add constraint asset_name_declared check (char_length(name) <= 300),
  add constraint asset_what_declared check (char_length(what) <= 5000),
  add constraint asset_why_declared check (char_length(why) <= 5000),
  add constraint asset_personal_data_declared check (personal_data = any (array['none', 'personal', 'special']::text[])),
  add constraint asset_lawful_basis_declared check (lawful_basis = any (array['consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests']::text[])),
  add constraint asset_marking_declared check (marking = any (array['official', 'official-sensitive', 'secret', 'top-secret']::text[])),
  add constraint asset_handling_declared check (char_length(handling) <= 2000),
  add constraint asset_retention_declared check (char_length(retention) <= 500),
  add constraint asset_is_vital_declared check (is_vital = any (array['yes', 'no']::text[])),
  add constraint asset_recovery_hours_declared check (recovery_hours >= 0 and recovery_hours <= 8760),
  add constraint asset_formats_declared check (char_length(formats) <= 500),
  add constraint asset_continuity_declared check (char_length(continuity) <= 2000),
  add constraint asset_publication_declared check (publication = any (array['published', 'may', 'part', 'no']::text[]));
alter table assets.place
  add constraint place_name_declared check (char_length(name) <= 300),
  add constraint place_kind_declared check (kind = any (array['system', 'share', 'mailbox', 'paper-store', 'website', 'dataset', 'other']::text[])),
  add constraint place_state_declared check (state = any (array['planned', 'procuring', 'live', 'read-only', 'migrating', 'decommissioned']::text[])),
  add constraint place_supplier_declared check (char_length(supplier) <= 300),
  add constraint place_address_declared check (char_length(address) <= 500),
  add constraint place_about_declared check (char_length(about) <= 5000);
alter table assets.box
  add constraint box_number_declared check (char_length(number) <= 100),
  add constraint box_series_declared check (char_length(series) <= 200),
  add constraint box_covers_declared check (char_length(covers) <= 2000),
  add constraint box_from_year_declared check (from_year >= 1000 and from_year <= 2200),
  add constraint box_to_year_declared check (to_year >= 1000 and to_year <= 2200),
  add constraint box_location_declared check (char_length(location) <= 100);
alter table assets.kept
  add constraint kept_use_declared check ("use" = any (array['master', 'copy', 'archive', 'feed']::text[])),
  add constraint kept_note_declared check (char_length(note) <= 500);
alter table assets.used
  add constraint used_purpose_declared check (char_length(purpose) <= 500);
alter table assets.agreement
  add constraint agreement_partner_declared check (char_length(partner) <= 300),
  add constraint agreement_purpose_declared check (char_length(purpose) <= 500),
  add constraint agreement_kind_declared check (kind = any (array['agreement', 'contract', 'memorandum', 'law']::text[])),
  add constraint agreement_reference_declared check (char_length(reference) <= 300);
alter table assets.shared
  add constraint shared_direction_declared check (direction = any (array['out', 'in', 'both']::text[])),
  add constraint shared_how_declared check (char_length(how) <= 300);
alter table assets.dependency
  add constraint dependency_why_declared check (char_length(why) <= 500);
alter table risks.risk
  add constraint risk_title_declared check (char_length(title) <= 200),
  add constraint risk_cause_declared check (char_length(cause) <= 5000),
  add constraint risk_event_declared check (char_length(event) <= 5000),
  add constraint risk_effect_declared check (char_length(effect) <= 5000),
  add constraint risk_response_declared check (response = any (array['treat', 'tolerate', 'transfer', 'terminate']::text[])),
  alter column likelihood_id set not null,
  alter column impact_id set not null,
  add constraint risk_closed_why_declared check (char_length(closed_why) <= 2000),
  add constraint risk_number_declared check (number >= 1 and number <= 999999),
  add constraint risk_inherent_score_declared check (inherent_score >= 1 and inherent_score <= 81),
  add constraint risk_score_declared check (score >= 1 and score <= 81),
  add constraint risk_target_score_declared check (target_score >= 1 and target_score <= 81);
alter table risks.control
  add constraint control_name_declared check (char_length(name) <= 300),
  add constraint control_kind_declared check (kind = any (array['preventive', 'detective', 'corrective', 'directive']::text[])),
  add constraint control_works_declared check (works = any (array['yes', 'partly', 'no', 'not-tested']::text[])),
  add constraint control_evidence_declared check (char_length(evidence) <= 2000);
alter table risks.mitigation
  add constraint mitigation_what_declared check (char_length(what) <= 500);
alter table risks.tie
  add constraint tie_format_declared check (char_length(format) <= 200),
  add constraint tie_note_declared check (char_length(note) <= 500);
alter table risks.likelihood
  add constraint likelihood_name_declared check (char_length(name) <= 100),
  add constraint likelihood_meaning_declared check (char_length(meaning) <= 1000);
alter table risks.impact
  add constraint impact_name_declared check (char_length(name) <= 100),
  add constraint impact_meaning_declared check (char_length(meaning) <= 1000);
alter table risks.band
  add constraint band_name_declared check (char_length(name) <= 100),
  add constraint band_meaning_declared check (char_length(meaning) <= 1000),
  add constraint band_held_in_declared check (held_in <@ array['core-department', 'executive-agency', 'arms-length-body', 'directorate', 'division', 'team']::text[]);
alter table risks.category
  add constraint category_name_declared check (char_length(name) <= 200),
  add constraint category_about_declared check (char_length(about) <= 1000),
  add constraint category_appetite_words_declared check (char_length(appetite_words) <= 2000);
alter table risks.incident
  add constraint incident_title_declared check (char_length(title) <= 200),
  add constraint incident_what_declared check (char_length(what) <= 10000),
  add constraint incident_kind_declared check (kind = any (array['sent-wrong', 'lost', 'destroyed', 'access', 'changed', 'unavailable', 'attack', 'near-miss', 'other']::text[])),
  add constraint incident_severity_declared check (severity = any (array['minor', 'moderate', 'major', 'severe']::text[])),
  add constraint incident_personal_declared check (personal = any (array['yes', 'no', 'unknown']::text[])),
  add constraint incident_people_affected_declared check (people_affected >= 0 and people_affected <= 100000000),
  add constraint incident_harm_declared check (harm = any (array['unlikely', 'risk', 'high']::text[])),
  add constraint incident_containment_declared check (char_length(containment) <= 5000),
  add constraint incident_notified_ref_declared check (char_length(notified_ref) <= 100),
  add constraint incident_not_notified_why_declared check (char_length(not_notified_why) <= 2000),
  add constraint incident_clock_why_declared check (char_length(clock_why) <= 2000),
  add constraint incident_late_why_declared check (char_length(late_why) <= 2000),
  add constraint incident_lessons_declared check (char_length(lessons) <= 5000),
  add constraint incident_number_declared check (number >= 1 and number <= 999999);
alter table people.unit
  add constraint unit_name_declared check (char_length(name) <= 200),
  add constraint unit_kind_declared check (kind = any (array['core-department', 'executive-agency', 'arms-length-body', 'directorate', 'division', 'team']::text[])),
  add constraint unit_external_id_declared check (char_length(external_id) <= 200);
alter table people.person
  add constraint person_name_declared check (char_length(name) <= 200),
  add constraint person_email_declared check (char_length(email) <= 254),
  add constraint person_grade_declared check (grade = any (array['AA', 'AO', 'EO', 'HEO', 'SEO', 'Grade 7', 'Grade 6', 'SCS 1', 'SCS 2', 'SCS 3', 'Permanent Secretary', 'Other']::text[])),
  add constraint person_expertise_declared check (char_length(expertise) <= 1000),
  add constraint person_external_id_declared check (char_length(external_id) <= 200);
alter table people.role
  add constraint role_name_declared check (char_length(name) <= 200),
  add constraint role_short_name_declared check (char_length(short_name) <= 60),
  add constraint role_minimum_grade_declared check (minimum_grade = any (array['AA', 'AO', 'EO', 'HEO', 'SEO', 'Grade 7', 'Grade 6', 'SCS 1', 'SCS 2', 'SCS 3', 'Permanent Secretary', 'Other']::text[])),
  add constraint role_delegate_grade_declared check (delegate_grade = any (array['AA', 'AO', 'EO', 'HEO', 'SEO', 'Grade 7', 'Grade 6', 'SCS 1', 'SCS 2', 'SCS 3', 'Permanent Secretary', 'Other']::text[])),
  add constraint role_unit_kinds_declared check (unit_kinds <@ array['core-department', 'executive-agency', 'arms-length-body', 'directorate', 'division', 'team']::text[]),
  add constraint role_training_declared check (char_length(training) <= 2000),
  add constraint role_terms_declared check (char_length(terms) <= 20000),
  add constraint role_description_declared check (char_length(description) <= 2000);
alter table people.delegation
  add constraint delegation_reason_declared check (char_length(reason) <= 500);
alter table people.incompatibility
  add constraint incompatibility_why_declared check (char_length(why) <= 500);
alter table people.course_done
  add constraint course_done_course_declared check (char_length(course) <= 200);
alter table people.body
  add constraint body_name_declared check (char_length(name) <= 200),
  add constraint body_kind_declared check (kind = any (array['board', 'steering-group', 'working-group', 'community']::text[])),
  add constraint body_terms_declared check (char_length(terms) <= 20000),
  add constraint body_meets_declared check (char_length(meets) <= 200);
alter table people.membership
  add constraint membership_capacity_declared check (capacity = any (array['chair', 'deputy', 'secretary', 'member', 'observer']::text[]));
alter table people.meeting
  add constraint meeting_subject_declared check (char_length(subject) <= 500),
  add constraint meeting_papers_declared check (char_length(papers) <= 500);
alter table people.group_role
  add constraint group_role_group_name_declared check (char_length(group_name) <= 300);
