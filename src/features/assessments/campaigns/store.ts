import { appointmentsOn, hasLeft, joinName, leftJoinName, presentOn } from '#features/people/index.ts'
import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { Choice } from '#platform/form/index.ts'
import type { Obligation, Participant, UnitChoice } from '../model.ts'
import { appointedIn, participants } from '../store.ts'

export interface CampaignFigures {
  readonly asked: number
  readonly answering: number
  readonly submitted: number
  readonly final: number
  readonly late: number
  /** Units that were closed since they were asked. */
  readonly closed: number
  /** Led by nobody, or by somebody who has left. */
  readonly leaderless: number
}

/** That the unit `u` of a participant `p` was closed since it was asked. */
export const unitClosed = (today: Day): Sql =>
  sql`(p.state in ('answering', 'submitted') and coalesce(u.closed_on <= ${today}, false))`

/**
 * Lets participants `p` go on as those of another unit, for conditions to follow. What has been answered keeps for which unit it was given.
 */
export const goOnAs = (unitId: string): Sql => sql`
  update assessments.participant p set unit_id = u.id, unit_name = u.name, unit_kind = u.kind, version = p.version + 1,
    given_for_id = case when exists (select from assessments.answer a where a.participant_id = p.id and a.is_confirmed) then coalesce(p.given_for_id, p.unit_id) else p.given_for_id end
  from people.unit u where u.id = ${unitId}`

/** That a participant `p` is a unit that was asked and takes part still or declined: a repeat asks no further unit. */
export const isAsked: Sql = sql`(p.state <> 'withdrawn' and p.repeat_of is null)`

/** That nobody leads a participant `p`, or somebody `l` who has left. */
export const leaderless = (today: Day): Sql => sql`(p.state = 'answering' and (l.id is null or ${hasLeft('l', today)}))`

export function campaignFigures(db: Queries, campaignId: string, today: Day): Promise<CampaignFigures> {
  return db.one(sql`
    select count(*) filter (where ${isAsked}) as asked, count(*) filter (where p.state = 'answering') as answering,
      count(*) filter (where p.state = 'submitted') as submitted, count(*) filter (where p.state = 'final') as final,
      count(*) filter (where p.state = 'answering' and p.due_on < ${today}) as late,
      count(*) filter (where ${unitClosed(today)}) as closed, count(*) filter (where ${leaderless(today)}) as leaderless
    from assessments.participant p ${joinName('unit', 'u', 'p.unit_id')} ${leftJoinName('person', 'l', 'p.lead_id')} where p.campaign_id = ${campaignId}`)
}

/** Open units in the order of their tree, each with whether it takes part. */
export function unitChoices(db: Queries, campaignId: string, today: Day): Promise<UnitChoice[]> {
  return db.many(sql`
    with recursive tree as (
      select id, name, kind, 0 as depth, array[name::text] as line from people.unit where parent_id is null
      union all
      select u.id, u.name, u.kind, t.depth + 1, t.line || u.name::text from people.unit u join tree t on u.parent_id = t.id)
    select t.id, t.name, t.kind, t.depth, p.obligation as chosen from tree t join people.unit u on u.id = t.id
      left join assessments.participant p on p.unit_id = t.id and p.campaign_id = ${campaignId} and p.repeat_of is null and p.state <> 'withdrawn'
    where coalesce(u.closed_on > ${today}, true) order by t.line limit 3000`)
}

/** People who could lead: those of the unit first. */
export async function possibleLeads(db: Queries, unitId: string, today: Day): Promise<Choice[]> {
  return db.many(sql`
    select p.id as value, p.name || case when bool_or(a.unit_id = ${unitId}) then ' – in the unit' else '' end as text
    from ${presentOn(today)} p join ${appointmentsOn(today)} a on a.person_id = p.id
    group by p.id, p.name order by bool_or(a.unit_id = ${unitId}) desc nulls last, p.name, p.id limit 500`)
}

export interface Mine {
  readonly participant: Participant
  readonly answered: number
  readonly wanted: number
}

/**
 * That a participant `p` of a campaign `c` by a framework `f` is somebody's to answer: they lead it or work in the unit, or a section was given to
 * them. A health check is carried out by whoever leads it or has answered or interviewed for it, and not by all who could.
 */
export const isTheirs = (person: Person, today: Day): Sql => sql`(
  p.state = 'answering' and c.state = 'open' and c.opens_on <= ${today} and (
    p.lead_id = ${person.id}
    or (f.kind = 'assessment' and ${may(person, 'assessments:answer')} and p.unit_id in (${appointedIn(person, today)}))
    or (f.kind = 'health-check' and (exists (select from assessments.answer_given g where g.participant_id = p.id and g.by_person_id = ${person.id})
      or exists (select from assessments.interview i where i.participant_id = p.id and i.by_person_id = ${person.id})))
    or exists (select from assessments.delegation d where d.participant_id = p.id and d.person_id = ${person.id} and d.ended_at is null)))`

/** What somebody has to answer, as their first page says it too. */
export async function mine(db: Queries, person: Person, today: Day): Promise<Mine[]> {
  const found = await participants(db, isTheirs(person, today), 50)
  const progress = await db.many<{ id: string; answered: number; wanted: number }>(sql`
    select participant_id as id, answered, wanted from assessments.standing where part = '*' and participant_id = any(${found.map(({ id }) => id)}::uuid[])`)
  const byId = new Map(progress.map((one) => [one.id, one]))
  return found.map((participant) => ({
    participant,
    answered: byId.get(participant.id)?.answered ?? 0,
    wanted: byId.get(participant.id)?.wanted ?? 0,
  }))
}

export const isObligation = (words: string): words is Obligation => words === 'mandatory' || words === 'invited'
