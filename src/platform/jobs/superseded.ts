/**
 * The condition that the job `j` in the queue was superseded: it was under way when it was asked for again under its key. The library then
 * takes its key, puts its tries at their end and asks for another, which does the work; whoever had the job ends it, unless they are killed or it fails.
 * It never failed for good itself: of one that did so before it was asked for again, its last try is told. Ids are counted from one again in a restored database, instants are not.
 */
export const IS_SUPERSEDED = `(j.key is null and j.attempts >= j.max_attempts and not exists (
    select from jobs.execution e where e.job_id = j.id and e.outcome = 'failed' and e.attempt >= j.max_attempts and e.ended_at >= j.created_at))`

/** Takes superseded jobs that nobody does any more off the queue. */
export const CLEAR_SUPERSEDED = `delete from graphile_worker._private_jobs j where j.locked_at is null and ${IS_SUPERSEDED}`
