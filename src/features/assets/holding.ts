import { actingPerson, actsForFrom } from '#features/people/index.ts'
import { mayEverywhere } from '#platform/access/index.ts'
import { byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { heldRows, type Obstacles, oneAfterOther } from '#platform/register/index.ts'

const PARTS = ['owner_id', 'deputy_id'] as const

type HeldBy = Readonly<Record<(typeof PARTS)[number], string | null>>

const kept = (tx: Tx, ids: readonly (string | null)[]) =>
  heldRows<HeldBy>(tx, ['assets', 'asset'], sql`owner_id, deputy_id`, ids)

const AGAINST =
  'Only somebody who may see incidents can make themselves, or whom they act for, the owner or the deputy of an asset, because they then see its breaches. Ask somebody else to do it'

/**
 * What stands against giving oneself assets that are there already, or those for whom one acts: their owner, whoever acts for the owner and the deputy
 * see the breaches that they had, which is for those who may see incidents to decide. Of a new asset there are none.
 */
const ownHandObstacles: Obstacles = async (tx, given, act) => {
  const by = byOf(act)
  const ids = given.flatMap(({ id, value }) => (id !== null && PARTS.some((column) => value[column]) ? [id] : []))
  if (by === null || ids.length === 0 || mayEverywhere(await actingPerson(tx, act), 'incidents:read'))
    return given.map(() => null)
  const theirs = new Set([by, ...(await tx.many<{ id: string }>(actedFor(by, dayOf(act.at)))).map(({ id }) => id)])
  const keptOf = await kept(tx, ids)
  return given.map(({ id, value }) => {
    const before = keptOf.get(id)
    const isTheirs = (person: unknown) => typeof person === 'string' && theirs.has(person)
    if (!before || PARTS.some((column) => isTheirs(before[column]))) return null
    const field = PARTS.find((column) => isTheirs(value[column]))
    return field ? { field, message: AGAINST, isOfRights: true } : null
  })
}

/** A deputy stands in for the owner: nobody is both. What was saved so before is asked when either is given anew. */
const deputyObstacles: Obstacles = async (tx, given) => {
  const asked = given.map(({ value }) => PARTS.some((column) => column in value))
  const keptOf = await kept(
    tx,
    given.flatMap(({ id }, index) => (asked[index] ? [id] : [])),
  )
  return given.map(({ id, value }, index) => {
    if (!asked[index]) return null
    const [owner, deputy] = PARTS.map((column) => (column in value ? value[column] : keptOf.get(id)?.[column]) || null)
    return owner !== null && owner === deputy
      ? { field: 'deputy_id' in value ? 'deputy_id' : 'owner_id', message: BOTH }
      : null
  })
}

const BOTH = 'The owner and the deputy must be different people'

/** What stands against naming the owner and the deputy of assets. */
export const holderObstacles: Obstacles = oneAfterOther(ownHandObstacles, deputyObstacles)

const actedFor = (by: string, today: Day) => sql`select person_id as id from (${actsForFrom(by, today)}) a`
