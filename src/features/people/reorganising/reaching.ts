import { may } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { type Sql, sql, type Tx } from '#platform/db/index.ts'
import { actingPerson } from '../acting.ts'
import { notOver } from '../in-force.ts'

/**
 * What stands against making units part of another one: that somebody would see or do more than before, and whoever does it may make no
 * appointments. Taking them out of the tree (null) asks what putting them back would. Whoever is appointed in them sees what is for the units above, and whoever is appointed above has their rights in them.
 */
export async function raisingObstacle(tx: Tx, act: Act, unitIds: Sql, parentId: string | null): Promise<string | null> {
  const name = await firstRaised(tx, act, sql`select id, ${parentId}::uuid from (${unitIds}) given (id)`)
  if (name === null) return null
  const [what, again] = parentId
    ? ['moved there', 'move it']
    : ['taken out of the unit that it is part of', 'take it out']
  return `${name} cannot be ${what} by you: people who are appointed in these units would see or do ${parentId ? 'more' : 'less'} than before. Somebody who may make appointments can ${again}`
}

/** The name of a unit against whose move that stands, or null: `moves` gives units with what each becomes part of, as many as there are. */
export async function firstRaised(tx: Tx, act: Act, moves: Sql): Promise<string | null> {
  if (may(await actingPerson(tx, act), 'accounts:administer')) return null
  const today = dayOf(act.at)
  const found = await tx.maybe<{ name: string }>(sql`
    with recursive asked (id, to_id) as (${moves}),
    moved as (
      select u.id, u.name, u.parent_id, a.to_id from people.unit u join asked a on a.id = u.id where u.parent_id is distinct from a.to_id),
    inside as (
      select id as top, id from moved union select i.top, u.id from people.unit u join inside i on u.parent_id = i.id),
    was_above as (
      select id as top, parent_id as id from moved where parent_id is not null and to_id is not null
      union select w.top, u.parent_id from people.unit u join was_above w on u.id = w.id where u.parent_id is not null),
    is_above as (
      select id as top, coalesce(to_id, parent_id) as id from moved
      union select n.top, u.parent_id from people.unit u join is_above n on u.id = n.id where u.parent_id is not null),
    gained as (select top, id from is_above except select top, id from was_above),
    held as (
      select unit_id, role_id from people.appointment where ${notOver('appointment', sql`greatest(from_on, ${today}::date)`)}
      union select unit_id, role_id from people.group_role where coalesce(ended_on > ${today}, true))
    select m.name from moved m join gained g on g.top = m.id
    where exists (select from inside i join held h on h.unit_id = i.id where i.top = m.id)
      or exists (
        select from held h join people.role r on r.id = h.role_id
        where h.unit_id = g.id and r.reach is distinct from 'everywhere' and cardinality(r.permissions) > 0)
    order by m.name limit 1`)
  return found?.name ?? null
}
