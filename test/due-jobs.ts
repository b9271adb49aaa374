import { type Db, sql } from '#platform/db/index.ts'

/** As if the time had come for every job that waits to be tried again: workers hear of it as of one that is asked for. */
export async function letJobsBeDue(db: Db): Promise<void> {
  await db.run(sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()`)
  await db.run(sql`select pg_notify('jobs:insert', '{"count":1}')`)
}
