import { appointmentsOn, joinName, leftJoinName, namedRows, permittedOn, presentOn } from '#features/people/index.ts'
import { may, type Person } from '#platform/access/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { Choice } from '#platform/form/index.ts'
import type { CampaignState } from '../model.ts'
import { appointedIn, UNIT_SHOWN } from '../store.ts'

/** Something that an assessment found, with the recommendation that it became and how that stands. */
export interface Finding {
  readonly id: string
  readonly participantId: string
  readonly unit: string
  readonly question: string | null
  readonly section: string | null
  readonly text: string
  readonly horizon: 'quick-win' | 'longer-term'
  readonly at: Date
  readonly by: string | null
  readonly recommendationId: string | null
  readonly recommendation: string | null
  readonly planId: string | null
  readonly plan: string | null
  readonly actions: number
  readonly finished: number
  /** Of those, what an assessor has accepted as complete; and what was superseded without a verdict. */
  readonly accepted: number
  readonly superseded: number
  readonly invitedAt: Date | null
  /** The repeat in which it is scored again, and how that stands; null where there is none, or it was withdrawn. */
  readonly rescoredBy: string | null
  readonly rescoredState: string | null
  readonly isCampaignOpen: boolean
}

const FINDING = sql`
  n.id, n.participant_id as "participantId", ${UNIT_SHOWN} as unit, n.question, n.section, n.text, n.horizon, n.at, pe.name as by,
  n.recommendation_id as "recommendationId", coalesce(r.ref, r.text) as recommendation, r.plan_id as "planId", pl.title as plan,
  coalesce(a.actions, 0) as actions, coalesce(a.finished, 0) as finished,
  coalesce(a.accepted, 0) as accepted, coalesce(a.superseded, 0) as superseded, n.invited_at as "invitedAt", rs.id as "rescoredBy", rs.state as "rescoredState",
  c.state = 'open' as "isCampaignOpen"`
const FINDING_FROM = sql`assessments.finding n join assessments.participant p on p.id = n.participant_id join assessments.campaign c on c.id = p.campaign_id
  left join assessments.participant rs on rs.id = n.rescored_by and rs.state <> 'withdrawn' ${leftJoinName('person', 'pe', 'n.by_person_id')}
  left join plans.recommendation r on r.id = n.recommendation_id left join plans.plan pl on pl.id = r.plan_id
  left join lateral (select count(*) as actions, count(*) filter (where x.is_finished) as finished,
    count(*) filter (where x.is_finished and x.verdict = 'accepted') as accepted, count(*) filter (where x.status = 'superseded' and x.verdict is null) as superseded
    from plans.action x where x.recommendation_id = n.recommendation_id) a on true`

export function findings(db: Queries, where: Sql, limit = 500): Promise<Finding[]> {
  return db.many(
    sql`select ${FINDING} from ${FINDING_FROM} where ${where} order by p.unit_name, n.at, n.id limit ${limit}`,
  )
}

/** What was found in a unit's assessment. */
export const findingsOf = (db: Queries, participantId: string): Promise<Finding[]> =>
  findings(db, sql`n.participant_id = ${participantId}`)

/** What was found in some units' assessments, or in one unit's over the years: the first 50. */
export const findingsOfAll = (db: Queries, participantIds: readonly string[]): Promise<Finding[]> =>
  findings(db, sql`n.participant_id = any(${participantIds}::uuid[])`, 50)

/** What was found in all units of a campaign. */
export const findingsIn = (db: Queries, campaignId: string, limit?: number): Promise<Finding[]> =>
  findings(db, sql`p.campaign_id = ${campaignId}`, limit)

export interface Consequence {
  readonly id: string
  readonly participantId: string
  readonly campaignId: string
  readonly campaign: string
  readonly campaignState: CampaignState
  readonly unit: string
  /** The unit that scored, and the one that owes what follows: another where it was reorganised since. */
  readonly scoredId: string
  readonly unitId: string
  readonly owes: string
  /** Who leads the answers of the unit that scored. */
  readonly leadId: string | null
  readonly kind: 'repeat' | 'escalate'
  readonly why: string
  readonly dueOn: Day | null
  readonly roleId: string | null
  readonly role: string | null
  readonly holders: string | null
  readonly repeatId: string | null
  readonly repeatState: string | null
  readonly raisedAt: Date
  readonly sentOn: Day | null
  readonly sentBy: string | null
  readonly settledOn: Day | null
  readonly settledBy: string | null
  readonly note: string | null
  /** The line by which it was raised, and the score on that line's scale. */
  readonly line: number | null
  readonly score: number | null
  readonly undoneOn: Day | null
  readonly undoneBy: string | null
  readonly undoneWhy: string | null
}

/** That a consequence `q` asks a unit for a repeat that nobody has begun, or whose repeat was withdrawn. */
export const REPEAT_NOT_BEGUN = sql`(q.kind = 'repeat' and q.settled_on is null and q.undone_at is null and not exists (
  select from assessments.participant n where n.id = q.repeat_id and n.state not in ('declined', 'withdrawn')))`

/** That the letter of a consequence `q` is drafted and waits to be sent. */
export const LETTER_NOT_SENT = sql`(q.kind = 'escalate' and q.sent_on is null and q.settled_on is null and q.undone_at is null)`

/**
 * The unit that scored low, as the subject of a sentence about a consequence `q` of a participant `p`, with the unit `o` that owes what follows
 * where that is another: what it was merged into, or what it falls to after another reorganisation.
 */
export const UNIT_THAT_OWES = sql`case
  when q.unit_id = p.unit_id then p.unit_name
  when q.unit_id = people.heir(p.unit_id) then ${UNIT_SHOWN} || ','
  else p.unit_name || ', whose repeat falls to ' || o.name || ',' end`

/** A consequence as its row says it: when it was undone is told as a day. */
type ConsequenceRow = Omit<Consequence, 'undoneOn'> & { readonly undoneAt: Date | null }

export async function consequences(db: Queries, where: Sql, today: Day, limit = 500): Promise<Consequence[]> {
  const rows = await db.many<ConsequenceRow>(sql`
    select q.id, q.participant_id as "participantId", p.campaign_id as "campaignId", c.name as campaign, c.state as "campaignState", ${UNIT_SHOWN} as unit, q.unit_id as "unitId", p.unit_id as "scoredId", o.name as owes, p.lead_id as "leadId", q.kind, q.why, q.due_on as "dueOn",
      q.role_id as "roleId", r.name as role, q.repeat_id as "repeatId", n.state as "repeatState", q.raised_at as "raisedAt", q.sent_on as "sentOn", sb.name as "sentBy",
      q.settled_on as "settledOn", tb.name as "settledBy", q.note, q.line, q.score,
      q.undone_at as "undoneAt", ub.name as "undoneBy", q.undone_why as "undoneWhy",
      (select string_agg(h.name, ', ' order by h.name) from ${appointmentsOn(today)} a join ${presentOn(today)} h on h.id = a.person_id
        where a.role_id = q.role_id) as holders
    from assessments.consequence q join assessments.participant p on p.id = q.participant_id join assessments.campaign c on c.id = p.campaign_id ${joinName('unit', 'o', 'q.unit_id')}
      ${leftJoinName('role', 'r', 'q.role_id')} left join assessments.participant n on n.id = q.repeat_id
      ${leftJoinName('person', 'sb', 'q.sent_by')} ${leftJoinName('person', 'tb', 'q.settled_by')}
      ${leftJoinName('person', 'ub', 'q.undone_by')}
    where ${where} order by q.raised_at desc, q.id limit ${limit}`)
  return rows.map(({ undoneAt, ...row }) => ({ ...row, undoneOn: undoneAt ? dayOf(undoneAt) : null }))
}

/** Names of those who may run campaigns today: up to five of them, and how many there are. */
export function campaignRunners(db: Queries, today: Day): Promise<{ names: string[]; all: number }> {
  return db.one(sql`
    select coalesce((array_agg(p.name order by p.name))[1:5], '{}') as names, count(*) as all from ${namedRows('person')} p
    where p.id in (${permittedOn(today, 'assessments:run')})`)
}

/** Who signs the letters of a campaign: whoever made it, or the first by name of those who may run campaigns today; null where nobody may. */
export async function letterSigner(db: Queries, campaignId: string, today: Day): Promise<string | null> {
  const signer = await db.maybe<{ name: string }>(sql`
    select p.name from ${namedRows('person')} p join assessments.campaign c on c.id = ${campaignId}
    where p.id in (${permittedOn(today, 'assessments:run')}) order by p.id = c.made_by desc nulls last, p.name, p.id limit 1`)
  return signer?.name ?? null
}

/** How many units of a campaign a low score has led to what. Each unit counts once, whatever it was told. */
export function followedTotals(db: Queries, campaignId: string): Promise<{ again: number; up: number }> {
  return db.one(sql`
    select count(distinct q.unit_id) filter (where q.kind = 'repeat' and q.settled_on is null and n.state is distinct from 'final') as again,
      count(distinct p.unit_id) filter (where q.kind = 'escalate') as up
    from assessments.consequence q join assessments.participant p on p.id = q.participant_id left join assessments.participant n on n.id = q.repeat_id
    where p.campaign_id = ${campaignId} and q.undone_at is null`)
}

/** How many findings a campaign has, and how many of them are in an action plan. */
export function findingTotals(db: Queries, campaignId: string): Promise<{ found: number; planned: number }> {
  return db.one(sql`
    select count(*) as found, count(n.recommendation_id) as planned from assessments.finding n join assessments.participant p on p.id = n.participant_id
    where p.campaign_id = ${campaignId}`)
}

/** What followed from a unit's scores. */
export const consequencesOf = (db: Queries, participantId: string, today: Day): Promise<Consequence[]> =>
  consequences(db, sql`q.participant_id = ${participantId}`, today)

/** What followed from the scores of all units of a campaign. */
export const consequencesIn = (db: Queries, campaignId: string, today: Day): Promise<Consequence[]> =>
  consequences(db, sql`p.campaign_id = ${campaignId}`, today)

export async function consequenceOf(db: Queries, id: string, today: Day): Promise<Consequence | null> {
  const [one] = await consequences(db, sql`q.id = ${id}`, today, 1)
  return one ?? null
}

/** The roles that a letter can go to. */
export const roleChoices = (db: Queries): Promise<Choice[]> =>
  db.many(sql`
    select id as value, name || coalesce(' (' || short_name || ')', '') as text from ${namedRows('role')} r order by name limit 500`)

/** Whether somebody leads the unit that scored, or could answer for the unit that owes what follows. */
export async function owes(
  db: Queries,
  { leadId, unitId }: Pick<Consequence, 'leadId' | 'unitId'>,
  person: Person,
  today: Day,
): Promise<boolean> {
  const { is } = await db.one<{ is: boolean }>(sql`
    select ${leadId === person.id} or (${may(person, 'assessments:answer')} and ${unitId}::uuid in (${appointedIn(person, today)})) as is`)
  return is
}
