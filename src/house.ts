import { accountJobs, accountNeeds, accountRoutes } from '#features/accounts/index.ts'
import { administrationRoutes, type Works } from '#features/administration/index.ts'
import {
  ANSWER_FILES,
  assessmentBelongings,
  assessmentJobs,
  assessmentRoutes,
  assessmentSections,
  assessmentsNeeds,
  assessmentsPermissions,
  loadExampleAssessments,
  loadOwnFrameworks,
} from '#features/assessments/index.ts'
import {
  assetBelongings,
  assetJobs,
  assetMeasures,
  assetRegisters,
  assetRoleBelongings,
  assetRoutes,
  assetSections,
  assetsNeeds,
  assetsPermissions,
  loadExampleAssets,
} from '#features/assets/index.ts'
import { auditJobs, auditPermissions } from '#features/audit/index.ts'
import { type GuardedDoor, homeRoutes } from '#features/home/index.ts'
import {
  type Belonging,
  findPerson,
  loadExamplePeople,
  loadRoleRules,
  loadRoles,
  peopleBelongings,
  peopleJobs,
  peopleMeasures,
  peopleNeeds,
  peoplePermissions,
  peopleRecords,
  peopleRegisters,
  peopleRoutes,
  peopleSections,
  personName,
  type UnitRecord,
} from '#features/people/index.ts'
import {
  besidePeople,
  EVIDENCE_FILES,
  escalationRules,
  loadEscalationRules,
  loadExamplePlan,
  planBelongings,
  planJobs,
  planMeasures,
  planRoutes,
  planSections,
  plansNeeds,
  plansPermissions,
} from '#features/plans/index.ts'
import { reportRoutes, reportsPermissions } from '#features/reports/index.ts'
import {
  besideAssets,
  loadExampleRisks,
  loadMatrix,
  riskBelongings,
  riskJobs,
  riskMeasures,
  riskRecords,
  riskRegisters,
  riskRoutes,
  riskSections,
  risksNeeds,
  risksPermissions,
} from '#features/risks/index.ts'
import {
  loadExampleShare,
  loadOwnPolicy,
  openScans,
  shareBelongings,
  shareJobs,
  shareRoutes,
  shareSections,
  sharesPermissions,
} from '#features/shares/index.ts'
import {
  loadOwnForms,
  statementBelongings,
  statementJobs,
  statementRoutes,
  statementSections,
  statementsNeeds,
  statementsPermissions,
} from '#features/statements/index.ts'
import { forgetOldSessions, type PermissionFacts } from '#platform/access/index.ts'
import { type Act, placeEntries } from '#platform/audit/index.ts'
import { storeJobs } from '#platform/backup/index.ts'
import { type BlobStore, openBlobs } from '#platform/blobs/index.ts'
import type { Config } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/index.ts'
import type { ReportSection } from '#platform/documents/index.ts'
import { CannotStart } from '#platform/errors.ts'
import { type AnyJob, forgetExecutions, jobHealth } from '#platform/jobs/index.ts'
import { viewRoutes } from '#platform/listing/index.ts'
import type { Measure } from '#platform/measures.ts'
import { hasBubblewrap } from '#platform/reading/index.ts'
import type { Register } from '#platform/register/index.ts'
import { type ItemsRun, runJobs, runRoutes } from '#platform/runs/index.ts'
import { tusRoutes } from '#platform/tus/index.ts'
import type { HouseDoor, Household, Route } from '#platform/web/index.ts'

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

const doors: readonly (GuardedDoor & HouseDoor)[] = [
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

const measureKeys: ReadonlySet<string> = new Set(measures.map(({ key }) => key))

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
  ...peopleRoutes(permissions, belongings, assetRoleBelongings, () => routes, besidePeople),
  ...administrationRoutes(works),
  ...runRoutes(runKinds, personName),
  ...viewRoutes,
  ...tusRoutes([EVIDENCE_FILES, ANSWER_FILES]),
]

export const jobs: readonly AnyJob[] = [
  {
    name: 'place-audit-entries',
    every: '* * * * *',
    run: async ({ db, log }) => log.debug({ placed: await placeEntries(db) }, 'audit entries placed'),
  },
  {
    name: 'forget-sessions',
    every: '17 3 * * *',
    catchUpHours: 20,
    run: async ({ db, log, now }) =>
      log.info({ forgotten: await forgetOldSessions(db, now) }, 'old sessions forgotten'),
  },
  {
    name: 'forget-executions',
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

/** Any number, the same in every process: one furnishes, the others wait. */
const FURNISHING = 7_205_759_407

export interface House extends Household {
  readonly blobs: BlobStore
}

export interface HouseOptions {
  readonly config: Config
  readonly db: Db
  /** Whether a new installation gets the example department; null, as commands say, leaves that to the first start. */
  readonly withExample: boolean | null
  readonly say: (line: string) => void
  readonly now?: () => Date
}

/** Opens the house over a migrated database; the first time, it is furnished. */
export async function openHouse({
  config,
  db,
  withExample,
  say,
  now = () => new Date(),
}: HouseOptions): Promise<House> {
  return houseOver({ config, db, isExample: await furnish(db, withExample, say, now()), now })
}

/** The house over a database that has been furnished. */
export async function houseOver({
  config,
  db,
  isExample,
  now = () => new Date(),
}: Pick<HouseOptions, 'config' | 'db' | 'now'> & { readonly isExample: boolean }): Promise<House> {
  return {
    db,
    config,
    isExample,
    blobs: await openBlobs(config, db),
    findPerson,
    now,
    doors: [{ text: 'Home', href: '/', admits: 'signed-in' }, ...doors],
    health: async () => {
      await db.one(sql`select 1 as one`)
      return {
        status: 'ok',
        database: 'ok',
        example: isExample,
        isolation: (await hasBubblewrap()) ? 'full' : 'reduced',
        ...(await jobHealth(db)),
      }
    },
  }
}

interface Installation {
  readonly isExample: boolean
  readonly isChosen: boolean
  /** Whether nobody has done anything here yet. */
  readonly isUntouched: boolean
}

/** Loads what a new installation begins with, once. Answers whether the installation is the example. */
async function furnish(db: Db, withExample: boolean | null, say: (line: string) => void, now: Date): Promise<boolean> {
  const act: Act = { actor: { kind: 'system' }, at: now, requestId: null }
  const isExample = await db.transaction(async (tx) => {
    // One at a time: two that open a new installation at once furnish it once.
    await tx.run(sql`select pg_advisory_xact_lock(${FURNISHING})`)
    const there = await tx.maybe<Installation>(sql`
      select is_example as "isExample", is_chosen as "isChosen",
        not exists (select from audit.entry where actor_kind <> 'system') as "isUntouched"
      from muniment.installation`)
    if (there?.isExample && withExample === false)
      throw new CannotStart(
        'Cannot start empty: this data folder holds the example department. Set MUNIMENT_DATA to another folder.',
      )
    const becomesExample = withExample === true && (!there || (!there.isChosen && there.isUntouched))
    if (!there)
      await tx.run(sql`
      insert into muniment.installation (is_example, is_chosen, opened_at) values (${becomesExample}, ${withExample !== null}, ${now})`)
    else if (!there.isChosen && withExample !== null)
      await tx.run(sql`update muniment.installation set is_example = ${becomesExample}, is_chosen = true`)
    if (!there) await loadRoles(tx, act, permissions)
    await loadRoleRules(tx, act)
    await loadEscalationRules(tx, act)
    await loadOwnPolicy(tx, act)
    await loadOwnFrameworks(tx, act)
    await loadMatrix(tx, act)
    await loadOwnForms(tx, act, measureKeys)
    if (becomesExample) await loadExamplePeople(tx, act)
    if (becomesExample || there?.isExample) {
      await loadExampleShare(tx, act)
      await loadExampleAssets(tx, act)
      await loadExampleRisks(tx, act)
    }
    return becomesExample || (there?.isExample ?? false)
  })
  if (isExample) await furnishExample(db, act, say)
  return isExample
}

/** What takes transactions of its own: left unfinished by a crash, it is finished the next time, by one at a time. */
async function furnishExample(db: Db, act: Act, say: (line: string) => void): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${FURNISHING})`)
    await loadExampleRest(db, act, say)
  })
}

async function loadExampleRest(db: Db, act: Act, say: (line: string) => void): Promise<void> {
  const { isWhole } = await db.one<{ isWhole: boolean }>(sql`select exists (select from plans.plan) as "isWhole"`)
  if (!isWhole) {
    say('Loading the example department …')
    await loadExamplePlan(db, act, findPerson)
  }
  await loadExampleAssessments(db, act)
}
