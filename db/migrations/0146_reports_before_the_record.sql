-- When the record began, as it was known when a report was compiled: of the days before it a report says only that. Null for reports that were compiled
-- before this was kept, so that what they say has the digest that it has always had.

alter table reports.report add column record_began_on date;
