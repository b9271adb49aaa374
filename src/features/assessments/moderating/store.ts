import { joinName, leftJoinName } from '#features/people/index.ts'
import { inReach, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { moderationObstacle, NO_SYSTEM, type Ties } from '../model.ts'
import { tiesColumns } from '../store.ts'

/** What a moderator said of an answer, with what the unit replied. */
export interface Moderation {
  readonly id: string
  readonly question: string
  readonly systemId: string
  readonly outcome: 'agreed' | 'changed' | 'asked'
  readonly value: number | null
  readonly isNotApplicable: boolean
  readonly reason: string | null
  readonly edition: number
  readonly at: Date
  readonly by: string
  readonly replies: readonly { readonly text: string; readonly at: string; readonly by: string }[]
}

const MODERATION = sql`
  m.id, m.question, m.system_id as "systemId", m.outcome, m.value, m.is_not_applicable as "isNotApplicable", m.reason, m.edition, m.at, p.name as by,
  coalesce((select jsonb_agg(jsonb_build_object('text', r.text, 'at', r.at, 'by', rp.name) order by r.at, r.id)
    from assessments.reply r ${joinName('person', 'rp', 'r.by_person_id')} where r.moderation_id = m.id), '[]') as replies`
const MODERATION_FROM = sql`assessments.moderation m ${joinName('person', 'p', 'm.by_person_id')}`

/** Everything that was said of one answer, oldest first. */
export function moderationsOf(
  db: Queries,
  participantId: string,
  question: string,
  systemId: string | null,
): Promise<Moderation[]> {
  return db.many(sql`
    select ${MODERATION} from ${MODERATION_FROM} where m.participant_id = ${participantId} and m.question = ${question} and m.system_id = ${systemId ?? NO_SYSTEM}
    order by m.at, m.id limit 200`)
}

/** The newest word on each answer. */
export function latestModerations(db: Queries, participantId: string): Promise<Moderation[]> {
  return db.many(sql`
    select distinct on (m.question, m.system_id) ${MODERATION} from ${MODERATION_FROM} where m.participant_id = ${participantId}
    order by m.question, m.system_id, m.at desc, m.id desc`)
}

export function findModeration(db: Queries, id: string): Promise<(Moderation & { participantId: string }) | null> {
  return db.maybe(
    sql`select ${MODERATION}, m.participant_id as "participantId" from ${MODERATION_FROM} where m.id = ${id}`,
  )
}

export interface NewModeration {
  readonly id: string
  readonly participantId: string
  readonly question: string
  readonly systemId: string | null
  readonly outcome: Moderation['outcome']
  readonly value: number | null
  readonly isNotApplicable: boolean
  readonly reason: string | null
  readonly edition: number
  readonly at: Date
  readonly byId: string
}

export async function writeModeration(tx: Tx, one: NewModeration): Promise<void> {
  await tx.run(sql`
    insert into assessments.moderation (id, participant_id, question, system_id, outcome, value, is_not_applicable, reason, edition, at, by_person_id)
    values (${one.id}, ${one.participantId}, ${one.question}, ${one.systemId ?? NO_SYSTEM}, ${one.outcome}, ${one.value}, ${one.isNotApplicable}, ${one.reason},
      ${one.edition}, ${one.at}, ${one.byId})`)
}

export interface WaitingPart {
  readonly id: string
  readonly unit: string
  readonly campaign: string
  readonly submittedAt: Date
  readonly moderator: string | null
  readonly judged: number
  readonly wanted: number
}

/** What waits to be moderated by this person, longest first: not what they had a part in themselves. */
export async function waitingParts(db: Queries, person: Person, today: Day): Promise<WaitingPart[]> {
  const rows = await db.many<WaitingPart & Ties>(
    prepared(sql`
    select p.id, p.unit_name as unit, c.name as campaign, p.submitted_at as "submittedAt", m.name as moderator, coalesce(s.wanted, 0) as wanted,
      (select count(distinct (x.question, x.system_id)) from assessments.moderation x where x.participant_id = p.id and x.outcome <> 'asked') as judged, ${tiesColumns(person, today)}
    from assessments.participant p join assessments.campaign c on c.id = p.campaign_id ${leftJoinName('person', 'm', 'p.moderator_id')}
      left join assessments.standing s on s.participant_id = p.id and s.part = '*'
    where p.state = 'submitted' and c.state = 'open' and ${inReach(person, 'assessments:moderate', sql`p.unit_id`)} order by p.submitted_at, p.id limit 200`),
  )
  return rows.filter((row) => moderationObstacle(row, person) === null)
}

/** Who has judged an answer of a unit. */
export async function moderatorsOf(db: Queries, participantId: string): Promise<string[]> {
  const rows = await db.many<{ id: string }>(
    sql`select distinct by_person_id as id from assessments.moderation where participant_id = ${participantId}`,
  )
  return rows.map(({ id }) => id)
}

/** Whether somebody has judged an answer of a unit. */
export const hasModerated = async (db: Queries, participantId: string, personId: string) =>
  (await db.maybe(
    sql`select from assessments.moderation where participant_id = ${participantId} and by_person_id = ${personId} limit 1`,
  )) !== null
