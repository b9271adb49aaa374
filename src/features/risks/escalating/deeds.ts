import { actingPerson } from '#features/people/index.ts'
import { mayIn } from '#platform/access/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { asAskedByRoom, changeIn } from '#platform/register/index.ts'
import { writeReview } from '../ratings.ts'
import { risks } from '../registers.ts'
import { openRiskOf } from './store.ts'

/** Owners look again at what they own, and whoever is asked takes a risk. */
const ASKED = asAskedByRoom(risks, 'owners and those who are asked to hold a risk decide on it')

/** Refuses who neither owns an open risk, nor looks after the register where it is held: asked with the risk locked. @throws Forbidden */
async function checkMayDecide(tx: Tx, act: Act, riskId: string): Promise<void> {
  const person = await actingPerson(tx, act)
  const risk = await openRiskOf(tx, riskId, person.id, dayOf(act.at))
  if (!risk?.isTheirs && !mayIn(person, 'risks:change', risk?.unitId ?? null)) throw new Forbidden(NOT_THEIRS)
}

/** Said to those who may not look at a risk again, or escalate it. */
export const NOT_THEIRS =
  'Only its owner, whoever acts for them, or somebody who looks after the register of this unit can do this'

/** Somebody looked at a risk: how it stands now, what they say, and when it is looked at again. */
export async function reviewRisk(
  db: Db,
  act: Act,
  riskId: string,
  given: {
    readonly version: number
    readonly likelihoodId: string
    readonly impactId: string
    readonly note: string
    readonly reviewOn: Day
  },
): Promise<void> {
  await db.transaction(async (tx) => {
    const open = await tx.maybe(sql`select from risks.risk where id = ${riskId} and closed_on is null for update`)
    if (!open) throw new Conflict('This risk is closed')
    await checkMayDecide(tx, act, riskId)
    const value = { likelihood_id: given.likelihoodId, impact_id: given.impactId, review_on: given.reviewOn }
    await changeIn(tx, act, ASKED, { id: riskId, version: given.version, value })
    await writeReview(tx, act, riskId, given.note)
    await audit(tx, act, 'risk.reviewed', { kind: 'risk', id: riskId })
  })
}

/** Asks somebody in a unit above or below to hold a risk. It stays where it is until they take it. */
export async function escalate(
  db: Db,
  act: Act,
  riskId: string,
  to: { readonly unitId: string; readonly ownerId: string; readonly why: string },
): Promise<string> {
  const id = newId(act.at.getTime())
  await db.transaction(async (tx) => {
    const risk = await tx.maybe<{ unitId: string; ownerId: string | null }>(
      sql`select unit_id as "unitId", owner_id as "ownerId" from risks.risk where id = ${riskId} and closed_on is null for update`,
    )
    if (!risk) throw new Conflict('This risk is closed')
    await checkMayDecide(tx, act, riskId)
    if (await tx.maybe(sql`select from risks.escalation where risk_id = ${riskId} and outcome is null`))
      throw new Conflict('An escalation of this risk waits for an answer already')
    await tx.run(sql`
      insert into risks.escalation (id, risk_id, from_unit_id, to_unit_id, from_owner_id, to_owner_id, why, at, by_person_id)
      values (${id}, ${riskId}, ${risk.unitId}, ${to.unitId}, ${risk.ownerId}, ${to.ownerId}, ${to.why}, ${act.at}, ${byOf(act)})`)
    await audit(tx, act, 'risk.escalated', { kind: 'risk', id: riskId }, { unit: to.unitId, owner: to.ownerId })
  })
  return id
}

/** Whoever was asked takes the risk, which is theirs from then on, or sends it back with a reason. */
export async function answerEscalation(
  db: Db,
  act: Act,
  escalationId: string,
  { outcome, answer }: { readonly outcome: 'taken' | 'refused'; readonly answer: string | null },
): Promise<string> {
  return db.transaction(async (tx) => {
    const asked = await tx.maybe<{
      riskId: string
      unitId: string
      ownerId: string
      byId: string | null
      outcome: string | null
      version: number
    }>(sql`
      select e.risk_id as "riskId", e.to_unit_id as "unitId", e.to_owner_id as "ownerId", e.by_person_id as "byId", e.outcome, r.version
      from risks.escalation e join risks.risk r on r.id = e.risk_id where e.id = ${escalationId} for update of e, r`)
    if (!asked) throw new NotFound()
    if (asked.outcome) throw new Conflict('This escalation has been answered already')
    const by = byOf(act)
    const mayChange = mayIn(await actingPerson(tx, act), 'risks:change', asked.unitId)
    if (by !== asked.ownerId && (!mayChange || by === asked.byId))
      throw new Forbidden('Only whoever was asked can answer, or somebody else who looks after the register')
    await tx.run(sql`
      update risks.escalation set outcome = ${outcome}, answer = ${answer}, answered_at = ${act.at}, answered_by = ${by} where id = ${escalationId}`)
    if (outcome === 'taken')
      await changeIn(tx, act, ASKED, {
        id: asked.riskId,
        version: asked.version,
        value: { unit_id: asked.unitId, owner_id: asked.ownerId },
      })
    await audit(tx, act, `risk.escalation-${outcome}`, { kind: 'risk', id: asked.riskId })
    return asked.riskId
  })
}
