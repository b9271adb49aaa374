import { sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { insertRecommendations, spokenOn } from '../importing/plan-rows.ts'
import { insertCommentary } from '../importing/said-rows.ts'
import type { ChangedField, Comparison } from './model.ts'
import { type Wanted, type Writing, writeChanges } from './writing.ts'

/** Adds new recommendations and changes those that are worded otherwise. Answers the id that stands for each place. */
export async function writeRecommendations(
  { tx, act, planId, today, ...rest }: Writing,
  { recommendations }: Comparison,
  wanted: Wanted,
): Promise<ReadonlyMap<string, string>> {
  const now = act.at.getTime()
  const { last } = await tx.one<{ last: number }>(
    sql`select coalesce(max(position), -1) as last from plans.recommendation where plan_id = ${planId}`,
  )
  const added = recommendations
    .filter(({ standing }) => standing === null)
    .map(({ incoming }, index) => ({
      id: newId(now),
      place: incoming.place,
      position: last + 1 + index,
      ref: incoming.ref,
      text: incoming.text,
      updated: incoming.updated,
      commentary: incoming.commentary,
      said_on: spokenOn(incoming.updated ?? rest.on, today),
    }))
  await insertRecommendations(tx, planId, act, added)
  const known = recommendations.flatMap(({ standing, incoming, changes }) =>
    standing ? [{ standing, incoming, changes: wanted(incoming.place, changes) }] : [],
  )
  const said = known.flatMap(({ standing, incoming, changes }) =>
    changes
      .filter(({ field }) => field === 'commentary')
      .map(({ after }) => ({
        id: standing.id,
        commentary: after,
        said_on: spokenOn(incoming.updated ?? rest.on, today),
      })),
  )
  await insertCommentary(tx, planId, act, {
    actions: [],
    recommendations: [...added, ...said.map((one) => ({ ...one, position: 0, ref: null, text: null, updated: null }))],
  })
  const rows = known.map(({ standing, incoming, changes }) => {
    const after = (field: ChangedField) => changes.find((change) => change.field === field)?.after
    return {
      id: standing.id,
      ref: after('ref') ?? standing.ref,
      text: after('text') ?? standing.text,
      updated: incoming.updated,
      source_ref: incoming.ref,
      source_text: incoming.text,
    }
  })
  await tx.run(sql`
    update plans.recommendation r set ref = n.ref, text = n.text, updated_on = greatest(r.updated_on, n.updated),
      source = jsonb_build_object('ref', n.source_ref, 'text', n.source_text)
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, ref text, text text, updated date, source_ref text, source_text text)
    where r.id = n.id`)
  await writeChanges(
    { tx, act, planId, today, ...rest },
    known.flatMap(({ standing, changes }) =>
      changes
        .filter(({ field }) => field === 'ref' || field === 'text')
        .map((change) => ({ ...change, recommendation_id: standing.id, action_id: null })),
    ),
  )
  return new Map([
    ...added.map(({ place, id }) => [place, id] as const),
    ...known.map(({ incoming, standing }) => [incoming.place, standing.id] as const),
  ])
}
