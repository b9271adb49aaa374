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
import { type GuardedDoor, homeRoutes } from '#features/home/index.ts'
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
import type { HouseDoor, Route } from '#platform/web/index.ts'

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

export const doors: readonly (GuardedDoor & HouseDoor)[] = [
  { text: 'Action plans', href: '/plans', admits: 'plans:read', about: 'What was recommended, promised and done' },
  {
    text: 'Assessments',
    href: '/assessments',
    admits: 'assessments:read',
    about: 'How well each unit looks after its information, and what follows',
  },
  {
    text: 'Information',
    href: '/assets',
    admits: 'assets:read',
    about: 'What we hold, who answers for it, where it lives and flows',
  },
  {
    text: 'Risks',
    href: '/risks',
    admits: 'risks:read',
    about: 'What could go wrong, who answers for it, and what did go wrong',
  },
  {
    text: 'Statements and returns',
    href: '/statements',
    admits: 'statements:read',
    behind: '/assessments',
    about: 'What role holders declare, compared with what is measured',
  },
  {
    text: 'Reports',
    href: '/reports',
    admits: 'reports:read',
    about: 'For boards, compiled from every part of the service. They cannot be changed once issued',
  },
  {
    text: 'Shared drives',
    href: '/shares',
    admits: 'shares:read',
    behind: '/assets',
    about: 'What is on them, in which formats, and what is at risk',
  },
  {
    text: 'Jobs',
    href: '/administration/jobs',
    admits: 'accounts:administer',
    behind: '/people',
    about: 'Work that is done by itself: what runs, waits or failed',
  },
  { text: 'People', href: '/people', admits: 'people:read', about: 'Units, people, roles and appointments' },
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
    [
      ...doors,
      {
        text: 'Actions',
        href: '/plans/actions',
        admits: 'plans:read',
        about: 'Filter, sort and download every action',
      },
      {
        text: 'Report an incident',
        href: '/risks/report-an-incident',
        admits: 'risks:read',
        about: 'Something was lost, sent to the wrong place or seen by the wrong person',
      },
      { text: 'Progress report', href: '/plans/report', admits: 'plans:read', about: 'For a board, as of any day' },
      {
        text: 'Reminders about your actions',
        href: '/plans/chasing',
        admits: 'plans:read',
        about: 'Messages and calendars of what is due',
      },
    ],
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
