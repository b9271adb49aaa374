import { appointmentsOn, isWithin } from '#features/people/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'
import { type Measure, type Measured, type ReadingWords, readingOf } from '#platform/measures.ts'
import { agreeing } from '#platform/words.ts'
import { isOverdue } from './conditions.ts'
import { PLANS_SEEN } from './seeing.ts'

/** Actions of a person are those that they own, by name or by a role that they hold; of a unit, those of its plans and of people appointed in it. */
function owned(whom: Measured, today: string): Sql {
  if (whom.of === 'all') return sql`true`
  const holds = whom.of === 'person' ? sql`x.person_id = ${whom.id}` : sql`${isWithin(sql`x.unit_id`, whom.id)}`
  const byOwner = sql`exists (
    select from plans.owner o join ${appointmentsOn(today)} x on (x.role_id = o.role_id or x.person_id = o.person_id) where o.action_id = a.id and ${holds})`
  return whom.of === 'person'
    ? sql`(${byOwner} or exists (select from plans.owner o where o.action_id = a.id and o.person_id = ${whom.id}))`
    : sql`(${byOwner} or exists (select from plans.plan p where p.id = a.plan_id and ${isWithin(sql`p.unit_id`, whom.id)}))`
}

const WORDS: ReadingWords = {
  things: ['action', 'actions'],
  does: ['is not overdue', 'are not overdue'],
  none: 'No action is on record',
}

/** Of the actions that are not overdue, those without a last day can never be. */
const endlessInWords = (count: number): string => `${count} of these ${agreeing(count, 'has', 'have')} no last day`

/** What action plans count. */
export const measures: readonly Measure[] = [
  {
    key: 'actions.overdue',
    name: 'Actions that are not overdue',
    seenBy: PLANS_SEEN,
    read: async (db, whom, today) => {
      const { endless, ...read } = await db.one<{ good: number; all: number; endless: number }>(sql`
        select count(*) filter (where not ${isOverdue(today)}) as good, count(*) as all, count(*) filter (where a.overdue_after is null) as endless
        from plans.action a where ${owned(whom, today)}`)
      const reading = readingOf(read, WORDS)
      return endless === 0 ? reading : { ...reading, words: `${reading.words}; ${endlessInWords(endless)}` }
    },
  },
]
