import { audit } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { raiseConsequences } from '../following/consequences.ts'
import { mayAnswer, moderationObstacle, NO_SYSTEM, type Participant, stateObstacle } from '../model.ts'
import { type By, Overtaken } from '../responses/deeds.ts'
import { standOf } from '../responses/model.ts'
import { questionnaireOf } from '../responses/questionnaire.ts'
import { refreshFollowers } from '../results/before.ts'
import { refreshStanding } from '../standing.ts'
import { participants, readyFramework, tiesOf } from '../store.ts'
import { type FinalObstacle, finalObstacles } from './model.ts'
import { findModeration, latestModerations, type NewModeration, writeModeration } from './store.ts'

async function held(tx: Tx, id: string): Promise<Participant> {
  await tx.run(sql`
    select from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.id = ${id} for update of p for share of c`)
  const [participant] = await participants(tx, sql`p.id = ${id}`, 1)
  if (!participant) throw new NotFound()
  return participant
}

/** Throws where this person cannot moderate this unit now. */
async function heldToModerate(tx: Tx, { person, act }: By, id: string): Promise<Participant> {
  const participant = await held(tx, id)
  const obstacle = moderationObstacle(await tiesOf(tx, id, person, dayOf(act.at)), person)
  if (obstacle) throw new Forbidden('You cannot moderate this unit', obstacle)
  const state = stateObstacle(participant)
  if (state) throw new Conflict('This cannot be moderated now', state)
  if (participant.moderatorId === null)
    await tx.run(sql`update assessments.participant set moderator_id = ${person.id} where id = ${id}`)
  return participant
}

export type Judgement = Pick<NewModeration, 'outcome' | 'value' | 'isNotApplicable' | 'reason'>

export interface Judged {
  readonly participantId: string
  readonly question: string
  readonly systemId: string | null
  /** The newest word on the answer that the moderator saw, and the edition of the answer. */
  readonly seen: string | null
  readonly edition: number
}

/** Judges one answer. Two moderators at once: the second is told what the first one said. */
export async function judge(db: Db, by: By, on: Judged, judgement: Judgement): Promise<void> {
  const { act, person } = by
  const { participantId, question, systemId } = on
  await db.transaction(async (tx) => {
    await heldToModerate(tx, by, participantId)
    const now = await tx.maybe<{ edition: number; latest: string | null }>(sql`
      select a.edition, (select m.id from assessments.moderation m where m.participant_id = a.participant_id and m.question = a.question
        and m.system_id = a.system_id order by m.at desc, m.id desc limit 1) as latest
      from assessments.answer a where a.participant_id = ${participantId} and a.question = ${question} and a.system_id = ${systemId ?? NO_SYSTEM} and a.is_confirmed`)
    if (!now) throw new NotFound()
    if (now.latest !== on.seen)
      throw new Overtaken(
        'Another moderator has judged this answer meanwhile',
        'Look at what they said, and judge it again if you like.',
      )
    if (now.edition !== on.edition) throw new Overtaken('The answer has changed meanwhile', 'Look at it as it is now.')
    const id = newId(act.at.getTime())
    await writeModeration(tx, {
      id,
      participantId,
      question,
      systemId,
      ...judgement,
      edition: now.edition,
      at: act.at,
      byId: person.id,
    })
    await refreshStanding(tx, participantId)
    await audit(
      tx,
      act,
      `answer.${judgement.outcome}`,
      { kind: 'participant', id: participantId },
      { question, system: systemId, value: judgement.value },
    )
  })
}

/** Agrees with every answer on which nothing has been said yet. Answers how many. */
export async function agreeWithRest(db: Db, by: By, participantId: string): Promise<number> {
  const { act, person } = by
  return db.transaction(async (tx) => {
    await heldToModerate(tx, by, participantId)
    const rest = await tx.many<{ question: string; systemId: string; edition: number }>(sql`
      select a.question, a.system_id as "systemId", a.edition from assessments.answer a
      where a.participant_id = ${participantId} and a.is_confirmed and not exists (
        select from assessments.moderation m where m.participant_id = a.participant_id and m.question = a.question and m.system_id = a.system_id)`)
    for (const one of rest)
      await writeModeration(tx, {
        ...one,
        id: newId(act.at.getTime()),
        participantId,
        outcome: 'agreed',
        value: null,
        isNotApplicable: false,
        reason: null,
        at: act.at,
        byId: person.id,
      })
    await refreshStanding(tx, participantId)
    await audit(tx, act, 'answers.agreed', { kind: 'participant', id: participantId }, { answers: rest.length })
    return rest.length
  })
}

/** The unit's word on what a moderator said. */
export async function reply(db: Db, by: By, moderationId: string, text: string): Promise<string> {
  const { act, person } = by
  return db.transaction(async (tx) => {
    const moderation = await findModeration(tx, moderationId)
    if (!moderation) throw new NotFound()
    const participant = await held(tx, moderation.participantId)
    const { byCode } = await readyFramework(tx, participant.frameworkId)
    const section = byCode.get(moderation.question)?.section.code ?? ''
    const ties = await tiesOf(tx, participant.id, person, dayOf(act.at))
    if (!mayAnswer(participant, ties, person, section))
      throw new Forbidden('Only those who answer for the unit reply to its moderator')
    const state = stateObstacle(participant)
    if (state) throw new Conflict('The moderation has ended', state)
    await tx.run(sql`
      insert into assessments.reply (id, moderation_id, participant_id, text, at, by_person_id)
      values (${newId(act.at.getTime())}, ${moderationId}, ${participant.id}, ${text}, ${act.at}, ${person.id})`)
    await audit(
      tx,
      act,
      'moderation.replied',
      { kind: 'participant', id: participant.id },
      { moderation: moderationId },
    )
    return participant.id
  })
}

/** Gives the answers back to the unit, with what is to be done and until when. What was judged stays said. */
export async function sendBack(db: Db, by: By, participantId: string, why: string, dueOn: Day): Promise<void> {
  await db.transaction(async (tx) => {
    await heldToModerate(tx, by, participantId)
    await tx.run(sql`
      update assessments.participant set state = 'answering', ended_why = ${why}, due_on = ${dueOn}, version = version + 1 where id = ${participantId}`)
    await audit(tx, by.act, 'answers.sent-back', { kind: 'participant', id: participantId }, { due: dueOn })
  })
}

/** What still stands against making a participant final: only what it is asked counts, also where it answered more before. */
export async function obstaclesTo(db: Queries, participant: Participant, now: Date): Promise<FinalObstacle[]> {
  const [{ steps }, moderations] = await Promise.all([
    questionnaireOf(db, participant),
    latestModerations(db, participant.id),
  ])
  const answered = steps.filter((step) => standOf(step) === 'answered')
  const keys = new Set(answered.map(({ compiled, system }) => `${compiled.question.code} ${system?.id ?? NO_SYSTEM}`))
  const latest = moderations.filter(({ question, systemId }) => keys.has(`${question} ${systemId}`))
  return finalObstacles(latest, answered.length, now)
}

/** Makes the scores final. What a low one leads to by the campaign's rules is raised with it. */
export async function makeFinal(db: Db, by: By, participantId: string): Promise<void> {
  const { act, person } = by
  await db.transaction(async (tx) => {
    const participant = await heldToModerate(tx, by, participantId)
    const [first] = await obstaclesTo(tx, participant, act.at)
    if (first) throw new Conflict('It cannot be made final yet', first.words)
    await refreshStanding(tx, participantId)
    await tx.run(sql`
      update assessments.participant set state = 'final', final_at = ${act.at}, final_by = ${person.id}, version = version + 1 where id = ${participantId}`)
    await audit(tx, act, 'assessment.final', { kind: 'participant', id: participantId })
    await raiseConsequences(tx, act, participantId)
    await refreshFollowers(tx, participantId)
  })
}
