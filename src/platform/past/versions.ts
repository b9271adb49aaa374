import { type Sql, sql } from '../db/index.ts'

/** Every way in which a row stood, as a table of its `body` and the instant `from_at`: of a relation such as `risks.incident`, by its id in words. */
export const versionsOf = (relation: string, item: Sql): Sql =>
  sql`(select k.body, k.from_at from past.version k where k.relation = ${relation} and k.item = ${item})`
