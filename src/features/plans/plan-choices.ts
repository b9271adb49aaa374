import { condition, type Person } from '#platform/access/index.ts'
import { prepared, type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { Choice } from '#platform/form/index.ts'
import { PLAN } from './rights.ts'

/** At most this many plans are offered to choose from. */
const MOST = 500

/** Plans to choose from: by their titles, or the newest first. */
export function planChoices(db: Queries, first: 'title' | 'newest' = 'title'): Promise<Choice[]> {
  return chosenFrom(db, sql`true`, first === 'title' ? sql`p.title` : sql`p.made_at desc`)
}

/** Plans that somebody runs, to choose from by their titles. */
export const plansToRun = (db: Queries, person: Person): Promise<Choice[]> =>
  chosenFrom(db, condition(person, PLAN, 'change', 'p'), sql`p.title`)

const chosenFrom = (db: Queries, which: Sql, order: Sql): Promise<Choice[]> =>
  db.many(
    prepared(
      sql`select p.id as value, p.title as text from plans.plan p where ${which} order by ${order}, p.id limit ${MOST}`,
    ),
  )
