import { type Sql, sql } from '#platform/db/index.ts'

/** A unit and those below it, at whatever depth, as a query for their ids. */
export const unitIdsBelow = (unit: string | Sql): Sql => sql`
  with recursive below as (
    select id from people.unit where id = ${unit}
    union select u.id from people.unit u join below b on u.parent_id = b.id
  ) select id from below`

/** A unit and those above it, up to the top, as a query for their ids. */
export const unitIdsAbove = (unit: string | Sql): Sql => sql`
  with recursive above as (
    select id, parent_id from people.unit where id = ${unit}
    union select u.id, u.parent_id from people.unit u join above a on u.id = a.parent_id
  ) select id from above`
