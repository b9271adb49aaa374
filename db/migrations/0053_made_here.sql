-- Who added a recommendation or an action here, and when: what was not read from a document does not come from the plan's.
alter table plans.recommendation add column made_at timestamptz, add column made_by uuid references people.person (id);
alter table plans.action add column made_by uuid references people.person (id);
