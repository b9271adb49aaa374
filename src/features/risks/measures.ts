import { isWithin } from '#features/people/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { type Measure, type Measured, readingOf } from '#platform/measures.ts'
import { RISKS_SEEN } from './seeing.ts'

const held = (whom: Measured): Sql =>
  whom.of === 'person'
    ? sql`r.owner_id = ${whom.id}`
    : whom.of === 'unit'
      ? isWithin(sql`r.unit_id`, whom.id)
      : sql`true`

const count = (db: Queries, whom: Measured, good: Sql): Promise<{ good: number; all: number }> =>
  db.one(sql`
    select count(*) filter (where ${good}) as good, count(*) as all from risks.risk r where r.closed_on is null and ${held(whom)}`)

/** What the register of risks counts. */
export const measures: readonly Measure[] = [
  {
    key: 'risks.reviewed',
    name: 'Risks reviewed in time',
    seenBy: RISKS_SEEN,
    read: async (db, whom, today) =>
      readingOf(await count(db, whom, sql`coalesce(r.review_on >= ${today}, false)`), {
        things: ['open risk', 'open risks'],
        does: ['was reviewed in time', 'were reviewed in time'],
        none: 'No open risk is on record',
      }),
  },
  {
    key: 'risks.appetite',
    name: 'Risks within the appetite',
    seenBy: RISKS_SEEN,
    read: async (db, whom) =>
      readingOf(await count(db, whom, sql`coalesce(r.beyond, 'no') = 'no'`), {
        things: ['open risk', 'open risks'],
        does: ['is within the appetite', 'are within the appetite'],
        none: 'No open risk is on record',
      }),
  },
]
