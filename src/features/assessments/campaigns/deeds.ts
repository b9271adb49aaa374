import { askIn } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { BadRequest, Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Campaign } from '../model.ts'
import { refreshBefore } from '../results/before.ts'
import { askToRun } from '../rights.ts'
import { foundCampaign } from '../store.ts'

export interface CampaignFacts {
  readonly name: string
  readonly opensOn: Day
  readonly closesOn: Day
  readonly previousId: string | null
  readonly planId: string | null
  readonly remindDays: readonly number[]
}

export async function addCampaign(db: Db, act: Act, frameworkId: string, facts: CampaignFacts): Promise<string> {
  const id = newId(act.at.getTime())
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'assessments:run', null)
    const framework = await tx.maybe(
      sql`select from assessments.framework where id = ${frameworkId} and state = 'published' for share`,
    )
    if (!framework) throw new Conflict('This framework is not published any more', 'Choose another one.')
    await refuseTakenName(tx, facts.name, id)
    await tx.run(sql`
      insert into assessments.campaign (id, name, framework_id, previous_id, opens_on, closes_on, state, plan_id, remind_days, made_at, made_by)
      values (${id}, ${facts.name}, ${frameworkId}, ${facts.previousId}, ${facts.opensOn}, ${facts.closesOn}, 'preparing', ${facts.planId},
        ${facts.remindDays}::integer[], ${act.at}, ${byOf(act)})`)
    await audit(tx, act, 'campaign.added', { kind: 'campaign', id }, { name: facts.name, framework: frameworkId })
  })
  return id
}

async function refuseTakenName(tx: Tx, name: string, id: string): Promise<void> {
  if (await tx.maybe(sql`select from assessments.campaign where lower(name) = lower(${name}) and id <> ${id}`))
    throw new BadRequest(`There is a campaign called “${name}” already`, 'Give this one another name.')
}

/** Changes a campaign. Units whose last day was the campaign's move with it; those that were given longer keep theirs. */
export async function changeCampaign(
  db: Db,
  act: Act,
  campaign: Campaign,
  version: number,
  facts: CampaignFacts,
): Promise<void> {
  const { id } = campaign
  await db.transaction(async (tx) => {
    await askToRun(tx, act, id)
    await refuseTakenName(tx, facts.name, id)
    const written = await tx.run(sql`
      update assessments.campaign set name = ${facts.name}, opens_on = ${facts.opensOn}, closes_on = ${facts.closesOn}, previous_id = ${facts.previousId},
        plan_id = ${facts.planId}, remind_days = ${facts.remindDays}::integer[], version = version + 1
      where id = ${id} and version = ${version}`)
    if (written === 0) throw new Conflict('Somebody else has changed this campaign meanwhile')
    await tx.run(sql`
      update assessments.participant set due_on = ${facts.closesOn}
      where campaign_id = ${id} and state = 'answering' and due_on = ${campaign.closesOn} and repeat_of is null`)
    if (facts.previousId !== campaign.previousId) {
      const asked = await tx.many<{ id: string }>(
        sql`select id from assessments.participant where campaign_id = ${id} and state <> 'withdrawn'`,
      )
      for (const one of asked) await refreshBefore(tx, one.id)
    }
    await audit(tx, act, 'campaign.changed', { kind: 'campaign', id }, { opens: facts.opensOn, closes: facts.closesOn })
  })
}

export async function openCampaign(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askToRun(tx, act, id)
    const written = await tx.run(sql`
      update assessments.campaign set state = 'open', closed_at = null, version = version + 1 where id = ${id} and state in ('preparing', 'closed')
        and exists (select from assessments.participant p where p.campaign_id = ${id} and p.state <> 'withdrawn')`)
    if (written === 0)
      throw new Conflict('Cannot open the campaign: no unit is asked to take part, or it is open already')
    await audit(tx, act, 'campaign.opened', { kind: 'campaign', id })
  })
}

/** From now on nobody answers, replies or moderates in it, and nobody is asked to. */
export async function closeCampaign(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askToRun(tx, act, id)
    if (
      (await tx.run(
        sql`update assessments.campaign set state = 'closed', closed_at = ${act.at}, version = version + 1 where id = ${id} and state = 'open'`,
      )) === 0
    )
      throw new Conflict('The campaign is not open')
    await audit(tx, act, 'campaign.closed', { kind: 'campaign', id })
  })
}

/** Lets everybody who may see assessments see how units compare, or only those who run and moderate. */
export async function publishResults(db: Db, act: Act, id: string, isPublished: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    await askToRun(tx, act, id)
    if (
      (await tx.run(
        sql`update assessments.campaign set is_published = ${isPublished}, published_at = ${isPublished ? act.at : null} where id = ${id} and is_published <> ${isPublished} and (state <> 'preparing' or not ${isPublished})`,
      )) === 0
    ) {
      if (isPublished && (await foundCampaign(tx, id)).state === 'preparing')
        throw new Conflict('The campaign has not been opened, so it has no results')
      return
    }
    await audit(tx, act, isPublished ? 'results.published' : 'results.unpublished', { kind: 'campaign', id })
  })
}
