import { hasLeft, joinName, leftJoinName } from '#features/people/index.ts'
import { nameFile } from '#platform/blobs/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import { NO_SYSTEM } from '../model.ts'

/** The answer that stands, as its page shows it. */
export interface AnswerFacts {
  readonly question: string
  readonly systemId: string
  readonly edition: number
  readonly value: number | null
  readonly isNotApplicable: boolean
  readonly indicators: Readonly<Record<string, string>> | null
  readonly note: string | null
  /** Where the reason was taken over from, while nobody has written another one. */
  readonly noteFrom: string | null
  readonly said: string | null
  readonly isConfirmed: boolean
  readonly takenFrom: string | null
  readonly score: number | null
  readonly at: Date
  readonly by: string | null
}

const ANSWER = sql`
  a.question, a.system_id as "systemId", a.edition, a.value, a.is_not_applicable as "isNotApplicable", a.indicators, a.note, a.note_from as "noteFrom", a.said,
  a.is_confirmed as "isConfirmed", a.taken_from as "takenFrom", a.score, a.at, p.name as by`
const ANSWER_FROM = sql`assessments.answer a ${leftJoinName('person', 'p', 'a.by_person_id')}`

export function answersGiven(db: Queries, participantId: string): Promise<AnswerFacts[]> {
  return db.many(sql`select ${ANSWER} from ${ANSWER_FROM} where a.participant_id = ${participantId}`)
}

export function findAnswer(
  db: Queries,
  participantId: string,
  question: string,
  systemId: string | null,
): Promise<AnswerFacts | null> {
  return db.maybe(sql`
    select ${ANSWER} from ${ANSWER_FROM} where a.participant_id = ${participantId} and a.question = ${question} and a.system_id = ${systemId ?? NO_SYSTEM}`)
}

export interface GivenAnswer {
  readonly value: number | null
  readonly isNotApplicable: boolean
  readonly indicators: Readonly<Record<string, string>> | null
  readonly note: string | null
  readonly said: string | null
  readonly meetingId: string | null
}

/** Writes an answer over the edition that its author saw. Answers whether nobody else had written meanwhile. */
export async function writeAnswer(
  tx: Tx,
  at: {
    readonly participantId: string
    readonly question: string
    readonly systemId: string | null
    readonly edition: number
  },
  { value, isNotApplicable, indicators, note, said, meetingId }: GivenAnswer,
  by: { readonly personId: string; readonly at: Date },
): Promise<boolean> {
  const facts = indicators === null ? null : JSON.stringify(indicators)
  const system = at.systemId ?? NO_SYSTEM
  const written =
    at.edition === 0
      ? await tx.run(sql`
          insert into assessments.answer (participant_id, question, system_id, edition, value, is_not_applicable, indicators, note, said, meeting_id, is_confirmed, at, by_person_id)
          values (${at.participantId}, ${at.question}, ${system}, 1, ${value}, ${isNotApplicable}, ${facts}, ${note}, ${said}, ${meetingId}, true, ${by.at}, ${by.personId})
          on conflict do nothing`)
      : await tx.run(sql`
          update assessments.answer set edition = edition + 1, value = ${value}, is_not_applicable = ${isNotApplicable}, indicators = ${facts}, note = ${note},
            note_from = case when note is not distinct from ${note} then note_from end,
            said = coalesce(${said}, said), meeting_id = coalesce(${meetingId}, meeting_id), is_confirmed = true, at = ${by.at}, by_person_id = ${by.personId}
          where participant_id = ${at.participantId} and question = ${at.question} and system_id = ${system} and edition = ${at.edition}`)
  return written > 0
}

export interface EvidenceFacts {
  readonly id: string
  readonly participantId: string
  readonly question: string
  readonly systemId: string
  readonly kind: 'file' | 'link' | 'note'
  readonly digest: Buffer | null
  readonly size: number | null
  readonly name: string | null
  readonly url: string | null
  readonly note: string | null
  readonly at: Date
  readonly byId: string
  readonly by: string
  readonly withdrawnAt: Date | null
  readonly withdrawnWhy: string | null
}

const EVIDENCE = sql`
  e.id, e.participant_id as "participantId", e.question, e.system_id as "systemId", e.kind, e.digest, e.size, e.name, e.url, e.note, e.at,
  e.by_person_id as "byId", p.name as by, e.withdrawn_at as "withdrawnAt", e.withdrawn_why as "withdrawnWhy"`

export function evidenceFor(
  db: Queries,
  participantId: string,
  question: string,
  systemId: string | null,
): Promise<EvidenceFacts[]> {
  return db.many(sql`
    select ${EVIDENCE} from assessments.evidence e ${joinName('person', 'p', 'e.by_person_id')}
    where e.participant_id = ${participantId} and e.question = ${question} and e.system_id = ${systemId ?? NO_SYSTEM} order by e.at, e.id limit 100`)
}

export function findEvidence(db: Queries, id: string): Promise<EvidenceFacts | null> {
  return db.maybe(
    sql`select ${EVIDENCE} from assessments.evidence e ${joinName('person', 'p', 'e.by_person_id')} where e.id = ${id}`,
  )
}

export async function writeEvidence(
  tx: Tx,
  evidence: Omit<EvidenceFacts, 'by' | 'withdrawnAt' | 'withdrawnWhy'>,
): Promise<void> {
  const { id, participantId, question, systemId, kind, digest, size, name, url, note, at, byId } = evidence
  if (digest) await nameFile(tx, { digest, size: size ?? 0 })
  await tx.run(sql`
    insert into assessments.evidence (id, participant_id, question, system_id, kind, digest, size, name, url, note, at, by_person_id)
    values (${id}, ${participantId}, ${question}, ${systemId}, ${kind}, ${digest}, ${size}, ${name}, ${url}, ${note}, ${at}, ${byId})`)
}

export interface Meeting {
  readonly id: string
  readonly heldOn: string
  readonly facilitator: string
  readonly moderator: string | null
  readonly attendance: string
  readonly note: string | null
  readonly endedAt: Date | null
}

export function meetingsOf(db: Queries, participantId: string): Promise<Meeting[]> {
  return db.many(sql`
    select id, held_on as "heldOn", facilitator, moderator, attendance, note, ended_at as "endedAt"
    from assessments.meeting where participant_id = ${participantId} order by at desc limit 50`)
}

export interface Delegation {
  readonly id: string
  readonly section: string
  readonly personId: string
  readonly person: string
  readonly hasLeft: boolean
}

export function delegationsOf(db: Queries, participantId: string, today: string): Promise<Delegation[]> {
  return db.many(sql`
    select d.id, d.section, d.person_id as "personId", p.name as person, ${hasLeft('p', today)} as "hasLeft"
    from assessments.delegation d ${joinName('person', 'p', 'd.person_id')} where d.participant_id = ${participantId} and d.ended_at is null
    order by d.section, p.name limit 500`)
}
