import { askIn } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { BadRequest, Conflict, NotFound } from '#platform/errors.ts'
import { askToRun } from '../rights.ts'
import { foundCampaign, participants, readyFramework, UNIT_SHOWN } from '../store.ts'
import { factsOf, isOpenTo, raiseConsequences } from './consequences.ts'
import { below, lineProblem, lineScaleOf, noLongerFollows, onLine, undoObstacle, whatFollows } from './model.ts'
import { beginRepeat } from './repeating.ts'
import { type Consequence, consequences, REPEAT_NOT_BEGUN } from './store.ts'

export interface Rules {
  readonly repeatBelow: number | null
  readonly repeatBy: Day | null
  readonly escalateRoleId: string | null
}

/** Sets what a low score leads to, and asks the rules of what is final already. Throws BadRequest for a line outside its scale. */
export async function setRules(db: Db, act: Act, campaignId: string, version: number, rules: Rules): Promise<void> {
  await db.transaction(async (tx) => {
    await askToRun(tx, act, campaignId)
    const { frameworkId } = await foundCampaign(tx, campaignId)
    const problem =
      rules.repeatBelow === null
        ? null
        : lineProblem(rules.repeatBelow, lineScaleOf(await readyFramework(tx, frameworkId)))
    if (problem) throw new BadRequest(problem)
    const written = await tx.run(sql`
      update assessments.campaign set repeat_below = ${rules.repeatBelow}, repeat_by = ${rules.repeatBy}, escalate_role_id = ${rules.escalateRoleId}, version = version + 1
      where id = ${campaignId} and version = ${version}`)
    if (written === 0) throw new Conflict('Somebody else has changed this campaign meanwhile')
    await audit(
      tx,
      act,
      'campaign.rules',
      { kind: 'campaign', id: campaignId },
      { below: rules.repeatBelow, by: rules.repeatBy, role: rules.escalateRoleId },
    )
    for (const { id } of await finalParts(tx, campaignId)) await raiseConsequences(tx, act, id)
  })
}

/** Participants of a campaign whose scores are final, and are not those that somebody has done again. */
function finalParts(db: Queries, campaignId: string): Promise<{ id: string; unit: string }[]> {
  return db.many(sql`
    select p.id, ${UNIT_SHOWN} as unit from assessments.participant p where p.campaign_id = ${campaignId} and p.state = 'final'
      and not exists (select from assessments.participant n where n.repeat_of = p.id and n.state = 'final') order by p.unit_name, p.id`)
}

/** What would follow for a unit whose scores are final, as soon as a rule is saved. */
export interface WouldFollow {
  readonly participantId: string
  readonly unit: string
  readonly kind: 'repeat' | 'escalate'
  /** On the scale of the line. */
  readonly score: string
}

/** What a rule would lead to at once, beside what has followed already. */
export async function wouldFollow(db: Queries, campaignId: string, rules: Rules): Promise<WouldFollow[]> {
  const { repeatBelow: line, escalateRoleId } = rules
  if (line === null) return []
  const found: WouldFollow[] = []
  for (const { id, unit } of await finalParts(db, campaignId)) {
    const facts = { ...(await factsOf(db, id)), line, hasRole: escalateRoleId !== null }
    const { now, scale } = facts
    const kind = whatFollows(facts)
    if (kind === null || !now || !scale || !(await isOpenTo(db, id, line))) continue
    found.push({ participantId: id, unit, kind, score: below(onLine(now, scale), line) })
  }
  return found
}

/** Begins the repeat that a low score asked for. Answers its participant's id. */
export async function beginAsked(db: Db, act: Act, consequenceId: string): Promise<string> {
  return db.transaction(async (tx) => {
    const found = await tx.maybe<{ participantId: string; unitId: string; dueOn: Day | null }>(sql`
      select q.participant_id as "participantId", q.unit_id as "unitId", q.due_on as "dueOn" from assessments.consequence q
      where q.id = ${consequenceId} and ${REPEAT_NOT_BEGUN} for update`)
    const [participant] = found ? await participants(tx, sql`p.id = ${found.participantId}`, 1) : []
    if (found) await askIn(tx, act, 'assessments:run', found.unitId)
    if (!found || !participant) throw new Conflict('It has been begun, settled or undone already')
    const id = await beginRepeat(tx, act, participant, { only: null, dueOn: found.dueOn, unitId: found.unitId })
    await tx.run(sql`update assessments.consequence set repeat_id = ${id} where id = ${consequenceId}`)
    return id
  })
}

/**
 * Asks within a deed, with the consequence held, whether whoever does it runs assessments in the unit that it falls on. Answers whether there is one.
 * @throws Forbidden
 */
async function askConsequence(tx: Tx, act: Act, id: string): Promise<boolean> {
  const one = await tx.maybe<{ unitId: string }>(
    sql`select unit_id as "unitId" from assessments.consequence where id = ${id} for update`,
  )
  if (one) await askIn(tx, act, 'assessments:run', one.unitId)
  return one !== null
}

export async function markSent(db: Db, act: Act, id: string, today: Day): Promise<void> {
  await db.transaction(async (tx) => {
    await askConsequence(tx, act, id)
    const written = await tx.run(sql`
      update assessments.consequence set sent_on = ${today}, sent_by = ${byOf(act)} where id = ${id} and kind = 'escalate' and sent_on is null and settled_on is null and undone_at is null`)
    if (written === 0) throw new Conflict('The letter has been sent, or the matter settled or undone, already')
    await audit(tx, act, 'consequence.sent', { kind: 'consequence', id })
  })
}

export async function settle(db: Db, act: Act, id: string, today: Day, note: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askConsequence(tx, act, id)
    const written = await tx.run(sql`
      update assessments.consequence set settled_on = ${today}, settled_by = ${byOf(act)}, note = ${note} where id = ${id} and settled_on is null and undone_at is null`)
    if (written === 0) throw new Conflict('This has been settled or undone already')
    await audit(tx, act, 'consequence.settled', { kind: 'consequence', id })
  })
}

/** What became of taking consequences back: how many, and why others could not be. */
export interface Undone {
  readonly undone: number
  /** Repeats that had begun and end with it. */
  readonly ended: number
  readonly kept: readonly string[]
}

/** Takes a consequence back, with the reason. It stays on record. A repeat that was begun for it alone ends; its answers stay too. */
export async function undo(db: Db, act: Act, id: string, why: string): Promise<Undone> {
  return db.transaction(async (tx) => {
    const isThere = await askConsequence(tx, act, id)
    const [one] = isThere ? await consequences(tx, sql`q.id = ${id}`, dayOf(act.at), 1) : []
    if (!one) throw new NotFound()
    const obstacle = undoObstacle(one)
    if (obstacle) throw new Conflict('This cannot be undone', obstacle)
    return { undone: 1, ended: await undoIn(tx, act, one, why), kept: [] }
  })
}

/** Takes back whatever would not follow from the rule as it is now. What cannot be undone is answered, with its unit. */
export async function undoWhatFollowsNoMore(db: Db, act: Act, campaignId: string, why: string): Promise<Undone> {
  return db.transaction(async (tx) => {
    await askToRun(tx, act, campaignId)
    const campaign = await foundCampaign(tx, campaignId)
    const scale = lineScaleOf(await readyFramework(tx, campaign.frameworkId))
    await tx.run(sql`
      select from assessments.consequence q join assessments.participant p on p.id = q.participant_id where p.campaign_id = ${campaignId} for update of q`)
    const all = await consequences(tx, sql`p.campaign_id = ${campaignId} and q.undone_at is null`, dayOf(act.at), 5_000)
    const wrong = all.filter((one) => noLongerFollows(one, campaign.repeatBelow, scale))
    const free = wrong.filter((one) => undoObstacle(one) === null)
    let ended = 0
    for (const one of free) ended += await undoIn(tx, act, one, why)
    return {
      undone: free.length,
      ended,
      kept: wrong.flatMap((one) => {
        const obstacle = undoObstacle(one)
        return obstacle ? [`${one.unit}: ${obstacle}`] : []
      }),
    }
  })
}

/** Answers 1 where a repeat ended with it, else 0. */
async function undoIn(tx: Tx, act: Act, one: Consequence, why: string): Promise<number> {
  await tx.run(sql`
    update assessments.consequence set undone_at = ${act.at}, undone_by = ${byOf(act)}, undone_why = ${why} where id = ${one.id}`)
  const ended = one.repeatId
    ? await tx.run(sql`
        update assessments.participant p set state = 'withdrawn', ended_why = ${why}, version = version + 1
        where p.id = ${one.repeatId} and p.state in ('answering', 'submitted')
          and not exists (select from assessments.finding n where n.rescored_by = p.id)
          and not exists (select from assessments.consequence q where q.repeat_id = p.id and q.undone_at is null)`)
    : 0
  await audit(
    tx,
    act,
    'consequence.undone',
    { kind: 'consequence', id: one.id },
    { participant: one.participantId, why, repeat: ended > 0 ? one.repeatId : null },
  )
  return ended
}
