import { actingPerson } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { byOf } from '#platform/audit/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Obstacles } from '#platform/register/index.ts'

const PARTS = ['owner_id', 'deputy_id'] as const

type Kept = Readonly<Record<'id' | (typeof PARTS)[number], string | null>>

const AGAINST =
  'Only somebody who may see incidents can make themselves the owner or the deputy of an asset, because they then see its breaches. Ask somebody else to do it'

/**
 * What stands against giving oneself assets that are there already: their owner and their deputy see the breaches that they had, which is for those who
 * may see incidents to decide. Of a new asset there are none.
 */
export const ownHandObstacles: Obstacles = async (tx, given, act) => {
  const by = byOf(act)
  const takes = ({ value }: (typeof given)[number]) => PARTS.filter((column) => by !== null && value[column] === by)
  const ids = given.flatMap((one) => (one.id !== null && takes(one).length > 0 ? [one.id] : []))
  if (ids.length === 0 || may(await actingPerson(tx, act), 'incidents:read')) return given.map(() => null)
  const kept = await tx.many<Kept>(
    sql`select id, owner_id, deputy_id from assets.asset where id = any(${ids}::uuid[]) order by id for update`,
  )
  const keptOf = new Map(kept.map((asset) => [asset.id, asset]))
  return given.map((one) => {
    const before = keptOf.get(one.id)
    const isTheirsAlready = PARTS.some((column) => before?.[column] === by)
    const [field] = before && !isTheirsAlready ? takes(one) : []
    return field ? { field, message: AGAINST, isOfRights: true } : null
  })
}
