import { may } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Given, Obstacles, Problem } from '#platform/register/index.ts'
import { actingPerson } from '../acting.ts'
import { raisingObstacle } from './reaching.ts'

/**
 * What stands against moving units that are there already, or taking them out of the tree: that it raises somebody, or that putting them back would.
 * Feeds move units by their numbers, so that whoever gives a unit another number moves it as well.
 */
export const movingObstacles: Obstacles = async (tx, given, act) => {
  const ids = given.flatMap(({ id }) => id ?? [])
  const kept = await tx.many<{ id: string; parent: string | null; number: string | null }>(
    sql`select id, parent_id as parent, external_id as number from people.unit where id = any(${ids}::uuid[]) order by id for update`,
  )
  const keptOf = new Map(kept.map((unit) => [unit.id, unit]))
  const found: (Problem | null)[] = given.map(() => null)
  for (const [parentId, places] of movedTo(given, (id) => keptOf.get(id)?.parent ?? null)) {
    const moved = places.flatMap((place) => given[place]?.id ?? [])
    // Asked of all that move there; where something stands against that, of each.
    if ((await raisingObstacle(tx, act, sql`select unnest(${moved}::uuid[])`, parentId)) === null) continue
    for (const place of places) {
      const message = await raisingObstacle(tx, act, sql`select ${given[place]?.id}::uuid`, parentId)
      if (message) found[place] = { field: 'parent_id', message, isOfRights: true }
    }
  }
  if (ids.length === 0 || may(await actingPerson(tx, act), 'accounts:administer')) return found
  return given.map(({ id, value: { external_id: number } }, index) => {
    const isSame = id === null || number === undefined || (keptOf.get(id)?.number ?? null) === (number || null)
    return found[index] ?? (isSame ? null : AGAINST_NUMBER)
  })
}

const AGAINST_NUMBER: Problem = {
  field: 'external_id',
  message: 'Only somebody who may make appointments can change the number by which feeds know a unit',
  isOfRights: true,
}

/** The places of units that become part of another one, by that, or of none. */
function movedTo(
  given: readonly Given[],
  parentOf: (id: string) => string | null,
): ReadonlyMap<string | null, number[]> {
  const moved = new Map<string | null, number[]>()
  for (const [place, { id, value }] of given.entries()) {
    const parentId = typeof value.parent_id === 'string' && value.parent_id !== '' ? value.parent_id : null
    if (id === null || value.parent_id === undefined || parentId === parentOf(id)) continue
    moved.set(parentId, [...(moved.get(parentId) ?? []), place])
  }
  return moved
}
