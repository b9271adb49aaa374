-- Rights to change things held everywhere until now, also of roles that said nothing of where theirs hold. They hold in the unit of the appointment
-- from now on, so that roles which have such a right, and never said where, say that it is everywhere: nobody loses what they could do.
update people.role set reach = 'everywhere'
where reach is null and permissions && array[
  'plans:import', 'plans:change', 'plans:judge', 'shares:manage', 'assessments:run', 'assessments:moderate', 'statements:run', 'reports:write',
  'reports:issue', 'people:change', 'assets:change', 'assets:appoint', 'risks:change', 'incidents:read', 'incidents:change'];
-- What no role that is kept to a unit can have holds everywhere, whatever it said.
update people.role set reach = 'everywhere'
where reach = 'unit' and permissions && array['statements:run', 'reports:write', 'reports:issue', 'accounts:administer'];
