-- Versions of a plan are only ever added: a report of a past day names the one that was the last on that day.
select past.keep_added('plans.revision', 'at');
create trigger revision_kept before update or delete or truncate on plans.revision execute function audit.refuse_change();
