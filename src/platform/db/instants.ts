import { type Sql, sql } from './sql.ts'

/** The day of the United Kingdom on which something happened, from its instant. */
export const dayOfInstant = (at: Sql): Sql => sql`(${at} at time zone 'Europe/London')::date`
