import { may, type Person } from '#platform/access/index.ts'
import { addDays, type Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { leaderless, mine, unitClosed } from './campaigns/store.ts'
import { TO_MODERATE } from './moderating/part.ts'
import { waitingParts } from './moderating/store.ts'
import { paths } from './paths.ts'

interface Need {
  readonly text: string
  readonly href: string
  readonly isUrgent: boolean
}

/** What assessments want of this person today. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  if (!may(person, 'assessments:read')) return []
  const found: Need[] = []
  const soon = addDays(today, 7)
  for (const { participant, answered, wanted } of (await mine(db, person, today)).slice(0, 5))
    found.push({
      text: `“${participant.campaign}”: ${answered} of ${wanted} answered for ${participant.unit}`,
      href: paths.unit(participant.id),
      isUrgent: participant.dueOn <= soon,
    })
  found.push(...(await replies(db, person)))
  if (may(person, 'assessments:moderate')) {
    const waiting = await waitingParts(db, person, today)
    const [first] = waiting
    if (first)
      found.push({
        text: counted(waiting.length, 'assessment waits to be moderated', 'assessments wait to be moderated'),
        href: waiting.length === 1 ? paths.moderate(first.id) : `${paths.home}#${TO_MODERATE}`,
        isUrgent: false,
      })
  }
  found.push(...(await wentUp(db, person)))
  if (may(person, 'assessments:run')) found.push(...(await troubles(db, today)))
  return found
}

/** What waits for somebody because of a role of theirs. */
const wentUpTo = ({ roleIds }: Pick<Person, 'roleIds'>) =>
  sql`q.role_id = any(${roleIds}::uuid[]) and q.sent_on is not null and q.settled_on is null and q.undone_at is null`

/** Units whose low scores were sent to somebody, each with the first that is not settled. */
async function wentUp(db: Queries, person: Person): Promise<Need[]> {
  const rows = await db.many<{ id: string; unit: string }>(sql`
    select id, unit from (
      select distinct on (p.unit_id) q.id, p.unit_name as unit, q.raised_at from assessments.consequence q join assessments.participant p on p.id = q.participant_id
      where ${wentUpTo(person)} order by p.unit_id, q.raised_at, q.id) f
    order by raised_at, id limit 20`)
  return rows.map(({ id, unit }) => ({
    text: `Low scores of ${unit} have been escalated to you`,
    href: paths.consequence(id),
    isUrgent: true,
  }))
}

/** What moderators said that the unit's lead has not replied to. */
async function replies(db: Queries, person: Person): Promise<Need[]> {
  const rows = await db.many<{ id: string; unit: string; open: number }>(sql`
    select p.id, p.unit_name as unit, count(*) as open from assessments.participant p join assessments.campaign c on c.id = p.campaign_id and c.state = 'open' join lateral (
      select distinct on (m.question, m.system_id) m.id, m.outcome from assessments.moderation m where m.participant_id = p.id
      order by m.question, m.system_id, m.at desc, m.id desc) m on m.outcome <> 'agreed'
    where p.state = 'submitted' and p.lead_id = ${person.id} and not exists (select from assessments.reply r where r.moderation_id = m.id)
    group by p.id, p.unit_name order by p.unit_name limit 5`)
  return rows.map(({ id, unit, open }) => ({
    text: `The moderator wants a reply on ${counted(open, 'answer', 'answers')} of ${unit}`,
    href: paths.check(id),
    isUrgent: true,
  }))
}

/** Campaigns in which a unit was closed, or nobody leads. */
async function troubles(db: Queries, today: Day): Promise<Need[]> {
  const rows = await db.many<{ id: string; name: string; closed: number; leaderless: number }>(sql`
    select c.id, c.name, count(*) filter (where ${unitClosed(today)}) as closed, count(*) filter (where ${leaderless(today)}) as leaderless
    from assessments.campaign c join assessments.participant p on p.campaign_id = c.id join people.unit u on u.id = p.unit_id left join people.person l on l.id = p.lead_id
    where c.state = 'open' and (${unitClosed(today)} or ${leaderless(today)}) group by c.id, c.name order by c.name, c.id limit 5`)
  return rows.flatMap(({ id, name, closed, leaderless: without }) =>
    [
      { count: closed, text: `“${name}”: ${counted(closed, 'closed unit', 'closed units')}`, state: 'closed' },
      { count: without, text: `“${name}”: ${counted(without, 'unit', 'units')} without a lead`, state: 'leaderless' },
    ]
      .filter(({ count }) => count > 0)
      .map(({ text, state }) => ({ text, href: `${paths.campaign(id)}?state=${state}`, isUrgent: false })),
  )
}
