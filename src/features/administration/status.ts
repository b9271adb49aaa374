import { personName } from '#features/people/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { type JobStatus, jobStatus } from '#platform/jobs/index.ts'
import type { Rooms } from '#platform/room/index.ts'
import { openRuns, type RunFacts } from '#platform/runs/index.ts'

/** What does work outside requests: jobs, and rooms that keep runs of their own. */
export type Works = Pick<Rooms, 'jobs' | 'runSources'>

export interface WorkStatus extends JobStatus {
  readonly runs: readonly RunFacts[]
}

/** How all work outside requests stands, with the names of people. */
export async function workStatus(db: Queries, works: Works, now: Date): Promise<WorkStatus> {
  const status = await jobStatus(db, works.jobs, now)
  const named = async (id: string | null) =>
    id ? ((await personName(db, id)) ?? 'Somebody who is not known') : 'The command line'
  const runs: RunFacts[] = [...(await openRuns(db))]
  for (const source of works.runSources) runs.push(...(await source(db)))
  return {
    ...status,
    paused: status.paused && { ...status.paused, by: await named(status.paused.by) },
    givenUp: await Promise.all(status.givenUp.map(async (one) => ({ ...one, by: await named(one.by) }))),
    runs,
  }
}
