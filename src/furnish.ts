import { loadExampleAssessments, loadOwnFrameworks } from '#features/assessments/index.ts'
import { loadExampleAssets } from '#features/assets/index.ts'
import { findPerson, loadExamplePeople, loadRoleRules, loadRoles } from '#features/people/index.ts'
import { loadEscalationRules, loadExamplePlan } from '#features/plans/index.ts'
import { loadExampleRisks, loadMatrix } from '#features/risks/index.ts'
import { loadExampleShare, loadOwnPolicy } from '#features/shares/index.ts'
import { loadOwnForms } from '#features/statements/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { CannotStart } from '#platform/errors.ts'
import { measureKeys, permissions } from './house.ts'

/** Any number, the same in every process: one furnishes, the others wait. */
const FURNISHING = 7_205_759_407

interface Installation {
  readonly isExample: boolean
  readonly isChosen: boolean
  /** Whether nobody has done anything here yet. */
  readonly isUntouched: boolean
}

/** Loads what a new installation begins with, once. Answers whether the installation is the example. */
export async function furnish(
  db: Db,
  withExample: boolean | null,
  say: (line: string) => void,
  now: Date,
): Promise<boolean> {
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
