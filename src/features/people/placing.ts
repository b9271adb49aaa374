import { type Day, dayOf } from '#platform/calendar/index.ts'
import { name, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { type Given, heldRows, type Obstacles } from '#platform/register/index.ts'
import { notOver } from './in-force.ts'

/** The condition that the rights of a role hold in the unit of the appointment. `role` is how the query calls its row. */
const isKeptToUnits = (role: Sql): Sql =>
  sql`(${role}.reach is distinct from 'everywhere' and cardinality(${role}.permissions) > 0)`

/** The condition that an appointment which holds today or later names no unit, in a role whose rights hold in one: those rights hold everywhere. */
export const isUnplaced = (appointment: Sql, today: Day): Sql => sql`
  (${appointment}.unit_id is null and ${notOver(appointment, today)}
    and exists (select from people.role r where r.id = ${appointment}.role_id and ${isKeptToUnits(sql`r`)}))`

interface Kept {
  readonly role_id: string
  readonly unit_id: string | null
  readonly ends: string | null
}

/**
 * What stands against appointing somebody, or a group of the directory, without a unit to a role whose rights hold in one: they would hold
 * everywhere, and nobody could see it. What is so already may stay. `endsOn` is the column of the day on which it ends.
 */
export const placingObstacles =
  (table: readonly [string, string], endsOn: string): Obstacles =>
  async (tx, given, act) => {
    const today = dayOf(act.at)
    const columns = sql`role_id, unit_id, ${name(endsOn)} as ends`
    const ids = given.map(({ id }) => id)
    const keptOf = await heldRows<Kept>(tx, table, columns, ids)
    const asked = given.map((one) => unplacedRole(one, keptOf.get(one.id), endsOn, today))
    const roleIds = [...new Set(asked.flatMap((id) => id ?? []))]
    const rows = await tx.many<{ id: string; name: string }>(
      sql`select r.id, r.name from people.role r where r.id = any(${roleIds}::uuid[]) and ${isKeptToUnits(sql`r`)} order by r.id for share`,
    )
    const nameOf = new Map(rows.map((row) => [row.id, row.name]))
    return asked.map((roleId) => {
      const role = roleId === null ? undefined : nameOf.get(roleId)
      return role === undefined ? null : { field: 'unit_id', message: withoutUnit(role) }
    })
  }

const withoutUnit = (role: string): string =>
  `Select the unit: the rights of “${role}” hold in the unit of the appointment, and what belongs to it`

/** The role to which this appoints without a unit from now on; null where it names one, is over, or was so before. */
function unplacedRole({ value }: Given, kept: Kept | undefined, endsOn: string, today: Day): string | null {
  const of = (column: string, before: string | null | undefined) =>
    ((column in value ? value[column] : before) || null) as string | null
  const isOver = (day: string | null) => day !== null && day < today
  const role = of('role_id', kept?.role_id)
  if (of('unit_id', kept?.unit_id) !== null || isOver(of(endsOn, kept?.ends))) return null
  const wasSo = kept?.unit_id === null && kept.role_id === role && !isOver(kept.ends)
  return wasSo ? null : role
}

/** What stands against keeping roles to units that held everywhere: people appointed to them without a unit. */
export const keepingObstacles: Obstacles = async (tx, given, act) => {
  const keptOf = await heldRows<{ reach: string | null }>(
    tx,
    ['people', 'role'],
    sql`reach`,
    given.map(({ id }) => id),
  )
  const narrowed = given.map(({ id, value }) =>
    id !== null && 'reach' in value && value.reach !== 'everywhere' && keptOf.get(id)?.reach === 'everywhere'
      ? id
      : null,
  )
  const unplaced = await appointedUnplaced(tx, narrowed, dayOf(act.at))
  return narrowed.map((id) =>
    id !== null && unplaced.has(id)
      ? {
          field: 'reach',
          message:
            'Somebody is appointed to this role, or a group of the directory is, without a unit: their rights would still hold everywhere. Give each of them a unit first',
        }
      : null,
  )
}

/** Of some roles those to which somebody, or a group of the directory, is appointed without a unit today or later. */
async function appointedUnplaced(
  db: Queries,
  roleIds: readonly (string | null)[],
  today: Day,
): Promise<ReadonlySet<string>> {
  const ids = roleIds.filter((id) => id !== null)
  if (ids.length === 0) return new Set()
  const rows = await db.many<{ id: string }>(sql`
    select role_id as id from people.appointment where role_id = any(${ids}::uuid[]) and unit_id is null and ${notOver('appointment', today)}
    union select role_id from people.group_role where role_id = any(${ids}::uuid[]) and unit_id is null and coalesce(ended_on > ${today}, true)`)
  return new Set(rows.map(({ id }) => id))
}

/** Whether the rights of an appointment hold everywhere only because it names no unit. */
export async function holdsUnplaced(db: Queries, appointmentId: string, today: Day): Promise<boolean> {
  const row = await db.maybe(
    sql`select from people.appointment a where a.id = ${appointmentId} and ${isUnplaced(sql`a`, today)}`,
  )
  return row !== null
}

/** Whether a role that takes over from another would be held without a unit by somebody, and its rights hold in one. */
export async function wouldBeUnplaced(db: Queries, roleId: string, heirId: string, after: Day): Promise<boolean> {
  const row = await db.maybe(sql`
    select from people.role r where r.id = ${heirId} and ${isKeptToUnits(sql`r`)} and exists (
      select from people.appointment a where a.role_id = ${roleId} and a.unit_id is null and coalesce(a.until_on > ${after}, true))`)
  return row !== null
}
