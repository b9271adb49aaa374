import { accountJobs, accountNeeds, accountRoutes } from '#features/accounts/index.ts'
import { administrationRoutes, type Works } from '#features/administration/index.ts'
import {
  answerFiles,
  assessmentBelongings,
  assessmentJobs,
  assessmentReferences,
  assessmentRoutes,
  assessmentSections,
  assessmentsNeeds,
  assessmentsPermissions,
} from '#features/assessments/index.ts'
import {
  assetBelongings,
  assetJobs,
  assetMeasures,
  assetReferences,
  assetRegisters,
  assetRoleBelongings,
  assetRoutes,
  assetSections,
  assetsBesidePeople,
  assetsNeeds,
  assetsPermissions,
} from '#features/assets/index.ts'
import { auditJobs, auditPermissions } from '#features/audit/index.ts'
import { homeRoutes } from '#features/home/index.ts'
import {
  type Belonging,
  type PersonReference,
  peopleBelongings,
  peopleJobs,
  peopleMeasures,
  peopleNeeds,
  peoplePermissions,
  peopleRecords,
  peopleReferences,
  peopleRegisters,
  peopleRoutes,
  peopleSections,
  personName,
  type UnitRecord,
} from '#features/people/index.ts'
import {
  besidePeople,
  escalationRules,
  evidenceFiles,
  planBelongings,
  planJobs,
  planMeasures,
  planReferences,
  planRoutes,
  planSections,
  plansNeeds,
  plansPermissions,
} from '#features/plans/index.ts'
import { reportReferences, reportRoutes, reportsPermissions } from '#features/reports/index.ts'
import {
  besideAssets,
  riskBelongings,
  riskJobs,
  riskMeasures,
  riskRecords,
  riskReferences,
  riskRegisters,
  riskRoutes,
  riskSections,
  risksBesidePeople,
  risksNeeds,
  risksPermissions,
} from '#features/risks/index.ts'
import {
  openScans,
  shareBelongings,
  shareJobs,
  shareReferences,
  shareRoutes,
  shareSections,
  sharesPermissions,
} from '#features/shares/index.ts'
import {
  statementBelongings,
  statementJobs,
  statementReferences,
  statementRoutes,
  statementSections,
  statementsNeeds,
  statementsPermissions,
} from '#features/statements/index.ts'
import { forgetOldSessions, type PermissionFacts } from '#platform/access/index.ts'
import { placeEntries } from '#platform/audit/index.ts'
import { storeJobs } from '#platform/backup/index.ts'
import type { ReportSection } from '#platform/documents/index.ts'
import { type AnyJob, forgetExecutions } from '#platform/jobs/index.ts'
import { viewRoutes } from '#platform/listing/index.ts'
import type { Measure } from '#platform/measures.ts'
import type { Register } from '#platform/register/index.ts'
import { type ItemsRun, runJobs, runRoutes } from '#platform/runs/index.ts'
import { tusRoutes } from '#platform/tus/index.ts'
import type { Route } from '#platform/web/index.ts'
import { doors, furtherDoors } from './doors.ts'

/** The one file that names every room and joins it on. */
export const permissions: readonly PermissionFacts[] = [
  ...plansPermissions,
  ...assessmentsPermissions,
  ...assetsPermissions,
  ...risksPermissions,
  ...statementsPermissions,
  ...reportsPermissions,
  ...sharesPermissions,
  ...peoplePermissions,
  ...auditPermissions,
]

/** Every register of every room. */
export const registers: readonly Register[] = [
  ...peopleRegisters(permissions),
  ...assetRegisters,
  ...riskRegisters,
  escalationRules,
]

/** What every room counts, for statements and reports to be laid beside. */
export const measures: readonly Measure[] = [...assetMeasures, ...peopleMeasures, ...riskMeasures, ...planMeasures]

/** Everything that belongs to units, and what refers to them and stays on record. */
export const belongings: readonly Belonging[] = [
  ...peopleBelongings,
  ...planBelongings,
  ...assessmentBelongings,
  ...statementBelongings,
  ...assetBelongings,
  ...riskBelongings,
  ...shareBelongings,
]
export const unitRecords: readonly UnitRecord[] = [...peopleRecords, ...riskRecords]

/** Every column that names a person, and whether it ties them to something. */
export const personReferences: readonly PersonReference[] = [
  ...peopleReferences,
  ...planReferences,
  ...assessmentReferences,
  ...statementReferences,
  ...assetReferences,
  ...riskReferences,
  ...shareReferences,
  ...reportReferences,
]

/** What every room says in reports. */
export const sections: readonly ReportSection[] = [
  ...assetSections,
  ...peopleSections,
  ...riskSections,
  ...statementSections,
  ...assessmentSections,
  ...planSections,
  ...shareSections,
]

export const measureKeys: ReadonlySet<string> = new Set(measures.map(({ key }) => key))

/** Runs over many items that rooms declare. */
export const runKinds: readonly ItemsRun[] = []

/** What administrators are told of work outside requests. */
export const works: Works = {
  jobs: () => jobs,
  runSources: [openScans],
  nameOf: personName,
}

export const routes: readonly Route[] = [
  ...homeRoutes(
    [plansNeeds, assessmentsNeeds, assetsNeeds, risksNeeds, statementsNeeds, peopleNeeds, accountNeeds],
    [...doors, ...furtherDoors],
  ),
  ...accountRoutes(permissions),
  ...planRoutes,
  ...assessmentRoutes,
  ...assetRoutes(besideAssets),
  ...riskRoutes,
  ...statementRoutes(measures),
  ...reportRoutes(sections, measures),
  ...shareRoutes,
  ...peopleRoutes(permissions, belongings, assetRoleBelongings, () => routes, [
    ...besidePeople,
    ...assetsBesidePeople,
    ...risksBesidePeople,
  ]),
  ...administrationRoutes(works),
  ...runRoutes(runKinds, personName),
  ...viewRoutes,
  ...tusRoutes([evidenceFiles, answerFiles]),
]

export const jobs: readonly AnyJob[] = [
  {
    name: 'place-audit-entries',
    does: 'Gives new entries of the audit log their place',
    every: '* * * * *',
    run: async ({ db, log }) => log.debug({ placed: await placeEntries(db) }, 'audit entries placed'),
  },
  {
    name: 'forget-sessions',
    does: 'Forgets sessions that have ended',
    every: '17 3 * * *',
    catchUpHours: 20,
    run: async ({ db, log, now }) =>
      log.info({ forgotten: await forgetOldSessions(db, now) }, 'old sessions forgotten'),
  },
  {
    name: 'forget-executions',
    does: 'Forgets what old jobs did',
    every: '57 3 * * *',
    catchUpHours: 20,
    run: async ({ db, log, now }) =>
      log.info({ forgotten: await forgetExecutions(db, now) }, 'how jobs ran a month ago is forgotten'),
  },
  ...runJobs(runKinds),
  ...accountJobs,
  ...planJobs,
  ...assessmentJobs,
  ...assetJobs,
  ...riskJobs,
  ...statementJobs,
  ...peopleJobs(belongings),
  ...shareJobs,
  ...auditJobs,
  ...storeJobs,
]
