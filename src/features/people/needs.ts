import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { isOpen } from './governance/listing.ts'
import { paths } from './paths.ts'

/** What governance wants of this person today: what stands against a rule, and roles that nobody fills. */
export async function needs(
  db: Queries,
  person: Person,
  today: Day,
): Promise<{ text: string; href: string; isUrgent: boolean }[]> {
  const canChange = may(person, 'people:change')
  if (!canChange && !may(person, 'accounts:administer')) return []
  const { vacant, others } = await db.one<{ vacant: number; others: number }>(sql`
    select count(*) filter (where f.kind = 'vacant') as vacant, count(*) filter (where f.kind <> 'vacant') as others
    from people.finding f where ${isOpen(today)}`)
  const refused = await db.many<{ id: string; why: string }>(
    sql`select id, ended_why as why from people.planned_reorganisation where state = 'refused' order by on_day, id limit 5`,
  )
  const found = [
    { count: others, one: 'appointment breaks a rule', more: 'appointments break a rule', kind: 'appointments' },
    {
      count: vacant,
      one: 'role that must be filled is vacant',
      more: 'roles that must be filled are vacant',
      kind: 'vacant',
    },
  ]
  const stopped = refused.map(({ id, why }) => ({
    text: `A planned reorganisation could not be done: ${why}`,
    href: paths.planned(id),
    isUrgent: true,
  }))
  return [
    ...stopped,
    ...found
      .filter(({ count }) => canChange && count > 0)
      .map(({ count, one, more, kind }) => ({
        text: counted(count, one, more),
        href: `${paths.findings}?state=open&kind=${kind}`,
        isUrgent: false,
      })),
  ]
}
