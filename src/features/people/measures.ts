import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { type Measure, type Measured, readingOf } from '#platform/measures.ts'
import { inForce } from './in-force.ts'
import { PEOPLE_SEEN } from './seeing.ts'
import { isWithin } from './store.ts'

/** Findings of some kinds that stand open, and all that could. */
function findings(whom: Measured, kind: string): Sql {
  const who =
    whom.of === 'person'
      ? sql`f.person_id = ${whom.id}`
      : whom.of === 'unit'
        ? sql`(${isWithin(sql`f.unit_id`, whom.id)} or f.unit_id is null and f.person_id in (select person_id from people.appointment x where ${isWithin(sql`x.unit_id`, whom.id)}))`
        : sql`true`
  return sql`select count(*) from people.finding f where f.gone_on is null and f.kind = ${kind} and ${who}`
}

const holders = (whom: Measured): Sql =>
  whom.of === 'person'
    ? sql`a.person_id = ${whom.id}`
    : whom.of === 'unit'
      ? isWithin(sql`a.unit_id`, whom.id)
      : sql`true`

async function counted(db: Queries, query: Sql): Promise<{ good: number; all: number }> {
  return db.one(query)
}

/** What governance counts. */
export const measures: readonly Measure[] = [
  {
    key: 'roles.training',
    name: 'Training that roles ask for',
    seenBy: PEOPLE_SEEN,
    read: async (db, whom, today) =>
      readingOf(
        await counted(
          db,
          sql`
          select greatest(n.asked - (${findings(whom, 'training')}), 0) as good, n.asked as all from (
            select count(distinct (a.person_id, a.role_id, lower(trim(c.line)))) as asked
            from people.appointment a join people.role r on r.id = a.role_id cross join lateral regexp_split_to_table(coalesce(r.training, ''), E'\\n') c (line)
            where ${holders(whom)} and trim(c.line) <> '' and ${inForce('a', today)}) n`,
        ),
        {
          things: ['course that a role asks for', 'courses that roles ask for'],
          does: ['is done', 'are done'],
          none: 'No role asks for training',
        },
      ),
  },
  {
    key: 'roles.vacant',
    name: 'Roles that must be filled',
    seenBy: PEOPLE_SEEN,
    read: async (db, whom, today) => {
      const within = whom.of === 'unit' ? isWithin(sql`u.id`, whom.id) : sql`true`
      const ofDepartment = whom.of === 'all' ? sql`r.filled_in = 'department'` : sql`false`
      const figures = await db.one<{ good: number; all: number }>(sql`
        select n.places - least(n.places, (${findings(whom, 'vacant')})) as good, n.places as all from (
          select (select count(*) from people.role r where ${ofDepartment} and coalesce(r.ended_on > ${today}, true))
            + (select count(*) from people.role r join people.unit u on u.kind = any (r.unit_kinds)
              where ${whom.of === 'person' ? sql`false` : sql`r.filled_in = 'units'`} and coalesce(r.ended_on > ${today}, true) and coalesce(u.closed_on > ${today}, true) and ${within}) as places) n`)
      return readingOf(figures, {
        things: ['role that must be filled', 'roles that must be filled'],
        does: ['is filled', 'are filled'],
        none: 'No role must be filled here',
      })
    },
  },
]
