import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { namedRows } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { addDays, dayOf, momentOf } from '#platform/calendar/index.ts'
import { ROOT } from '#platform/config.ts'
import { type Sql, sql, type Tx } from '#platform/db/index.ts'
import { addIn } from '#platform/register/index.ts'
import { writeEntry } from './incidents/deeds.ts'
import { incidents } from './incidents/register.ts'
import { controls, mitigations, ties } from './link-registers.ts'
import { risks } from './registers.ts'
import { bands, categories, impacts, likelihoods } from './scales.ts'

const Step = z.object({ rank: z.number(), name: z.string(), meaning: z.string() })
const MatrixFile = z.object({
  likelihoods: z.array(Step),
  impacts: z.array(Step),
  bands: z.array(
    Step.extend({
      colour: z.string(),
      held_in: z.array(z.string()).default([]),
      review_days: z.number(),
    }),
  ),
  cells: z.array(z.array(z.number())),
  categories: z.array(z.object({ name: z.string(), about: z.string(), appetite: z.number() })),
})

const content = (file: string): unknown => parse(readFileSync(join(ROOT, 'content', file), 'utf8'))

/** Puts the project's own matrix, bands and categories in place where there are none. */
export async function loadMatrix(tx: Tx, act: Act): Promise<void> {
  if (await tx.maybe(sql`select from risks.likelihood limit 1`)) return
  const matrix = MatrixFile.parse(content('risk-matrix.yaml'))
  const stepsOf = async (register: typeof impacts, steps: readonly z.infer<typeof Step>[]) => {
    const ids: string[] = []
    for (const step of steps) ids.push((await addIn(tx, act, register, { ...step, rank: String(step.rank) })).id)
    return ids
  }
  const [rows, columns] = [await stepsOf(likelihoods, matrix.likelihoods), await stepsOf(impacts, matrix.impacts)]
  const bandIds = new Map<number, string>()
  for (const { rank, review_days, ...band } of matrix.bands)
    bandIds.set(
      rank,
      (await addIn(tx, act, bands, { ...band, rank: String(rank), review_days: String(review_days) })).id,
    )
  for (const [row, ranks] of matrix.cells.entries())
    for (const [column, rank] of ranks.entries())
      await tx.run(sql`
        insert into risks.cell (likelihood_id, impact_id, band_id) values (${rows[row] ?? null}, ${columns[column] ?? null}, ${bandIds.get(rank) ?? null})`)
  for (const { appetite, ...category } of matrix.categories)
    await addIn(tx, act, categories, { ...category, appetite_id: bandIds.get(appetite) ?? null })
}

const Pair = z.tuple([z.number(), z.number()])
const Example = z.object({
  risks: z.array(
    z.object({
      title: z.string(),
      cause: z.string(),
      event: z.string(),
      effect: z.string(),
      category: z.string(),
      unit: z.string(),
      owner: z.string().optional(),
      response: z.string(),
      inherent: Pair,
      now: Pair,
      target: Pair,
      /** Days from today. */
      review: z.number(),
      controls: z
        .array(z.object({ name: z.string(), kind: z.string(), works: z.union([z.string(), z.boolean()]) }))
        .default([]),
      mitigations: z.array(z.object({ what: z.string(), due: z.number() })).default([]),
      ties: z.object({
        assets: z.array(z.string()).default([]),
        places: z.array(z.string()).default([]),
        formats: z.array(z.string()).default([]),
      }),
    }),
  ),
  incidents: z.array(
    z.object({
      title: z.string(),
      what: z.string(),
      kind: z.string(),
      severity: z.string(),
      /** How long ago it was noticed. */
      hours: z.number(),
      unit: z.string(),
      asset: z.string(),
      risk: z.string(),
      personal: z.string(),
      people: z.number(),
      containment: z.string(),
      log: z.array(z.string()),
    }),
  ),
})

/** Loads what could go wrong in the example department, where nothing is on record yet. */
export async function loadExampleRisks(tx: Tx, act: Act): Promise<void> {
  if (await tx.maybe(sql`select from risks.risk limit 1`)) return
  const example = Example.parse(content('example/risks.yaml'))
  const idOf = async (table: Sql, column: Sql, value: string | number | undefined): Promise<string | null> =>
    value === undefined
      ? null
      : ((await tx.maybe<{ id: string }>(sql`select id from ${table} where ${column} = ${value}`))?.id ?? null)
  const judged = async (prefix: string, [likelihood, impact]: z.infer<typeof Pair>) => ({
    [`${prefix}likelihood_id`]: await idOf(sql`risks.likelihood`, sql`rank`, likelihood),
    [`${prefix}impact_id`]: await idOf(sql`risks.impact`, sql`rank`, impact),
  })
  const today = dayOf(act.at)
  for (const one of example.risks) {
    const { id } = await addIn(tx, act, risks, {
      title: one.title,
      cause: one.cause,
      event: one.event,
      effect: one.effect,
      category_id: await idOf(sql`risks.category`, sql`name`, one.category),
      unit_id: await idOf(namedRows('unit'), sql`name`, one.unit),
      owner_id: await idOf(namedRows('person'), sql`name`, one.owner),
      response: one.response,
      ...(await judged('inherent_', one.inherent)),
      ...(await judged('', one.now)),
      ...(await judged('target_', one.target)),
      review_on: addDays(today, one.review),
    })
    for (const { works, ...control } of one.controls)
      await addIn(tx, act, controls, { ...control, risk_id: id, works: works === true ? 'yes' : String(works) })
    for (const { what, due } of one.mitigations)
      await addIn(tx, act, mitigations, { what, risk_id: id, due_on: addDays(today, due) })
    for (const name of one.ties.assets)
      await addIn(tx, act, ties, { risk_id: id, asset_id: await idOf(sql`assets.asset`, sql`name`, name) })
    for (const name of one.ties.places)
      await addIn(tx, act, ties, { risk_id: id, place_id: await idOf(sql`assets.place`, sql`name`, name) })
    for (const format of one.ties.formats) await addIn(tx, act, ties, { risk_id: id, format })
  }
  for (const one of example.incidents) {
    const { id } = await addIn(tx, act, incidents, {
      title: one.title,
      what: one.what,
      kind: one.kind,
      severity: one.severity,
      aware_at: momentOf(new Date(act.at.getTime() - one.hours * 3_600_000)),
      unit_id: await idOf(namedRows('unit'), sql`name`, one.unit),
      asset_id: await idOf(sql`assets.asset`, sql`name`, one.asset),
      risk_id: await idOf(sql`risks.risk`, sql`title`, one.risk),
      personal: one.personal,
      people_affected: String(one.people),
      containment: one.containment,
    })
    for (const words of one.log) await writeEntry(tx, act, id, words)
  }
}
