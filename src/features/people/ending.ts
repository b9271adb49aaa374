import type { Day } from '#platform/calendar/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'

/**
 * The last day of an item of a register (`item`) that ends with a day. What had not begun by then holds on no day: it ends on the day
 * before it begins, which the tables of appointments and duties take for that.
 */
export const endingWith = (on: Day): Sql => sql`greatest(item.from_on - 1, ${on}::date)`
