-- When the results of a campaign were published, so that a report of a time can tell those that were published in it; null where they are not.
-- What was published before this was kept has the instant of the audit log; the example department, which has none there, that of its end.

alter table assessments.campaign add column published_at timestamptz;
update assessments.campaign c set published_at = coalesce(
  (select max(e.at) from audit.entry e where e.subject_kind = 'campaign' and e.subject_id = c.id::text and e.what = 'results.published'),
  c.closed_at, (c.closes_on::timestamp + interval '12 hours') at time zone 'Europe/London')
where is_published;
alter table assessments.campaign add constraint campaign_published check (is_published = (published_at is not null));
