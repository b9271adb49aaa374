import { sql } from '#platform/db/index.ts'
import type { ActionRow } from '../importing/plan-rows.ts'
import type { Comparison } from './model.ts'
import type { Writing } from './writing.ts'

/** Marks the actions that the new version leaves out, and those that it brings back. */
export async function markAbsent({ tx, revisionId }: Writing, { gone, returning }: Comparison): Promise<void> {
  const back = returning.map(({ id }) => id)
  const absent = gone.filter(({ isAbsent }) => !isAbsent).map(({ id }) => id)
  await tx.run(sql`update plans.action set absent_since = null where id = any(${back}::uuid[])`)
  await tx.run(sql`update plans.action set absent_since = ${revisionId} where id = any(${absent}::uuid[])`)
}

/** Puts everything in the order of the new version; what is gone from it stays behind what it stood behind. */
export async function reorder(
  { tx, planId }: Writing,
  { recommendations, actions }: Comparison,
  homes: ReadonlyMap<string, string>,
  added: readonly ActionRow[],
): Promise<void> {
  const addedIds = new Map(added.map(({ source, id }) => [source.place, id]))
  const wantedActions = actions.map(({ standing, incoming }) => standing?.id ?? addedIds.get(incoming.place) ?? '')
  const wantedRecommendations = recommendations.map(({ incoming }) => homes.get(incoming.place) ?? '')
  for (const [table, wanted] of [
    [sql`plans.action`, wantedActions],
    [sql`plans.recommendation`, wantedRecommendations],
  ] as const) {
    const before = await tx.many<{ id: string }>(
      sql`select id from ${table} where plan_id = ${planId} order by position`,
    )
    const ids = inOrder(
      before.map(({ id }) => id),
      wanted,
    )
    await tx.run(sql`
      update ${table} t set position = n.place - 1 from unnest(${ids}::uuid[]) with ordinality as n (id, place)
      where t.id = n.id and t.position <> n.place - 1`)
  }
}

/** The wanted order, with each of the others straight behind the one that it stood behind before. */
export function inOrder(before: readonly string[], wanted: readonly string[]): string[] {
  const isWanted = new Set(wanted)
  const behind = new Map<string | null, string[]>()
  let last: string | null = null
  for (const id of before) {
    if (isWanted.has(id)) last = id
    else behind.set(last, [...(behind.get(last) ?? []), id])
  }
  return [...(behind.get(null) ?? []), ...wanted.flatMap((id) => [id, ...(behind.get(id) ?? [])])]
}
