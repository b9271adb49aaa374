import { actingPerson, appointmentsOn, askIn, namedRows, presentOn, rolesThatMay } from '#features/people/index.ts'
import { checkMayIn, mayIn } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { type Campaign, isUnderWay, type Obligation, type Participant } from '../model.ts'
import { startingPoints, writeStartingPoints } from '../responses/starting.ts'
import { refreshBefore } from '../results/before.ts'
import { askToRun } from '../rights.ts'
import { refreshStanding } from '../standing.ts'
import { readyFramework } from '../store.ts'
import { goOnAs } from './store.ts'

interface UnitFacts {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly leadId: string | null
}

/** Units with whom they would be led by: a champion or local information manager of theirs, or anybody there who may answer. */
function unitsWithLeads(tx: Tx, unitIds: readonly string[], today: Day): Promise<UnitFacts[]> {
  return tx.many(sql`
    select u.id, u.name, u.kind, l.person_id as "leadId" from people.unit u
    left join lateral (
      select a.person_id from ${appointmentsOn(today)} a join ${namedRows('role')} r on r.id = a.role_id join ${presentOn(today)} p on p.id = a.person_id
      where a.unit_id = u.id and r.id in (${rolesThatMay('assessments:answer')})
      order by (r.name ilike '%champion%') desc, (r.name ilike '%information manager%') desc, a.from_on, a.id limit 1) l on true
    where u.id = any(${unitIds}::uuid[]) and coalesce(u.closed_on > ${today}, true)`)
}

/** Asks units to take part, or changes whether they must. Those that are not asked any more and have answered nothing are gone; others must be withdrawn with a reason. */
export async function setUnits(
  db: Db,
  act: Act,
  campaign: Campaign,
  wanted: ReadonlyMap<string, Obligation>,
  today: Day,
): Promise<{ readonly added: number; readonly kept: readonly string[] }> {
  return db.transaction(async (tx) => {
    await refuseClosed(tx, campaign.id)
    await askToRun(tx, act, campaign.id)
    const there = await tx.many<{
      id: string
      unitId: string
      unit: string
      obligation: Obligation
      answers: number
    }>(sql`
      select p.id, p.unit_id as "unitId", p.unit_name as unit, p.obligation,
        (select count(*) from assessments.answer a where a.participant_id = p.id and a.is_confirmed) as answers
      from assessments.participant p where p.campaign_id = ${campaign.id} and p.repeat_of is null and p.state <> 'withdrawn'`)
    const person = await actingPerson(tx, act)
    for (const unitId of [...wanted.keys(), ...there.map((one) => one.unitId)])
      checkMayIn(person, 'assessments:run', unitId)
    const known = new Set(there.map(({ unitId }) => unitId))
    const fresh = [...wanted].filter(([id]) => !known.has(id))
    const units = await unitsWithLeads(
      tx,
      fresh.map(([id]) => id),
      today,
    )
    for (const unit of units)
      await addParticipant(tx, act, campaign, unit, wanted.get(unit.id) ?? 'invited', campaign.closesOn)
    for (const { id, unitId, obligation } of there) {
      const now = wanted.get(unitId)
      if (now && now !== obligation)
        await tx.run(
          sql`update assessments.participant set obligation = ${now}, version = version + 1 where id = ${id}`,
        )
    }
    const leaving = there.filter(({ unitId }) => !wanted.has(unitId))
    const gone = leaving.filter(({ answers }) => answers === 0)
    await tx.run(sql`
      update assessments.participant set state = 'withdrawn', ended_why = 'Not asked any more', version = version + 1
      where id = any(${gone.map(({ id }) => id)}::uuid[])`)
    await audit(
      tx,
      act,
      'campaign.units',
      { kind: 'campaign', id: campaign.id },
      { added: units.map(({ id }) => id), withdrawn: gone.map(({ id }) => id) },
    )
    return { added: units.length, kept: leaving.filter(({ answers }) => answers > 0).map(({ unit }) => unit) }
  })
}

/** Adds a unit with what it begins with. Answers its participant's id. */
async function addParticipant(
  tx: Tx,
  act: Act,
  campaign: Pick<Campaign, 'id' | 'frameworkId' | 'previousId'>,
  unit: UnitFacts,
  obligation: Obligation,
  dueOn: Day,
): Promise<string> {
  const id = newId(act.at.getTime())
  await tx.run(sql`
    insert into assessments.participant (id, campaign_id, unit_id, unit_name, unit_kind, obligation, state, due_on, lead_id)
    values (${id}, ${campaign.id}, ${unit.id}, ${unit.name}, ${unit.kind}, ${obligation}, 'answering', ${dueOn}, ${unit.leadId})`)
  const points = await startingPoints(tx, unit.id, await readyFramework(tx, campaign.frameworkId), campaign.previousId)
  await writeStartingPoints(tx, id, points, act.at)
  await refreshStanding(tx, id)
  await refreshBefore(tx, id)
  return id
}

/** Throws Conflict where the campaign is closed; it stays as it is until the end of the transaction. */
async function refuseClosed(tx: Tx, id: string): Promise<void> {
  const { state } = await tx.one<{ state: string }>(
    sql`select state from assessments.campaign where id = ${id} for update`,
  )
  if (state === 'closed') throw new Conflict('The campaign has closed', 'Open it again to change who takes part.')
}

/** Asks within a deed whether whoever does it runs assessments in the unit of a participant. @throws Forbidden */
async function askParticipant(tx: Tx, act: Act, id: string): Promise<void> {
  const one = await tx.maybe<{ unitId: string }>(
    sql`select unit_id as "unitId" from assessments.participant where id = ${id} for update`,
  )
  if (one) await askIn(tx, act, 'assessments:run', one.unitId)
}

export interface Managed {
  readonly leadId: string | null
  readonly dueOn: Day
  readonly obligation: Obligation
}

/** Changes who leads, until when, and whether the unit must. */
export async function manageParticipant(
  db: Db,
  act: Act,
  { id, campaignId }: Pick<Participant, 'id' | 'campaignId'>,
  version: number,
  managed: Managed,
): Promise<void> {
  await db.transaction(async (tx) => {
    await refuseClosed(tx, campaignId)
    await askParticipant(tx, act, id)
    const written = await tx.run(sql`
      update assessments.participant set lead_id = ${managed.leadId}, due_on = ${managed.dueOn}, obligation = ${managed.obligation}, version = version + 1
      where id = ${id} and version = ${version}`)
    if (written === 0) throw new Conflict('Somebody else has changed this meanwhile')
    await audit(
      tx,
      act,
      'participant.changed',
      { kind: 'participant', id },
      { lead: managed.leadId, due: managed.dueOn, obligation: managed.obligation },
    )
  })
}

/** Says who leads a health check that nobody leads, or only somebody who has left by a day. Throws Conflict where somebody leads it by now. */
export async function nameLead(
  db: Db,
  act: Act,
  { id, campaignId, unitId }: Pick<Participant, 'id' | 'campaignId' | 'unitId'>,
  leadId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await refuseClosed(tx, campaignId)
    const person = await actingPerson(tx, act)
    if (!mayIn(person, 'assessments:run', unitId)) checkMayIn(person, 'assessments:moderate', unitId)
    const written = await tx.run(sql`
      update assessments.participant p set lead_id = ${leadId}, version = version + 1
      where p.id = ${id} and p.state = 'answering' and not exists (select from ${presentOn(dayOf(act.at))} l where l.id = p.lead_id)`)
    if (written === 0) throw new Conflict('Somebody leads this assessment by now')
    await audit(tx, act, 'participant.lead-named', { kind: 'participant', id }, { lead: leadId })
  })
}

/** Ends a unit's part, with the reason: by the unit that was invited, or by whoever runs the campaign. */
export async function endParticipant(
  db: Db,
  act: Act,
  { id, campaignId }: Pick<Participant, 'id' | 'campaignId'>,
  state: 'declined' | 'withdrawn',
  why: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await refuseClosed(tx, campaignId)
    // A unit declines by itself.
    if (state === 'withdrawn') await askParticipant(tx, act, id)
    const may =
      state === 'declined'
        ? sql`state = 'answering' and obligation = 'invited'`
        : sql`state in ('answering', 'submitted', 'declined')`
    const written = await tx.run(sql`
      update assessments.participant set state = ${state}, ended_why = ${why}, version = version + 1 where id = ${id} and ${may}`)
    if (written === 0)
      throw new Conflict(
        state === 'declined'
          ? 'Only a unit that was invited, and has not handed in, can decline'
          : 'This part of the campaign has ended already',
      )
    await audit(tx, act, `participant.${state}`, { kind: 'participant', id })
  })
}

/**
 * Another unit goes on where this one was: after a reorganisation, half-way through a campaign. Answers, evidence and moderation stay;
 * what is asked follows the new unit's kind.
 */
export async function handOver(
  db: Db,
  act: Act,
  participant: Participant,
  toUnitId: string,
  why: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await refuseClosed(tx, participant.campaignId)
    await askParticipant(tx, act, participant.id)
    await askIn(tx, act, 'assessments:run', toUnitId)
    if (!isUnderWay(participant))
      throw new Conflict(
        'Only an assessment that is under way can be handed over',
        'What has ended stays with its unit.',
      )
    const to = await tx.maybe<{ name: string }>(
      sql`select name from people.unit where id = ${toUnitId} and coalesce(closed_on > ${dayOf(act.at)}, true)`,
    )
    if (!to) throw new NotFound('There is no such unit, or it has been closed')
    const taken = await tx.maybe(sql`
      select from assessments.participant where campaign_id = ${participant.campaignId} and unit_id = ${toUnitId} and id <> ${participant.id} and state <> 'withdrawn'`)
    if (taken)
      throw new Conflict(`${to.name} takes part in this campaign itself`, 'Withdraw one of the two, and say why.')
    const written = await tx.run(
      sql`${goOnAs(toUnitId)} and p.id = ${participant.id} and p.version = ${participant.version}`,
    )
    if (written === 0) throw new Conflict('Somebody else has changed this meanwhile')
    await refreshStanding(tx, participant.id)
    await refreshBefore(tx, participant.id)
    await audit(
      tx,
      act,
      'participant.handed-over',
      { kind: 'participant', id: participant.id },
      { from: participant.unitId, to: toUnitId, why },
    )
  })
}
