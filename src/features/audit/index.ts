import type { PermissionFacts } from '#platform/access/index.ts'

export { auditJobs } from './jobs.ts'

export const auditPermissions: readonly PermissionFacts[] = [
  { key: 'audit:keep', means: 'Be sent the daily checkpoint of the audit log, to keep it elsewhere' },
]
