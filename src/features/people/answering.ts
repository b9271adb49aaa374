import type { Permission } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'

/** Who is appointed to a role on a day, as a query for their ids. */
export const holdersOn = (day: Day, roleId: Sql | string): Sql => sql`
  select person_id from people.appointment where role_id = ${roleId} and from_on <= ${day} and coalesce(until_on >= ${day}, true)`

/** Who may do something on a day, wherever: by a role that they hold, or in which they act for whoever holds it. A query for their ids. */
export const permittedOn = (day: Day, permission: Permission): Sql => sql`
  with held as (
    select id, person_id, role_id from people.appointment where from_on <= ${day} and coalesce(until_on >= ${day}, true)),
  acting as (
    select person_id, role_id from held
    union select d.person_id, h.role_id from people.delegation d join held h on h.id = d.appointment_id
      where d.from_on <= ${day} and coalesce(d.until_on >= ${day}, true))
  select p.id from people.person p where coalesce(p.left_on >= ${day}, true) and p.id in (
    select a.person_id from acting a join people.role r on r.id = a.role_id where ${permission} = any (r.permissions))`

/** Who may do something on a day in a unit, which a query names: by a role that holds everywhere, or there or above it. A query for their ids. */
export const permittedIn = (day: Day, permission: Permission, unit: Sql): Sql => sql`
  with recursive above as (
    select u.id, u.parent_id from people.unit u where u.id = ${unit}
    union select u.id, u.parent_id from people.unit u join above a on u.id = a.parent_id),
  held as (
    select id, person_id, role_id, unit_id from people.appointment where from_on <= ${day} and coalesce(until_on >= ${day}, true)),
  acting as (
    select person_id, role_id, unit_id from held
    union select d.person_id, h.role_id, h.unit_id from people.delegation d join held h on h.id = d.appointment_id
      where d.from_on <= ${day} and coalesce(d.until_on >= ${day}, true))
  select p.id from people.person p where coalesce(p.left_on >= ${day}, true) and p.id in (
    select a.person_id from acting a join people.role r on r.id = a.role_id
    where ${permission} = any (r.permissions)
      and (r.reach is not distinct from 'everywhere' or a.unit_id is null or a.unit_id in (select id from above)))`

/** That somebody may do something on a day in a unit: the same as `permittedIn`, of one person and one unit, each as a query names it. */
export const isPermittedIn = (day: Day, permission: Permission, personId: Sql, unit: Sql): Sql => sql`
  exists (with recursive above as (
      select ${unit} as id union select u.parent_id from people.unit u join above a on u.id = a.id where u.parent_id is not null),
    acting as (
      select role_id, unit_id from people.appointment
        where person_id = ${personId} and from_on <= ${day} and coalesce(until_on >= ${day}, true)
      union select h.role_id, h.unit_id from people.delegation d join people.appointment h on h.id = d.appointment_id
        where d.person_id = ${personId} and d.from_on <= ${day} and coalesce(d.until_on >= ${day}, true)
          and h.from_on <= ${day} and coalesce(h.until_on >= ${day}, true))
    select from acting a join people.role r on r.id = a.role_id join people.person p on p.id = ${personId}
    where coalesce(p.left_on >= ${day}, true) and ${permission} = any (r.permissions)
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
  where a.from_on <= ${today} and coalesce(a.until_on >= ${today}, true) and coalesce(p.left_on >= ${today}, true)`

/** That somebody is a person, or acts for them today in one of their roles. */
export const isOrActsFor = (personId: Sql, viewerId: string, today: Day): Sql => sql`
  people.is_or_acts_for(${viewerId}::uuid, ${personId}, ${today}::date)`

/** Whom somebody acts for on a day or later, as a query for their ids. */
export const actsForFrom = (viewerId: string, today: Day): Sql => sql`
  select a.person_id from people.delegation d join people.appointment a on a.id = d.appointment_id
  where d.person_id = ${viewerId}::uuid and coalesce(d.until_on >= ${today}, true) and coalesce(a.until_on >= ${today}, true)`
