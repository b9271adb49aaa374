import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { findPerson, knownNames, namedRows } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { type Day, isDay } from '#platform/calendar/index.ts'
import { ROOT } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { voicesOf } from './actions/claim-store.ts'
import { addCommentary, changeTarget, giveVerdict, makeClaim } from './actions/deeds.ts'
import { interpretDate } from './dates/index.ts'
import { savePlan } from './importing/save-plan.ts'
import { STATUSES, VERDICTS } from './model.ts'
import { readPlan, understoodPlan } from './recognising/read-plan.ts'

const DayText = z.string().refine(isDay, 'not a day')
const Steps = z.array(
  z.object({
    action: z.string(),
    by: z.string(),
    on: DayText,
    claim: z.enum(STATUSES).optional(),
    verdict: z.enum(VERDICTS).optional(),
    target: z.string().optional(),
    commentary: z.string().optional(),
    note: z.string().optional(),
  }),
)

const FOLDER = join(ROOT, 'content/example')

/** Imports the example's action plan by the same way as any other, then plays what happened to it since; nothing where there is a plan. */
export async function loadExamplePlan(db: Db, act: Act, say: (line: string) => void): Promise<void> {
  const { isThere } = await db.one<{ isThere: boolean }>(sql`select exists (select from plans.plan) as "isThere"`)
  if (isThere) return
  say('Loading the example department …')
  const file = 'information-management-action-plan.html'
  const read = await readPlan(readFileSync(join(FOLDER, file)), {
    name: file,
    today: '2026-04-01',
    names: await knownNames(db),
    choices: {},
  })
  const plan = await understoodPlan(read.understood)
  const unit = await db.maybe<{ id: string }>(
    sql`select id from people.unit where parent_id is null order by name limit 1`,
  )
  const planId = await savePlan(db, act, plan, {
    importId: null,
    title: plan.title ?? file,
    unitId: unit?.id ?? null,
    fileName: file,
    digest: null,
  })
  for (const step of Steps.parse(parse(readFileSync(join(FOLDER, 'progress.yaml'), 'utf8'), { schema: 'core' })))
    await play(db, act, planId, step)
}

async function play(db: Db, act: Act, planId: string, step: z.infer<typeof Steps>[number]): Promise<void> {
  const on: Day = step.on
  const { id } = await db.one<{ id: string }>(
    sql`select id from plans.action where plan_id = ${planId} and ref = ${step.action}`,
  )
  const { personId } = await db.one<{ personId: string }>(
    sql`select id as "personId" from ${namedRows('person')} p where name = ${step.by}`,
  )
  const person = await findPerson(db, personId, on)
  if (!person) throw new Error(`Cannot play the example: there is no ${step.by}`)
  const by = { person, act: { ...act, actor: { kind: 'person' as const, id: person.id, name: person.name } } }
  if (step.claim) await makeClaim(db, by, id, { status: step.claim, on, note: step.note ?? null })
  if (step.verdict) {
    const { latestClaimId } = await voicesOf(db, id)
    await giveVerdict(db, by, id, { claimId: latestClaimId ?? '', verdict: step.verdict, on, note: step.note ?? '' })
  }
  if (step.target) await changeTarget(db, by, id, { ...interpretDate(step.target, on), on, reason: step.note ?? '' })
  if (step.commentary) await addCommentary(db, by, id, { on, text: step.commentary })
}
