import { may, type Person } from '#platform/access/index.ts'
import { addDays, type Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { isDueSoon, isOverdue, isOwnedBy } from './actions/listing.ts'
import { openImports } from './importing/store.ts'
import { paths } from './paths.ts'

/** One thing that waits for somebody, with where to do it. */
export interface Need {
  readonly text: string
  readonly href: string
  readonly isUrgent: boolean
}

/** Counting stops here: what needs somebody is told, not surveyed. */
const MOST = 500

const many = (count: number, one: string, more: string) =>
  count >= MOST ? `${MOST} or more ${more}` : counted(count, one, more)

/** What the plans want of this person today, the most pressing first. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const found: Need[] = []
  const count = async (condition: ReturnType<typeof sql>) =>
    (
      await db.one<{ count: number }>(
        sql`select count(*) as count from (select from plans.action a where ${condition} limit ${MOST}) c`,
      )
    ).count
  const add = (number: number, one: string, more: string, href: string, isUrgent = false) => {
    if (number > 0) found.push({ text: many(number, one, more), href, isUrgent })
  }
  const mine = isOwnedBy({ person })
  if (may(person, 'plans:claim')) {
    add(
      await count(sql`${mine} and ${isOverdue(today)}`),
      'action of yours is overdue',
      'actions of yours are overdue',
      `${paths.actions}?mine=me&overdue=yes`,
      true,
    )
    add(
      await count(sql`${mine} and ${isDueSoon(today)}`),
      'action of yours is due within four weeks',
      'actions of yours are due within four weeks',
      `${paths.actions}?mine=me&overdue=soon`,
    )
    add(
      await count(sql`${mine} and a.verdict = 'not-accepted'`),
      'claim of yours was not accepted',
      'claims of yours were not accepted',
      `${paths.actions}?mine=me&verdict=not-accepted`,
      true,
    )
  }
  if (may(person, 'plans:judge'))
    add(
      await count(sql`a.awaits_verdict`),
      'claim waits for a verdict',
      'claims wait for a verdict',
      `${paths.actions}?verdict=awaited`,
    )
  const { rounds } = await db.one<{ rounds: number }>(sql`
    select count(distinct a.id) as rounds from plans.round_action ra join plans.round r on r.id = ra.round_id join plans.action a on a.id = ra.action_id
    where r.opened_at is not null and r.closed_at is null and not a.is_finished and ${mine}
      and not exists (select from plans.claim c where c.action_id = a.id and c.at >= r.opened_at)`)
  add(
    rounds,
    'action of yours wants an update for a review',
    'actions of yours want an update for a review',
    `${paths.actions}?mine=me&verdict=review`,
    true,
  )
  if (may(person, 'plans:read')) {
    add(
      await count(sql`${isOverdue(today)}`),
      'action is overdue in all plans',
      'actions are overdue in all plans',
      `${paths.actions}?overdue=yes`,
    )
  }
  const { mine: escalated } = await db.one<{ mine: number }>(sql`
    select count(*) as mine from plans.escalation e where e.settled_on is null and e.sent_on is not null and e.role_id = any(${person.roleIds}::uuid[])`)
  add(
    escalated,
    'action has been escalated to you',
    'actions have been escalated to you',
    `${paths.escalations}?state=sent&role=me`,
    true,
  )
  if (may(person, 'plans:change')) {
    const due = await db.many<{ id: string; name: string; plan: string }>(sql`
      select r.id, r.name, p.title as plan from plans.round r join plans.plan p on p.id = r.plan_id
      where r.opened_at is null and r.dropped_at is null and r.due_on between ${addDays(today, -90)} and ${addDays(today, 28)} order by r.due_on limit 5`)
    for (const { id, name, plan } of due)
      found.push({ text: `“${name}” of ${plan} is due`, href: paths.round(id), isUrgent: false })
    const { unsent } = await db.one<{ unsent: number }>(
      sql`select count(*) as unsent from plans.escalation where settled_on is null and sent_on is null`,
    )
    add(unsent, 'escalation waits to be sent', 'escalations wait to be sent', `${paths.escalations}?state=unsent`)
    add(
      await count(sql`a.id in (select action_id from plans.owner where role_id is null and person_id is null)`),
      'action has an owner who is not matched to a role or person',
      'actions have an owner who is not matched to a role or person',
      `${paths.actions}?mine=unmatched`,
    )
  }
  if (may(person, 'plans:import')) {
    const open = await openImports(db, person.id)
    add(open.length, 'import that you have not finished', 'imports that you have not finished', paths.imports)
  }
  return found
}
