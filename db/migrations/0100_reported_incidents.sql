-- Who reported an incident, and what they called it then: they see that it was received, and not what was found since.
create table risks.incident_report (
  incident_id uuid primary key references risks.incident (id),
  person_id uuid not null references people.person (id),
  at timestamptz not null,
  title text not null
);
create index incident_report_list on risks.incident_report (person_id, at desc, incident_id);
grant select, insert on risks.incident_report to muniment_app;
create trigger incident_report_kept before update or delete or truncate on risks.incident_report execute function audit.refuse_change();
