-- Where the rights of a role hold: in the unit of the appointment and what is below it, which is also meant where nothing is said, or in all
-- of the body. What is there already asks only whether somebody has a right, so that nobody sees more or less than before.
alter table people.role add column reach text check (reach in ('unit', 'everywhere'));
update people.role set reach = 'everywhere'
where filled_in = 'department' or permissions && array['plans:change', 'plans:judge', 'assessments:moderate', 'accounts:administer', 'reports:issue'];

-- National security vetting: nobody who works for a body has less than the baseline, which is meant where nothing is said.
alter table people.person add column clearance text check (clearance in ('bpss', 'ctc', 'sc', 'dv'));
