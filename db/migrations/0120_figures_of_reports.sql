-- As of which day the figures of a report are, when it was compiled before its time had ended; null for those compiled before this was kept.

alter table reports.report add column figures_on date;
