import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { namedRows } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { addDays, dayOf } from '#platform/calendar/index.ts'
import { ROOT } from '#platform/config.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { addIn } from '#platform/register/index.ts'
import { dependencies, locations, sharing, uses } from './link-registers.ts'
import { places } from './place-registers.ts'
import { agreements, assets } from './registers.ts'

const Ties = z.record(z.string(), z.string()).default({})
const Example = z.object({
  places: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      state: z.string(),
      unit: z.string(),
      supplier: z.string().optional(),
      yearly_cost: z.string().optional(),
      volume_tb: z.string().optional(),
      address: z.string().optional(),
      about: z.string().optional(),
    }),
  ),
  agreements: z.array(
    z.object({
      partner: z.string(),
      purpose: z.string(),
      kind: z.string(),
      review: z.number().optional(),
      through: z.array(z.string()).default([]),
    }),
  ),
  assets: z.array(
    z.object({
      name: z.string(),
      what: z.string().optional(),
      why: z.string().optional(),
      owner: z.string().optional(),
      unit: z.string(),
      personal: z.string().optional(),
      basis: z.string().optional(),
      marking: z.string().optional(),
      retention: z.string().optional(),
      vital: z.string().optional(),
      hours: z.number().optional(),
      formats: z.string().optional(),
      publication: z.string().optional(),
      locations: Ties,
      uses: Ties,
      sharing: Ties,
    }),
  ),
  dependencies: z.array(z.object({ asset: z.string(), on: z.string(), why: z.string() })),
})

/** Loads what the example department holds, where nothing is on record yet. */
export async function loadExampleAssets(tx: Tx, act: Act): Promise<void> {
  if (await tx.maybe(sql`select from assets.asset limit 1`)) return
  const example = Example.parse(parse(readFileSync(join(ROOT, 'content/example/assets.yaml'), 'utf8')))
  const units = new Map(
    (await tx.many<{ name: string; id: string }>(sql`select name, id from ${namedRows('unit')} u`)).map(
      ({ name, id }) => [name, id],
    ),
  )
  const people = new Map(
    (await tx.many<{ name: string; id: string }>(sql`select name, id from ${namedRows('person')} p`)).map(
      ({ name, id }) => [name, id],
    ),
  )
  const ids = new Map<string, string>()
  for (const { unit, ...place } of example.places)
    ids.set(place.name, (await addIn(tx, act, places, { ...place, unit_id: units.get(unit) ?? null })).id)
  for (const { review, through, ...agreement } of example.agreements) {
    const review_on = review === undefined ? null : addDays(dayOf(act.at), review)
    ids.set(
      agreement.partner,
      (
        await addIn(tx, act, agreements, {
          ...agreement,
          review_on,
          place_ids: through.flatMap((place) => ids.get(place) ?? []),
        })
      ).id,
    )
  }
  for (const one of example.assets) {
    const { id } = await addIn(tx, act, assets, {
      name: one.name,
      what: one.what ?? null,
      why: one.why ?? null,
      owner_id: people.get(one.owner ?? '') ?? null,
      unit_id: units.get(one.unit) ?? null,
      personal_data: one.personal ?? null,
      lawful_basis: one.basis ?? null,
      marking: one.marking ?? null,
      retention: one.retention ?? null,
      is_vital: one.vital ?? null,
      recovery_hours: one.hours === undefined ? null : String(one.hours),
      formats: one.formats ?? null,
      publication: one.publication ?? null,
    })
    ids.set(one.name, id)
    for (const [place, use] of Object.entries(one.locations))
      await addIn(tx, act, locations, { asset_id: id, place_id: ids.get(place) ?? null, use })
    for (const [unit, purpose] of Object.entries(one.uses))
      await addIn(tx, act, uses, { asset_id: id, unit_id: units.get(unit) ?? null, purpose })
    for (const [partner, direction] of Object.entries(one.sharing))
      await addIn(tx, act, sharing, { asset_id: id, agreement_id: ids.get(partner) ?? null, direction })
  }
  for (const { asset, on, why } of example.dependencies)
    await addIn(tx, act, dependencies, { asset_id: ids.get(asset) ?? null, on_asset_id: ids.get(on) ?? null, why })
}
