import { appointmentsOn, leftJoinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'

/** The owners of an action as people read them, one on each line: short names of roles, names, or words not matched yet. */
export const ownersInWords = (actionId: Sql): Sql =>
  ownersCalled(actionId, sql`coalesce(ro.short_name, ro.name, pe.name, o.words)`, '\n')

/** The same on one line with the full names of roles, as a letter has them: whoever gets it may not know what IAO is short for. */
export const ownersInFull = (actionId: Sql): Sql =>
  ownersCalled(actionId, sql`coalesce(ro.name, pe.name, o.words)`, '; ')

const ownersCalled = (actionId: Sql, called: Sql, parted: string): Sql => sql`(
  select string_agg(${called}, ${parted} order by o.position)
  from plans.owner o ${leftJoinName('role', 'ro', 'o.role_id')} ${leftJoinName('person', 'pe', 'o.person_id')}
  where o.action_id = ${actionId})`

/** The ids of the actions that a person owns: by name, or by a role that they hold on this day. */
export const ownedByPerson = (personId: Sql, today: Day): Sql => sql`
  select o.action_id from plans.owner o where o.person_id = ${personId}
  union
  select o.action_id from plans.owner o join ${appointmentsOn(today)} ap on ap.role_id = o.role_id where ap.person_id = ${personId}`

/** That there is any such action. Its order makes the database look for one in the index, and not through every owner. */
export const ownsAny = (personId: Sql, today: Day): Sql => sql`(
  exists (select from plans.owner o where o.person_id = ${personId} order by o.action_id limit 1)
  or exists (select from ${appointmentsOn(today)} ap
    cross join lateral (select from plans.owner o where o.role_id = ap.role_id order by o.action_id limit 1) o where ap.person_id = ${personId}))`

/** The owners of many actions with the full names of roles on one line, with their ids: one pass over the owners, also of those of a past day. */
export function ownersOfActions(actionIds: Sql): Sql {
  return sql`
    select o.action_id, string_agg(coalesce(ro.name, pe.name, o.words), '; ' order by o.position) as owners
    from plans.owner o ${leftJoinName('role', 'ro', 'o.role_id')} ${leftJoinName('person', 'pe', 'o.person_id')}
    where o.action_id in (${actionIds}) group by o.action_id`
}
