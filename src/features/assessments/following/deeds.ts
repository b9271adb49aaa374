import { actingPerson, type Match } from '#features/people/index.ts'
import { addActionIn, addRecommendationIn, askPlan } from '#features/plans/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { mayRepeat, type Participant } from '../model.ts'
import { paths } from '../paths.ts'
import { readyFramework, tiesOf } from '../store.ts'
import { isAnswered } from './model.ts'
import { beginRepeat } from './repeating.ts'
import { type Finding, findings } from './store.ts'

/** Why somebody cannot let a unit be scored again. */
export const NOT_THEIRS = 'Only the unit’s own people, and those who run the campaign, can begin it again'

export interface NewFinding {
  readonly question: string | null
  readonly section: string | null
  readonly text: string
  readonly horizon: Finding['horizon']
}

export async function addFinding(db: Db, act: Act, participantId: string, finding: NewFinding): Promise<string> {
  const id = newId(act.at.getTime())
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into assessments.finding (id, participant_id, question, section, text, horizon, at, by_person_id)
      values (${id}, ${participantId}, ${finding.question}, ${finding.section}, ${finding.text}, ${finding.horizon}, ${act.at}, ${byOf(act)})`)
    await audit(
      tx,
      act,
      'finding.added',
      { kind: 'participant', id: participantId },
      { finding: id, question: finding.question },
    )
  })
  return id
}

export interface Planned {
  readonly planId: string
  readonly recommendation: string
  readonly action: string
  readonly owner: Match | null
  readonly target: string | null
  readonly unitId: string
}

/** Makes a finding a recommendation of an action plan, with its first action: in one step, and linked both ways. */
export async function planFinding(db: Db, act: Act, finding: Finding, planned: Planned): Promise<string> {
  return db.transaction(async (tx) => {
    const open = await tx.maybe(
      sql`select from assessments.finding where id = ${finding.id} and recommendation_id is null for update`,
    )
    if (!open) throw new Conflict('This finding is in an action plan already')
    await askPlan(tx, act, 'change', planned.planId)
    const recommendationId = await addRecommendationIn(tx, act, planned.planId, {
      ref: null,
      text: planned.recommendation,
      origin: { words: `what an assessment of ${finding.unit} found`, path: paths.findings(finding.participantId) },
    })
    await addActionIn(tx, act, recommendationId, {
      ref: null,
      text: planned.action,
      priority: finding.horizon === 'quick-win' ? 'Quick win' : 'Longer term',
      target: planned.target,
      owner: planned.owner,
      unitId: planned.unitId,
    })
    await tx.run(
      sql`update assessments.finding set recommendation_id = ${recommendationId}, linked_at = ${act.at} where id = ${finding.id}`,
    )
    await audit(
      tx,
      act,
      'finding.planned',
      { kind: 'participant', id: finding.participantId },
      { finding: finding.id, recommendation: recommendationId },
    )
    return recommendationId
  })
}

/**
 * Scores the question of a finding again, or all of its section, once an assessor has accepted everything that it led to. Answers the
 * participant's id.
 */
export async function rescore(db: Db, act: Act, finding: Finding, participant: Participant): Promise<string> {
  return db.transaction(async (tx) => {
    await tx.run(sql`select from assessments.finding where id = ${finding.id} for update`)
    const now = await foundFinding(tx, finding.id)
    if (now.rescoredBy) throw new Conflict('This finding is being scored again already')
    if (!isAnswered(now))
      throw new Conflict(
        'This finding cannot be scored again yet',
        'An assessor must have accepted every action that it led to as complete. What the owner says is not enough.',
      )
    const person = await actingPerson(tx, act)
    if (!mayRepeat(participant, await tiesOf(tx, participant.id, person, dayOf(act.at)), person))
      throw new Forbidden(NOT_THEIRS)
    const { sections } = await readyFramework(tx, participant.frameworkId)
    const own = sections
      .find(({ section }) => section.code === finding.section)
      ?.questions.map(({ question }) => question.code)
    const only = finding.question ? [finding.question] : (own ?? null)
    const id = await beginRepeat(tx, act, participant, { only, dueOn: null })
    await tx.run(sql`update assessments.finding set rescored_by = ${id} where id = ${finding.id}`)
    return id
  })
}

/** Findings whose actions an assessor has accepted as complete, and whose unit has not been told yet, are marked as told. Answers them. */
export async function inviteRescoring(tx: Tx, act: Act): Promise<Finding[]> {
  const ready = await findings(
    tx,
    sql`n.recommendation_id is not null and n.invited_at is null and n.rescored_by is null and c.state = 'open' and a.accepted > 0 and a.accepted = a.actions - a.superseded`,
    200,
  )
  if (ready.length === 0) return []
  await tx.run(
    sql`update assessments.finding set invited_at = ${act.at} where id = any(${ready.map(({ id }) => id)}::uuid[])`,
  )
  await audit(
    tx,
    act,
    'rescoring.invited',
    { kind: 'findings', id: newId(act.at.getTime()) },
    { findings: ready.map(({ id }) => id) },
  )
  return ready
}

/** A finding of a route. Throws NotFound. */
export async function foundFinding(db: Queries, id: string): Promise<Finding> {
  const [finding] = await findings(db, sql`n.id = ${id}`, 1)
  if (!finding) throw new NotFound()
  return finding
}
