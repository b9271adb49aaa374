import { mayIn, type Person } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { dropPieces, endUpload, keepUpload, type Landing, type Upload } from '#platform/uploads/index.ts'
import { agreeing, counted } from '#platform/words.ts'
import { answeringObstacle, answersAll, CLOSED, mayAnswer, NO_SYSTEM, type Participant } from '../model.ts'
import type { CompiledQuestion } from '../scoring/compile.ts'
import { refreshStanding } from '../standing.ts'
import { participants, readyFramework, systemsOf, tiesOf } from '../store.ts'
import { type EvidenceFacts, type GivenAnswer, writeAnswer, writeEvidence } from './store.ts'

/** Somebody else was faster, and the same can still be done: what they said is there to be looked at. */
export class Overtaken extends Conflict {}

export interface By {
  readonly person: Person
  readonly act: Act
}

/** The participant, held while something is done to it, so that what is asked of its state stays true. */
async function held(tx: Tx, id: string): Promise<Participant> {
  // The campaign is held as well, so that it cannot be closed between being asked and being answered in.
  await tx.run(sql`
    select from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.id = ${id} for update of p for share of c`)
  const [participant] = await participants(tx, sql`p.id = ${id}`, 1)
  if (!participant) throw new NotFound()
  return participant
}

/** Throws where this person cannot answer this section now. */
async function heldToAnswer(tx: Tx, { person, act }: By, id: string, section: string | null): Promise<Participant> {
  const participant = await held(tx, id)
  const today = dayOf(act.at)
  const ties = await tiesOf(tx, id, person, today)
  const allowed =
    section === null ? answersAll(participant, ties, person) : mayAnswer(participant, ties, person, section)
  if (!allowed) throw new Forbidden('Only the unit’s own people, its lead and those whom they asked answer for it')
  const obstacle = answeringObstacle(participant, today)
  if (obstacle) throw new Conflict('Answers cannot be given now', obstacle)
  return participant
}

export interface NewEvidence {
  readonly file: Upload | null
  readonly url: string | null
}

export interface AnswerTo {
  readonly participantId: string
  readonly systemId: string | null
  /** The edition that its author saw; 0 where there was none. */
  readonly edition: number
}

/** Answers a question, with evidence if there is any. Throws Conflict where somebody else has answered meanwhile. */
export async function giveAnswer(
  { db, blobs, config }: Omit<Landing, 'now'>,
  by: By,
  { participantId, systemId, edition }: AnswerTo,
  { question, section }: Pick<CompiledQuestion, 'question' | 'section'>,
  given: GivenAnswer,
  { file, url }: NewEvidence,
): Promise<void> {
  const kept = file ? await keepUpload({ db, blobs, config }, file) : null
  const { act, person } = by
  await db.transaction(async (tx) => {
    const participant = await heldToAnswer(tx, by, participantId, section.code)
    if (participant.onlyQuestions && !participant.onlyQuestions.includes(question.code))
      throw new Conflict('Only some questions are answered anew', 'This one stands as it was.')
    if (systemId !== null && !(await systemsOf(tx, participantId)).some(({ id }) => id === systemId))
      throw new NotFound()
    const at = { participantId, question: question.code, systemId, edition }
    if (!(await writeAnswer(tx, at, given, { personId: person.id, at: act.at })))
      throw new Overtaken('Somebody else has answered this question meanwhile')
    const common = {
      participantId,
      question: question.code,
      systemId: systemId ?? NO_SYSTEM,
      at: act.at,
      byId: person.id,
      note: null,
    }
    const pieces: Omit<EvidenceFacts, 'id' | 'by' | 'withdrawnAt' | 'withdrawnWhy'>[] = []
    if (kept && file)
      pieces.push({ ...common, kind: 'file', digest: kept.digest, size: kept.size, name: file.name, url: null })
    if (url) pieces.push({ ...common, kind: 'link', digest: null, size: null, name: url, url })
    if (file) await endUpload(tx, file)
    for (const piece of pieces) await writeEvidence(tx, { id: newId(act.at.getTime()), ...piece })
    await refreshStanding(tx, participantId)
    await audit(
      tx,
      act,
      'answer.given',
      { kind: 'participant', id: participantId },
      {
        question: question.code,
        system: systemId,
        value: given.isNotApplicable ? 'n/a' : given.value,
        evidence: pieces.map(({ digest, kind }) => digest?.toString('hex') ?? kind),
      },
    )
  })
  if (file) await dropPieces(blobs, file.id)
}

/** Says that a piece of evidence does not stand any more. It stays on record with the reason. */
export async function withdrawEvidence(
  db: Db,
  by: By,
  evidence: EvidenceFacts,
  section: string,
  why: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await heldToAnswer(tx, by, evidence.participantId, section)
    const written = await tx.run(sql`
      update assessments.evidence set withdrawn_at = ${by.act.at}, withdrawn_by = ${by.person.id}, withdrawn_why = ${why}
      where id = ${evidence.id} and withdrawn_at is null`)
    if (written === 0) throw new Conflict('This piece of evidence has been withdrawn already')
    await refreshStanding(tx, evidence.participantId)
    await audit(
      tx,
      by.act,
      'evidence.withdrawn',
      { kind: 'participant', id: evidence.participantId },
      { evidence: evidence.id },
    )
  })
}

/** Hands the answers in. Everything that is wanted must be answered. */
export async function handIn(db: Db, by: By, participantId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await heldToAnswer(tx, by, participantId, null)
    const { own } = await refreshStanding(tx, participantId)
    if (!own.isComplete)
      throw new Conflict(
        'The answers are not complete yet',
        `${own.answered} of ${counted(own.wanted, 'question', 'questions')} ${agreeing(own.answered, 'is', 'are')} answered.`,
      )
    await tx.run(sql`
      update assessments.participant set state = 'submitted', submitted_at = ${by.act.at}, submitted_by = ${by.person.id}, version = version + 1 where id = ${participantId}`)
    await audit(tx, by.act, 'answers.handed-in', { kind: 'participant', id: participantId }, { answered: own.answered })
  })
}

/** Gives sections to people to answer: who is named for a section answers it, beside the unit's own people. */
export async function delegate(
  db: Db,
  by: By,
  participantId: string,
  wanted: ReadonlyMap<string, string | null>,
): Promise<void> {
  const { act } = by
  await db.transaction(async (tx) => {
    await heldToAnswer(tx, by, participantId, null)
    for (const [section, personId] of wanted) {
      await tx.run(sql`
        update assessments.delegation set ended_at = ${act.at}
        where participant_id = ${participantId} and section = ${section} and ended_at is null and person_id is distinct from ${personId}`)
      if (personId !== null)
        await tx.run(sql`
          insert into assessments.delegation (id, participant_id, section, person_id, at, by_person_id)
          values (${newId(act.at.getTime())}, ${participantId}, ${section}, ${personId}, ${act.at}, ${by.person.id}) on conflict do nothing`)
    }
    await audit(
      tx,
      act,
      'sections.delegated',
      { kind: 'participant', id: participantId },
      { sections: Object.fromEntries(wanted) },
    )
  })
}

/** Names the systems that questions about systems are asked of. One that is gone takes its answers out of the count; they stay on record. */
export async function nameSystems(db: Db, by: By, participantId: string, names: readonly string[]): Promise<void> {
  const { act } = by
  await db.transaction(async (tx) => {
    await heldToAnswer(tx, by, participantId, null)
    await tx.run(sql`
      update assessments.system set ended_at = ${act.at} where participant_id = ${participantId} and ended_at is null and lower(name) <> all (${names.map((name) => name.toLowerCase())}::text[])`)
    for (const name of names) {
      // One that was taken away and is named again has the answers that it had.
      const back = await tx.run(sql`
        update assessments.system set ended_at = null where id = (
          select id from assessments.system s where s.participant_id = ${participantId} and lower(s.name) = lower(${name}) and s.ended_at is not null
            and not exists (select from assessments.system o where o.participant_id = ${participantId} and lower(o.name) = lower(${name}) and o.ended_at is null)
          order by s.ended_at desc limit 1)`)
      if (back === 0)
        await tx.run(
          sql`insert into assessments.system (id, participant_id, name) values (${newId(act.at.getTime())}, ${participantId}, ${name}) on conflict do nothing`,
        )
    }
    await refreshStanding(tx, participantId)
    await audit(tx, act, 'systems.named', { kind: 'participant', id: participantId }, { systems: names.length })
  })
}

export interface NewMeeting {
  readonly heldOn: Day
  readonly facilitator: string
  readonly moderator: string | null
  readonly attendance: string
}

/** Begins a team meeting: what is answered until it ends was agreed in it. */
export async function beginMeeting(db: Db, by: By, participantId: string, meeting: NewMeeting): Promise<void> {
  const { act } = by
  await db.transaction(async (tx) => {
    await heldToAnswer(tx, by, participantId, null)
    const id = newId(act.at.getTime())
    const written = await tx.run(sql`
      insert into assessments.meeting (id, participant_id, held_on, facilitator, moderator, attendance, at, by_person_id)
      values (${id}, ${participantId}, ${meeting.heldOn}, ${meeting.facilitator}, ${meeting.moderator}, ${meeting.attendance}, ${act.at}, ${by.person.id})
      on conflict do nothing`)
    if (written === 0) throw new Conflict('A meeting is under way already', 'End that one first.')
    await audit(tx, act, 'meeting.begun', { kind: 'participant', id: participantId }, { meeting: id })
  })
}

export async function endMeeting(db: Db, by: By, participantId: string, note: string | null): Promise<void> {
  await db.transaction(async (tx) => {
    const participant = await held(tx, participantId)
    const ties = await tiesOf(tx, participantId, by.person, dayOf(by.act.at))
    if (!answersAll(participant, ties, by.person) && !mayIn(by.person, 'assessments:run', participant.unitId))
      throw new Forbidden()
    if (participant.campaignState === 'closed') throw new Conflict('The meeting cannot be ended now', CLOSED)
    const written = await tx.run(sql`
      update assessments.meeting set ended_at = ${by.act.at}, note = ${note} where participant_id = ${participantId} and ended_at is null`)
    if (written === 0) throw new Conflict('No meeting is under way')
    await audit(tx, by.act, 'meeting.ended', { kind: 'participant', id: participantId })
  })
}

/** The question of a participant's framework. Throws NotFound. */
export async function questionOf(
  db: Db | Tx,
  participant: Participant,
  code: string | undefined,
): Promise<CompiledQuestion> {
  const compiled = (await readyFramework(db, participant.frameworkId)).byCode.get(code ?? '')
  if (!compiled) throw new NotFound()
  return compiled
}
