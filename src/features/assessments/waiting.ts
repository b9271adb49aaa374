import { joinName, leftJoinName } from '#features/people/index.ts'
import { inReach, may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { SHOWN } from '#platform/needs.ts'
import { isTheirs, leaderless, unitClosed } from './campaigns/store.ts'
import { LETTER_NOT_SENT, REPEAT_NOT_BEGUN, UNIT_THAT_OWES } from './following/store.ts'
import { appointedIn, UNIT_SHOWN } from './store.ts'

/** Something that waits for somebody: a unit to be answered or replied for, low scores that were escalated, repeats that have not begun, letters that were not sent, units that cannot go on. */
export interface Waiting {
  readonly kind: 'answer' | 'reply' | 'escalated' | 'repeat' | 'repeats' | 'letters' | 'closed' | 'leaderless'
  /** Of the participant; of the consequence where low scores were escalated or ask for a repeat; of the campaign where units cannot go on. */
  readonly id: string
  readonly campaign: string
  readonly unit: string
  /** Answers given, answers to reply to, repeats, letters, or units. */
  readonly count: number
  readonly wanted: number
  readonly dueOn: Day | null
  /** How many of its kind there are with those beyond the limit. */
  readonly all: number
}

/** The first of each kind that wait for a person, in one question. */
export function waitingFor(db: Queries, person: Person, today: Day): Promise<Waiting[]> {
  return db.many(
    prepared(sql`
    ${toAnswer(person, today)} union all ${toReply(person)} union all ${escalated(person)} union all ${toRepeat(person, today)}
    union all ${following('repeats', REPEAT_NOT_BEGUN, inReach(person, 'assessments:run', sql`q.unit_id`))}
    union all ${following('letters', LETTER_NOT_SENT, inReach(person, 'assessments:run', sql`q.unit_id`))}
    union all ${ofCampaigns('closed', unitClosed(today), inReach(person, 'assessments:run', sql`p.unit_id`))}
    union all ${ofCampaigns('leaderless', leaderless(today), leadsAre(person))}`),
  )
}

/** Units that somebody has to answer for. */
const toAnswer = (person: Person, today: Day): Sql =>
  sql`
  (select 'answer' as kind, p.id, c.name as campaign, p.unit_name as unit, coalesce(s.answered, 0) as count, coalesce(s.wanted, 0) as wanted, p.due_on as "dueOn",
      count(*) over () as all
    from assessments.participant p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id
      left join assessments.standing s on s.participant_id = p.id and s.part = '*'
    where ${isTheirs(person, today)}
    order by p.due_on, p.unit_name, p.id limit ${SHOWN})`

/** What moderators said that the unit's lead has not replied to. */
const toReply = (person: Person): Sql => sql`
  (select 'reply', p.id, c.name, p.unit_name, count(*), 0, null::date, count(*) over ()
    from assessments.participant p join assessments.campaign c on c.id = p.campaign_id and c.state = 'open' join lateral (
      select distinct on (m.question, m.system_id) m.id, m.outcome from assessments.moderation m where m.participant_id = p.id
      order by m.question, m.system_id, m.at desc, m.id desc) m on m.outcome <> 'agreed'
    where p.state = 'submitted' and p.lead_id = ${person.id} and not exists (select from assessments.reply r where r.moderation_id = m.id)
    group by p.id, c.name, p.unit_name order by p.unit_name, p.id limit ${SHOWN})`

/** Units whose low scores were sent to a role of theirs, each with the first that is not settled. */
const escalated = (person: Person): Sql => sql`
  (select 'escalated', f.id, f.campaign, f.unit, 0, 0, null::date, count(*) over () from (
      select distinct on (p.unit_id) q.id, c.name as campaign, ${UNIT_SHOWN} as unit, q.raised_at
      from assessments.consequence q join assessments.participant p on p.id = q.participant_id join assessments.campaign c on c.id = p.campaign_id
      where q.role_id = any(${person.roleIds}::uuid[]) and q.sent_on is not null and q.settled_on is null and q.undone_at is null
      order by p.unit_id, q.raised_at, q.id) f
    order by f.raised_at, f.id limit ${SHOWN})`

/** Assessments that a unit must do again and that have not begun: for whoever led it, and those who could answer for the unit that owes it. */
const toRepeat = (person: Person, today: Day): Sql => sql`
  (select 'repeat', q.id, c.name, ${UNIT_THAT_OWES}, 0, 0, q.due_on, count(*) over ()
    from assessments.consequence q join assessments.participant p on p.id = q.participant_id join assessments.campaign c on c.id = p.campaign_id
      ${joinName('unit', 'o', 'q.unit_id')}
    where ${REPEAT_NOT_BEGUN} and (p.lead_id = ${person.id} or (${may(person, 'assessments:answer')} and q.unit_id in (${appointedIn(person, today)})))
    order by q.due_on, o.name, q.id limit ${SHOWN})`

/** Campaigns with repeats that have not begun, or with letters that were not sent, by how many: also closed ones. */
const following = (kind: 'repeats' | 'letters', isSo: Sql, isTold: Sql): Sql => sql`
  (select ${kind}, c.id, c.name, '', count(*), 0, null::date, count(*) over ()
    from assessments.consequence q join assessments.participant p on p.id = q.participant_id join assessments.campaign c on c.id = p.campaign_id
    where ${isTold} and ${isSo} group by c.id, c.name order by c.name, c.id limit ${SHOWN})`

/** Open campaigns with units that cannot go on, by how many. */
const ofCampaigns = (kind: 'closed' | 'leaderless', isSo: Sql, isTold: Sql): Sql => sql`
  (select ${kind}, c.id, c.name, '', count(*), 0, null::date, count(*) over ()
    from assessments.campaign c join assessments.framework f on f.id = c.framework_id join assessments.participant p on p.campaign_id = c.id
      ${joinName('unit', 'u', 'p.unit_id')} ${leftJoinName('person', 'l', 'p.lead_id')}
    where c.state = 'open' and ${isTold} and ${isSo} group by c.id, c.name order by c.name, c.id limit ${SHOWN})`

/** Of which campaigns somebody is told that units need a lead: those who run them of all, and those who could visit of health checks. */
function leadsAre(person: Person): Sql {
  const runs = inReach(person, 'assessments:run', sql`p.unit_id`)
  const visits = inReach(person, 'assessments:moderate', sql`p.unit_id`)
  return sql`(${runs} or (f.kind = 'health-check' and ${visits}))`
}
