import { appointmentsOn, joinName, leftJoinName, unitIdsBelow } from '#features/people/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Campaign, Participant, Ties } from './model.ts'
import { type Compiled, compile } from './scoring/compile.ts'
import { type Framework, FrameworkFile } from './scoring/model.ts'
import { UNIT_ANSWERS } from './seeing.ts'

const CAMPAIGN = sql`
  c.id, c.version, c.name, c.framework_id as "frameworkId", f.name as framework, f.version as "frameworkVersion", f.kind,
  c.previous_id as "previousId", pc.name as previous, c.opens_on as "opensOn", c.closes_on as "closesOn", c.state, c.closed_at as "closedAt", c.is_published as "isPublished",
  c.repeat_below as "repeatBelow", c.repeat_by as "repeatBy", c.escalate_role_id as "escalateRoleId", r.name as "escalateRole",
  c.plan_id as "planId", pl.title as plan, c.remind_days as "remindDays"`
const CAMPAIGN_FROM = sql`assessments.campaign c join assessments.framework f on f.id = c.framework_id
  left join assessments.campaign pc on pc.id = c.previous_id ${leftJoinName('role', 'r', 'c.escalate_role_id')} left join plans.plan pl on pl.id = c.plan_id`

export function campaigns(db: Queries, where: Sql = sql`true`, limit = 200): Promise<Campaign[]> {
  return db.many(
    sql`select ${CAMPAIGN} from ${CAMPAIGN_FROM} where ${where} order by c.closes_on desc, c.id limit ${limit}`,
  )
}

/** Throws NotFound. */
export async function foundCampaign(db: Queries, id: string | undefined): Promise<Campaign> {
  const [campaign] = id && isId(id) ? await campaigns(db, sql`c.id = ${id}`, 1) : []
  if (!campaign) throw new NotFound()
  return campaign
}

/** A participant's unit as it was called when it was asked, and what it is part of now where it was merged. */
export const UNIT_SHOWN = sql`people.named_then(p.unit_id, p.unit_name)`

const PARTICIPANT = sql`
  p.id, p.version, p.campaign_id as "campaignId", c.name as campaign, c.state as "campaignState", c.is_published as "isPublished",
  c.framework_id as "frameworkId", f.kind, c.opens_on as "opensOn", p.unit_id as "unitId", ${UNIT_SHOWN} as unit, p.unit_kind as "unitKind", p.unit_name as "unitThen", p.not_compared as "notCompared", coalesce(people.heir(p.unit_id), p.unit_id) as "unitIdNow",
  u.name as "unitNow", u.closed_on as "unitClosedOn", p.obligation, p.state, p.due_on as "dueOn", p.lead_id as "leadId", l.name as lead,
  l.left_on as "leadLeftOn", p.repeat_of as "repeatOf",
  (select n.id from assessments.participant n where n.repeat_of = p.id and n.state <> 'withdrawn') as "repeatedBy", p.only_questions as "onlyQuestions",
  p.submitted_at as "submittedAt", sb.name as "submittedBy", p.final_at as "finalAt", fb.name as "finalBy", p.ended_why as "endedWhy", p.merged_why as "mergedWhy",
  p.moderator_id as "moderatorId", m.name as moderator`
const PARTICIPANT_FROM = sql`assessments.participant p join assessments.campaign c on c.id = p.campaign_id
  join assessments.framework f on f.id = c.framework_id ${joinName('unit', 'u', 'p.unit_id')} ${leftJoinName('person', 'l', 'p.lead_id')}
  ${leftJoinName('person', 'sb', 'p.submitted_by')} ${leftJoinName('person', 'fb', 'p.final_by')} ${leftJoinName('person', 'm', 'p.moderator_id')}`

export function participants(db: Queries, where: Sql, limit = 5_000): Promise<Participant[]> {
  return db.many(
    sql`select ${PARTICIPANT} from ${PARTICIPANT_FROM} where ${where} order by p.unit_name, p.id limit ${limit}`,
  )
}

/** Whether somebody may see what a participant answered. */
export async function seesAnswers(db: Queries, id: string, person: Person): Promise<boolean> {
  const row = await db.maybe(
    sql`select from assessments.participant p where p.id = ${id} and ${condition(person, UNIT_ANSWERS, 'read', 'p')}`,
  )
  return row !== null
}

/** The units that somebody is appointed in on a day. */
export const appointedIn = ({ id }: Pick<Person, 'id'>, today: Day): Sql => sql`
  select a.unit_id from ${appointmentsOn(today)} a where a.person_id = ${id}`

/** Throws NotFound. */
export async function foundParticipant(db: Queries, id: string | undefined): Promise<Participant> {
  const [participant] = id && isId(id) ? await participants(db, sql`p.id = ${id}`, 1) : []
  if (!participant) throw new NotFound()
  return participant
}

/** What a person has to do with a participant `p` on a day, as columns. */
export function tiesColumns({ id }: Pick<Person, 'id'>, today: Day): Sql {
  const units = appointedIn({ id }, today)
  return sql`p.unit_id as "unitId", exists (select from (${units}) a where a.unit_id = p.unit_id) as "isMember",
      exists (select from (${units}) a join (${unitIdsBelow(sql`p.unit_id`)}) b on b.id = a.unit_id) as "isWithin",
      coalesce(p.lead_id = ${id}, false) as "isLead",
      exists (select from assessments.answer_given g where g.participant_id = p.id and g.by_person_id = ${id}) as "hasAnswered",
      array(select d.section from assessments.delegation d where d.participant_id = p.id and d.person_id = ${id} and d.ended_at is null) as sections`
}

/** What a person has to do with a participant on this day. */
export function tiesOf(db: Queries, participantId: string, person: Pick<Person, 'id'>, today: Day): Promise<Ties> {
  return db.one(sql`select ${tiesColumns(person, today)} from assessments.participant p where p.id = ${participantId}`)
}

/** Published frameworks never change, so that one that was made ready once serves every request. */
const ready = new Map<string, Compiled>()
const READY_MOST = 40

/** A published framework, made ready for scoring. Throws NotFound. */
export async function readyFramework(db: Queries, id: string): Promise<Compiled> {
  const known = ready.get(id)
  if (known) return known
  const row = await db.maybe<{ content: unknown; state: string }>(
    sql`select content, state from assessments.framework where id = ${id}`,
  )
  if (!row) throw new NotFound()
  const compiled = compile(FrameworkFile.parse(row.content))
  if (row.state === 'draft') return compiled
  if (ready.size >= READY_MOST) ready.delete(ready.keys().next().value ?? '')
  ready.set(id, compiled)
  return compiled
}

/** Published versions of a framework, or of all. */
export async function publishedContents(db: Queries, key: string): Promise<Framework[]> {
  const rows = await db.many<{ content: unknown }>(
    sql`select content from assessments.framework where key = ${key} and state <> 'draft' order by published_at desc`,
  )
  return rows.map(({ content }) => FrameworkFile.parse(content))
}

export interface SystemRow {
  readonly id: string
  readonly name: string
}

export function systemsOf(db: Queries, participantId: string): Promise<SystemRow[]> {
  return db.many(
    sql`select id, name from assessments.system where participant_id = ${participantId} and ended_at is null order by name, id limit 200`,
  )
}
