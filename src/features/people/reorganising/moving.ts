import { may } from '#platform/access/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'
import { type Given, heldRows, type Obstacles, type Problem } from '#platform/register/index.ts'
import { actingPerson } from '../acting.ts'
import { askedOfEach } from '../asked-of-each.ts'
import { firstRaised, raisingObstacle } from './reaching.ts'

interface MovedRow {
  readonly parent: string | null
  readonly number: string | null
}

/**
 * What stands against moving units that are there already, or taking them out of the tree: that it raises somebody, or that putting them back would.
 * Feeds move units by their numbers, so that whoever gives a unit another number moves it as well.
 */
export const movingObstacles: Obstacles = async (tx, given, act) => {
  const ids = given.flatMap(({ id }) => id ?? [])
  const columns = sql`parent_id as parent, external_id as number`
  const keptOf = await heldRows<MovedRow>(tx, ['people', 'unit'], columns, ids)
  const found: (Problem | null)[] = given.map(() => null)
  const groups = movedTo(given, (id) => keptOf.get(id)?.parent ?? null)
  const isAny = groups.size > 0 && (await firstRaised(tx, act, movesIn(given, groups))) !== null
  // Most of the time nothing stands against any of them: each is asked about only where something does.
  for (const [parentId, places] of isAny ? groups : []) {
    const moved = places.flatMap((place) => given[place]?.id ?? [])
    const against = await askedOfEach(moved, (some) => raisingObstacle(tx, act, some, parentId))
    for (const place of places) {
      const message = against.get(given[place]?.id ?? null)
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

function movesIn(given: readonly Given[], groups: ReadonlyMap<string | null, readonly number[]>): Sql {
  const moves = [...groups].flatMap(([to, places]) => places.map((place) => ({ id: given[place]?.id, to })))
  return sql`select id, "to" from jsonb_to_recordset(${JSON.stringify(moves)}) as n (id uuid, "to" uuid)`
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
