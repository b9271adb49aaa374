import type { Day } from '#platform/calendar/index.ts'
import { name, type Sql, sql } from '#platform/db/index.ts'
import { ENDLESS, TARGET_CHANGES } from './model.ts'
import { DONE, OVER } from './over.ts'

/** The condition that a claim `c` says that it was done. */
export const isDone = sql`c.status = any(${[...DONE]}::text[])`

/** What `isFinished` of the model says, of a claim and its verdict by the names that they have in a query, where there are any. */
export const isFinished = (claim = 'c', verdict = 'v'): Sql =>
  sql`coalesce(${name(claim)}.status = any(${[...OVER]}::text[]), false) and ${name(verdict)}.verdict is distinct from 'not-accepted'`

/** The condition that the claim `c`, which may be none, waits for a verdict `v`. */
export const awaitsVerdict = sql`coalesce(${isDone}, false) and v.verdict is null`

/** What `overdueAfter` of the model says of a target date whose kind and last day a query has: that day, or null. */
export const lastDay = (kind: Sql, latest: Sql): Sql =>
  sql`case when ${kind} <> all(${[...ENDLESS]}::text[]) then ${latest} end`

/** The condition that a target date was set by a change: a correction of its reading is none. `target` is how the query calls its row. */
export const isChange = (target: string): Sql => sql`${name(target)}.cause = any(${[...TARGET_CHANGES]}::text[])`

/**
 * The condition that an action is overdue on a day: the SQL form of `overdueOn`, held to it by a test. It is true or false and never
 * null, also of an action without a last day, so that it may be turned round. `action` is how the query calls its row.
 */
export const isOverdue = (today: Day, action = 'a'): Sql => {
  const row = name(action)
  return sql`(not ${row}.is_finished and ${row}.status <> 'on-hold' and ${row}.overdue_after is not null and ${row}.overdue_after < ${today})`
}
