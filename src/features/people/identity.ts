import { may, type Permission, type Person } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { type Sql, sql, type Tx } from '#platform/db/index.ts'
import { heldRows, type Obstacles } from '#platform/register/index.ts'
import { actingPerson } from './acting.ts'
import { askedOfEach } from './asked-of-each.ts'
import { notOver } from './in-force.ts'

/** By which people are known when they sign in, or are written to, and whether they may. */
const FIELDS = ['email', 'external_id', 'left_on'] as const

const ONLY = 'Only somebody who may make appointments can change'

type IdentityBefore = Readonly<Record<string, string | null>>

/**
 * What stands against changing who people are in the register, or ending them: that they may do or see what whoever changes it may not. Who has an
 * address or a number already keeps it, for others count on it.
 */
export const identityObstacles: Obstacles = async (tx, given, act) => {
  const keptOf = await heldRows<IdentityBefore>(
    tx,
    ['people', 'person'],
    sql`email, external_id, left_on`,
    given.map(({ id }) => id),
  )
  const changes = given.map(({ id, value }) => {
    const before = keptOf.get(id)
    const fields = before ? FIELDS.filter((column) => column in value && value[column] !== before[column]) : []
    return { id, first: fields[0], given: fields.find((column) => column !== 'left_on' && before?.[column]) }
  })
  const changed = changes.flatMap(({ id, first }) => (id !== null && first ? [id] : []))
  if (changed.length === 0 || may(await actingPerson(tx, act), 'accounts:administer')) return given.map(() => null)
  const against = await askedOfEach(changed, (ids) => identityObstacle(tx, act, ids))
  return changes.map(({ id, first, given: field }) => {
    const message = first && against.get(id)
    if (message) return { field: first, message, isOfRights: true }
    return field ? { field, message: GIVEN, isOfRights: true } : null
  })
}

const GIVEN = `${ONLY} an email address or a number that was given already`

interface Held {
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly isEverywhere: boolean
  readonly unitId: string | null
}

/** What stands against changing who people are, or ending them, whose ids a query gives: what is said of the first of them. */
export async function identityObstacle(tx: Tx, act: Act, ids: Sql): Promise<string | null> {
  const person = await actingPerson(tx, act)
  if (may(person, 'accounts:administer')) return null
  const today = dayOf(act.at)
  const isAhead = (row: Sql) => notOver(row, sql`greatest(${row}.from_on, ${today}::date)`)
  // What is heard of is seen as well.
  const allows = sql`(r.permissions
    || case when r.hears_breaches = 'yes' then array['incidents:read'] else '{}' end || case when r.hears_overdue = 'yes' then array['plans:read'] else '{}' end)`
  const rows = await tx.many<Held>(sql`
    with held as (
      select a.person_id, a.role_id, a.unit_id from people.appointment a where ${isAhead(sql`a`)}
      union
      select d.person_id, a.role_id, a.unit_id from people.delegation d join people.appointment a on a.id = d.appointment_id
      where ${isAhead(sql`d`)} and ${isAhead(sql`a`)}),
    able as (select h.person_id from held h join people.role r on r.id = h.role_id where cardinality(${allows}) > 0)
    select min(p.name) as name, ${allows} as permissions, r.reach is not distinct from 'everywhere' or h.unit_id is null as "isEverywhere", h.unit_id as "unitId"
    from held h join people.role r on r.id = h.role_id join people.person p on p.id = h.person_id
    where h.person_id in (${ids}) and h.person_id in (select person_id from able)
    group by r.id, h.unit_id order by name, r.id, h.unit_id`)
  const more = rows.find((held) => !covers(person, held))
  const which = (name: string) => `${ONLY} the email address, the number or the last day of ${name}`
  if (more) return `${more.name} holds rights that you do not have. ${which(more.name)}`
  const tied = await tx.maybe<{ name: string }>(sql`
    select p.name from people.person p where p.id in (${ids}) and exists (
      select from people.personal_tie t where t.person_id = p.id and ${notOver('t', today)}) order by p.name, p.id limit 1`)
  return tied
    ? `Something here is owned, handled, claimed or was reported by ${tied.name}, or they have a security clearance. ${which(tied.name)}`
    : null
}

/** Whether somebody may do all that an appointment lets its holder do, and sees what is for its unit. */
function covers({ reach, unitsAbove }: Person, { permissions, isEverywhere, unitId }: Held): boolean {
  const sees = unitId === null || unitsAbove.includes(unitId)
  return (
    sees &&
    permissions.every((permission) => {
      const own = reach.get(permission)
      return own === 'everywhere' || (!isEverywhere && unitId !== null && (own?.includes(unitId) ?? false))
    })
  )
}
