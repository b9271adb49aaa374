-- Naming the owner of an asset is an appointment, and no longer a change of the register like others. Whoever makes appointments and changes the
-- register may go on doing it; to whom else it is given is for the installation to say.
update people.role set permissions = permissions || array['assets:appoint']
  where 'assets:change' = any (permissions) and 'accounts:administer' = any (permissions) and not 'assets:appoint' = any (permissions);
