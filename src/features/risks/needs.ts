import { may, type Person } from '#platform/access/index.ts'
import { type Day, instantInWords } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { breachesFor, nameOf } from './incidents/telling.ts'
import { paths } from './paths.ts'

interface Need {
  readonly text: string
  readonly href: string
  readonly isUrgent: boolean
}

/** What risks and incidents want of this person today. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const found = await heard(db, person, today)
  if (!may(person, 'risks:read')) return found
  const asked = await db.many<{ id: string; title: string }>(sql`
    select e.id, r.title from risks.escalation e join risks.risk r on r.id = e.risk_id where e.to_owner_id = ${person.id} and e.outcome is null order by e.at limit 5`)
  for (const { id, title } of asked)
    found.push({ text: `You are asked to hold a risk: ${title}`, href: paths.answer(id), isUrgent: true })
  const due = await openOnes(
    db,
    sql`select id from risks.risk where owner_id = ${person.id} and closed_on is null and review_on < ${today} order by review_on, id`,
  )
  if (due.count > 0)
    found.push({
      text: counted(due.count, 'risk of yours is overdue for review', 'risks of yours are overdue for review'),
      href: due.only ? paths.risk(due.only) : `${paths.risks}?owner_id=${person.id}&standing=overdue`,
      isUrgent: true,
    })
  if (may(person, 'incidents:change')) {
    const running = await db.many<{ id: string; title: string; notifyBy: Date }>(sql`
      select id, title, notify_by as "notifyBy" from risks.incident where clock = 'running' and closed_on is null order by notify_by limit 5`)
    for (const { id, title, notifyBy } of running)
      found.push({
        text: `To be notified or decided by ${instantInWords(notifyBy)}: ${title}`,
        href: paths.incident(id),
        isUrgent: true,
      })
    const without = await openOnes(
      db,
      sql`select id from risks.incident where handler_id is null and closed_on is null order by aware_at, id`,
    )
    if (without.count > 0)
      found.push({
        text: counted(without.count, 'incident has nobody handling it', 'incidents have nobody handling them'),
        href: without.only ? paths.incident(without.only) : `${paths.incidents}?standing=unhandled`,
        isUrgent: false,
      })
  }
  return found
}

/** How many there are, and the id where it is one alone: then it is led to itself. */
async function openOnes(db: Queries, ids: Sql): Promise<{ count: number; only: string | null }> {
  const { count, first } = await db.one<{ count: number; first: string | null }>(
    sql`select count(*) as count, (array_agg(id))[1] as first from (${ids}) o`,
  )
  return { count, only: count === 1 ? first : null }
}

/** Breaches that this person hears of: whoever may see incidents is led to them, others to what they have to know of it. */
async function heard(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const breaches = await breachesFor(db, person.id, today)
  const seesIncidents = may(person, 'incidents:read')
  return breaches.map(({ asset, ...breach }) => ({
    text: `${nameOf(breach)}${breach.isTheirs ? `, about “${asset}”` : ''}`,
    href: seesIncidents ? paths.incident(breach.id) : paths.breach(breach.id),
    isUrgent: true,
  }))
}
