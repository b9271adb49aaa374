import { may, type Person } from '#platform/access/index.ts'
import { addDays, type Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { counted, spelt } from '#platform/words.ts'
import { mine } from './campaigns/store.ts'
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
      text: `${participant.campaign}: ${answered} of ${wanted} answered for ${participant.unit}`,
      href: paths.unit(participant.id),
      isUrgent: participant.dueOn <= soon,
    })
  found.push(...(await replies(db, person)))
  if (may(person, 'assessments:moderate')) {
    const { waiting } = await db.one<{ waiting: number }>(
      sql`select count(*) as waiting from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.state = 'submitted' and c.state = 'open'`,
    )
    if (waiting > 0)
      found.push({
        text: spelt(waiting, 'An assessment waits to be moderated', 'assessments wait to be moderated'),
        href: paths.home,
        isUrgent: false,
      })
  }
  const { up } = await db.one<{ up: number }>(sql`
    select count(distinct p.unit_id) as up from assessments.consequence q join assessments.participant p on p.id = q.participant_id
    where ${wentUpTo(person)}`)
  const [first] =
    up > 0
      ? await db.many<{ id: string }>(
          sql`select q.id from assessments.consequence q where ${wentUpTo(person)} order by q.raised_at, q.id limit 1`,
        )
      : []
  if (first)
    found.push({
      text:
        up === 1
          ? 'A unit’s low scores have been escalated to you'
          : `You have been sent the low scores of ${counted(up, 'unit', 'units')}`,
      href: paths.consequence(first.id),
      isUrgent: true,
    })
  if (may(person, 'assessments:run')) found.push(...(await troubles(db, today)))
  return found
}

/** What waits for somebody because of a role of theirs. */
const wentUpTo = ({ roleIds }: Pick<Person, 'roleIds'>) =>
  sql`q.role_id = any(${roleIds}::uuid[]) and q.sent_on is not null and q.settled_on is null and q.undone_at is null`

/** What moderators said that the unit's lead has not replied to. */
async function replies(db: Queries, person: Person): Promise<Need[]> {
  const rows = await db.many<{ id: string; unit: string; open: number }>(sql`
    select p.id, p.unit_name as unit, count(*) as open from assessments.participant p join assessments.campaign c on c.id = p.campaign_id and c.state = 'open' join lateral (
      select distinct on (m.question, m.system_id) m.id, m.outcome from assessments.moderation m where m.participant_id = p.id
      order by m.question, m.system_id, m.at desc, m.id desc) m on m.outcome <> 'agreed'
    where p.state = 'submitted' and p.lead_id = ${person.id} and not exists (select from assessments.reply r where r.moderation_id = m.id)
    group by p.id, p.unit_name order by p.unit_name limit 5`)
  return rows.map(({ id, unit, open }) => ({
    text: `The moderator wants a reply on ${spelt(open, 'one answer', 'answers')} of ${unit}`,
    href: paths.check(id),
    isUrgent: true,
  }))
}

/** Campaigns in which a unit was closed, or nobody leads. */
async function troubles(db: Queries, today: Day): Promise<Need[]> {
  const rows = await db.many<{ id: string; name: string; closed: number; leaderless: number }>(sql`
    select c.id, c.name, count(*) filter (where u.closed_on <= ${today}) as closed, count(*) filter (where l.id is null or l.left_on < ${today}) as leaderless
    from assessments.campaign c join assessments.participant p on p.campaign_id = c.id join people.unit u on u.id = p.unit_id left join people.person l on l.id = p.lead_id
    where c.state = 'open' and p.state = 'answering' and (u.closed_on <= ${today} or l.id is null or l.left_on < ${today}) group by c.id, c.name limit 5`)
  return rows.map(({ id, name, closed, leaderless }) => ({
    text: `${name}: ${closed > 0 ? counted(closed, 'closed unit', 'closed units') : `${counted(leaderless, 'unit', 'units')} without a lead`}`,
    href: paths.campaign(id),
    isUrgent: false,
  }))
}
