import { type Sql, sql } from '#platform/db/index.ts'

/** The version that a plan was read from last, as a query: of a plan that was read once, no row. */
export const lastVersion = (planId: Sql): Sql =>
  sql`select v.id, v.revised_on, v.file_name from plans.revision v where v.plan_id = ${planId} order by v.at desc, v.id desc limit 1`

/**
 * The date of the plan `p` wherever one is told: the day of the version that was merged last, or of the document that it was made from.
 * What is counted from the day of the promise (target dates, ages, slips) is counted from `plan_on`.
 */
export const LAST_ON: Sql = sql`coalesce((select last.revised_on from (${lastVersion(sql`p.id`)}) last), p.plan_on)`
