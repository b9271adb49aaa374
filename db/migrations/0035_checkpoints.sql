-- Whoever keeps records is sent the daily checkpoint of the audit log, and keeps it away from the machine.
update people.role set permissions = permissions || array['audit:keep']
where name = 'Departmental Records Officer' and not 'audit:keep' = any (permissions);
