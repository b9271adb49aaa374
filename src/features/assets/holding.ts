import { actingPerson, actsForFrom } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Obstacles } from '#platform/register/index.ts'

const PARTS = ['owner_id', 'deputy_id'] as const

type Kept = Readonly<Record<'id' | (typeof PARTS)[number], string | null>>

const AGAINST =
  'Only somebody who may see incidents can make themselves, or whom they act for, the owner or the deputy of an asset, because they then see its breaches. Ask somebody else to do it'

/**
 * What stands against giving oneself assets that are there already, or those for whom one acts: their owner, whoever acts for the owner and the deputy
 * see the breaches that they had, which is for those who may see incidents to decide. Of a new asset there are none.
 */
export const ownHandObstacles: Obstacles = async (tx, given, act) => {
  const by = byOf(act)
  const ids = given.flatMap(({ id, value }) => (id !== null && PARTS.some((column) => value[column]) ? [id] : []))
  if (by === null || ids.length === 0 || may(await actingPerson(tx, act), 'incidents:read'))
    return given.map(() => null)
  const theirs = new Set([by, ...(await tx.many<{ id: string }>(actedFor(by, dayOf(act.at)))).map(({ id }) => id)])
  const kept = await tx.many<Kept>(
    sql`select id, owner_id, deputy_id from assets.asset where id = any(${ids}::uuid[]) order by id for update`,
  )
  const keptOf = new Map(kept.map((asset) => [asset.id, asset]))
  return given.map(({ id, value }) => {
    const before = keptOf.get(id)
    const isTheirs = (person: unknown) => typeof person === 'string' && theirs.has(person)
    if (!before || PARTS.some((column) => isTheirs(before[column]))) return null
    const field = PARTS.find((column) => isTheirs(value[column]))
    return field ? { field, message: AGAINST, isOfRights: true } : null
  })
}

const actedFor = (by: string, today: Day) => sql`select person_id as id from (${actsForFrom(by, today)}) a`
