-- The version of the document that held what is left over; null where the first one did, or one from before this was kept.
alter table plans.left_over add column revision_id uuid references plans.revision (id);
