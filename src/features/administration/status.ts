import type { Queries } from '#platform/db/index.ts'
import { type AnyJob, type JobStatus, jobStatus } from '#platform/jobs/index.ts'
import { openRuns, type RunFacts } from '#platform/runs/index.ts'

/** Runs that are not over, as a room that keeps its own tells them. */
export type RunSource = (db: Queries) => Promise<readonly RunFacts[]>

/** What a person is called, also one who has left; null for nobody known. */
export type NameOf = (db: Queries, personId: string) => Promise<string | null>

/** What the room is told by the house. */
export interface Works {
  readonly jobs: () => readonly AnyJob[]
  readonly runSources: readonly RunSource[]
  readonly nameOf: NameOf
}

export interface WorkStatus extends JobStatus {
  readonly runs: readonly RunFacts[]
}

/** How all work outside requests stands, with the names of people. */
export async function workStatus(db: Queries, { jobs, runSources, nameOf }: Works, now: Date): Promise<WorkStatus> {
  const status = await jobStatus(db, jobs(), now)
  const named = async (id: string | null) =>
    id ? ((await nameOf(db, id)) ?? 'Somebody who is not known') : 'The command line'
  const runs: RunFacts[] = [...(await openRuns(db))]
  for (const source of runSources) runs.push(...(await source(db)))
  return {
    ...status,
    paused: status.paused && { ...status.paused, by: await named(status.paused.by) },
    givenUp: await Promise.all(status.givenUp.map(async (one) => ({ ...one, by: await named(one.by) }))),
    runs,
  }
}
