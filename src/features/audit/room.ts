import { inBody } from '#platform/access/index.ts'
import type { Room } from '#platform/room/index.ts'
import { auditJobs } from './jobs.ts'

/** The audit log: its checkpoints, and proofs from it. */
export const audit: Room = {
  name: 'audit',
  uses: ['people'],
  permissions: [
    {
      key: 'audit:keep',
      given: ['Departmental Records Officer'],
      holds: inBody('the audit log is of the whole body'),
      means: 'Be sent the daily checkpoint of the audit log, to keep it elsewhere',
    },
  ],
  jobs: auditJobs,
}
