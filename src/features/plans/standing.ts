import { name, type Sql, sql } from '#platform/db/index.ts'
import { DONE, OVER } from './over.ts'

/** The condition that a claim `c` says that it was done. */
export const isDone = sql`c.status = any(${[...DONE]}::text[])`

/** What `isFinished` of the model says, of a claim and its verdict by the names that they have in a query, where there are any. */
export const isFinished = (claim = 'c', verdict = 'v'): Sql =>
  sql`coalesce(${name(claim)}.status = any(${[...OVER]}::text[]), false) and ${name(verdict)}.verdict is distinct from 'not-accepted'`

/** The condition that the claim `c`, which may be none, waits for a verdict `v`. */
export const awaitsVerdict = sql`coalesce(${isDone}, false) and v.verdict is null`
