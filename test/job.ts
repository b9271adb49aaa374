import type { Job } from '#platform/jobs/index.ts'

/** A job that does this, or nothing, and only when it is asked for unless `facts` say otherwise. */
export const jobOf = (
  name: string,
  run: Job['run'] = async () => undefined,
  facts: Pick<Job, 'catchUpHours' | 'tries'> & { readonly every?: string } = {},
): Job => ({ name, does: name, every: null, run, ...facts })
