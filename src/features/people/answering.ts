import type { Permission } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'
import { appointmentsOn, delegationsOn, hasNotLeft, inForce, notOver } from './in-force.ts'
import { unitIdsAbove } from './units-around.ts'

/** Who is appointed to a role on a day, as a query for their ids. */
export const holdersOn = (day: Day, roleId: Sql | string): Sql => sql`
  select a.person_id from ${appointmentsOn(day)} a where a.role_id = ${roleId}`

/** The roles that let their holders do something, as a query for their ids. */
export const rolesThatMay = (permission: Permission): Sql =>
  sql`select r.id from people.role r where ${permission} = any (r.permissions)`

/** Who may do something on a day, wherever: by a role that they hold, or in which they act for whoever holds it. A query for their ids. */
export const permittedOn = (day: Day, permission: Permission): Sql => sql`
  with held as ${appointmentsOn(day)},
  acting as (
    select person_id, role_id from held
    union select d.person_id, h.role_id from ${delegationsOn(day)} d join held h on h.id = d.appointment_id)
  select p.id from people.person p where ${hasNotLeft('p', day)} and p.id in (
    select a.person_id from acting a join people.role r on r.id = a.role_id where ${permission} = any (r.permissions))`

/** Who may do something on a day in a unit, which a query names: by a role that holds everywhere, or there or above it. A query for their ids. */
export const permittedIn = (day: Day, permission: Permission, unit: Sql): Sql => sql`
  with above as materialized (${unitIdsAbove(unit)}),
  held as ${appointmentsOn(day)},
  acting as (
    select person_id, role_id, unit_id from held
    union select d.person_id, h.role_id, h.unit_id from ${delegationsOn(day)} d join held h on h.id = d.appointment_id)
  select p.id from people.person p where ${hasNotLeft('p', day)} and p.id in (
    select a.person_id from acting a join people.role r on r.id = a.role_id
    where ${permission} = any (r.permissions)
      and (r.reach is not distinct from 'everywhere' or a.unit_id is null or a.unit_id in (select id from above)))`

/** That somebody may do something on a day in a unit: the same as `permittedIn`, of one person and one unit, each as a query names it. */
export const isPermittedIn = (day: Day, permission: Permission, personId: Sql, unit: Sql): Sql => sql`
  exists (with above as materialized (${unitIdsAbove(unit)}),
    acting as (
      select h.role_id, h.unit_id from ${appointmentsOn(day)} h where h.person_id = ${personId}
      union select h.role_id, h.unit_id from ${delegationsOn(day)} d join ${appointmentsOn(day)} h on h.id = d.appointment_id
        where d.person_id = ${personId})
    select from acting a join people.role r on r.id = a.role_id join people.person p on p.id = ${personId}
    where ${hasNotLeft('p', day)} and ${permission} = any (r.permissions)
      and (r.reach is not distinct from 'everywhere' or a.unit_id is null or a.unit_id in (select id from above)))`

/**
 * Who hears what is overdue in a unit: rows of unit_id, step and person_id. Step 1 are those who hold a role that hears it in the unit
 * itself or nearest above it, step 2 those above them, and so on up the tree.
 */
export const answerables = (today: Day): Sql => sql`
  with recursive chain as (
    select id as unit_id, id as at_unit_id, parent_id, 0 as depth from people.unit
    union all
    select c.unit_id, u.id, u.parent_id, c.depth + 1 from chain c join people.unit u on u.id = c.parent_id)
  select c.unit_id, dense_rank() over (partition by c.unit_id order by c.depth) as step, a.person_id
  from chain c join people.appointment a on a.unit_id = c.at_unit_id join people.role r on r.id = a.role_id and r.hears_overdue = 'yes'
    join people.person p on p.id = a.person_id
  where ${inForce('a', today)} and ${hasNotLeft('p', today)}`

/** That somebody is a person, or acts for them today in one of their roles. */
export const isOrActsFor = (personId: Sql, viewerId: string, today: Day): Sql => sql`
  people.is_or_acts_for(${viewerId}::uuid, ${personId}, ${today}::date)`

/** Whom somebody acts for on a day or later, as a query for their ids. */
export const actsForFrom = (viewerId: string, today: Day): Sql => sql`
  select a.person_id from people.delegation d join people.appointment a on a.id = d.appointment_id
  where d.person_id = ${viewerId}::uuid and ${notOver('d', today)} and ${notOver('a', today)}`
