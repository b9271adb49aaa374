import { actingPerson } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { byOf } from '#platform/audit/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Obstacle } from '#platform/register/index.ts'

const PARTS = ['owner_id', 'deputy_id'] as const

/**
 * What stands against giving oneself an asset that is there already: its owner and its deputy see the breaches that it had, which is for those who may see
 * incidents to decide. Of a new asset there are none.
 */
export const againstOwnHand: Obstacle = async (tx, value, id, act) => {
  const by = byOf(act)
  const taken = PARTS.filter((column) => by !== null && value[column] === by)
  if (id === null || taken.length === 0) return null
  const kept = await tx.maybe<Record<(typeof PARTS)[number], string | null>>(
    sql`select owner_id, deputy_id from assets.asset where id = ${id} for update`,
  )
  const isTheirsAlready = PARTS.some((column) => kept?.[column] === by)
  const field = taken.find((column) => kept?.[column] !== by)
  if (!field || isTheirsAlready || may(await actingPerson(tx, act), 'incidents:read')) return null
  return {
    field,
    message:
      'Only somebody who may see incidents can make themselves the owner or the deputy of an asset, because they then see its breaches. Ask somebody else to do it',
    isOfRights: true,
  }
}
