import { isWithin } from '#features/people/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'
import { type Measure, type Measured, readingOf } from '#platform/measures.ts'
import { isOverdue } from './actions/listing.ts'

/** Actions of a person are those that they own, by name or by a role that they hold; of a unit, those of its plans and of people appointed in it. */
function owned(whom: Measured, today: string): Sql {
  if (whom.of === 'all') return sql`true`
  const active = sql`x.from_on <= ${today} and coalesce(x.until_on >= ${today}, true)`
  const holds = whom.of === 'person' ? sql`x.person_id = ${whom.id}` : sql`${isWithin(sql`x.unit_id`, whom.id)}`
  const byOwner = sql`exists (
    select from plans.owner o join people.appointment x on ${active} and (x.role_id = o.role_id or x.person_id = o.person_id) where o.action_id = a.id and ${holds})`
  return whom.of === 'person'
    ? sql`(${byOwner} or exists (select from plans.owner o where o.action_id = a.id and o.person_id = ${whom.id}))`
    : sql`(${byOwner} or exists (select from plans.plan p where p.id = a.plan_id and ${isWithin(sql`p.unit_id`, whom.id)}))`
}

/** What action plans count. */
export const measures: readonly Measure[] = [
  {
    key: 'actions.overdue',
    name: 'Actions on time',
    read: async (db, whom, today) =>
      readingOf(
        await db.one(sql`
          select count(*) filter (where not (${isOverdue(today)})) as good, count(*) as all from plans.action a where ${owned(whom, today)}`),
        { things: ['action', 'actions'], does: ['is on time', 'are on time'], none: 'No action is on record' },
      ),
  },
]
