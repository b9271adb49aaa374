import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { Status, Verdict, Voices } from '../model.ts'

/** Who has spoken on each of these actions. */
export async function voicesOfMany(db: Queries, actionIds: readonly string[]): Promise<Map<string, Voices>> {
  const rows = await db.many<Voices & { id: string }>(
    prepared(sql`
    select wanted.id, a.unit_id as "unitId", p.unit_id as "planUnitId",
      array(select role_id from plans.owner where action_id = wanted.id and role_id is not null) as "ownerRoleIds",
      array(select person_id from plans.owner where action_id = wanted.id and person_id is not null) as "ownerPersonIds",
      array(select distinct by_person_id from plans.claim where action_id = wanted.id and by_person_id is not null) as "claimedBy",
      array(select distinct by_person_id from plans.verdict where action_id = wanted.id) as "judgedBy",
      c.id as "latestClaimId", v.id is not null as "latestClaimIsJudged"
    from unnest(${actionIds}::uuid[]) as wanted (id)
      left join plans.action a on a.id = wanted.id left join plans.plan p on p.id = a.plan_id
      left join lateral (select id from plans.claim where action_id = wanted.id and deliverable_id is null order by claimed_on desc, at desc, id desc limit 1) c on true
      left join plans.verdict v on v.claim_id = c.id`),
  )
  return new Map(rows.map(({ id, ...voices }) => [id, voices]))
}

export async function voicesOf(db: Queries, actionId: string): Promise<Voices> {
  const voices = (await voicesOfMany(db, [actionId])).get(actionId)
  if (!voices) throw new NotFound()
  return voices
}

export async function writeClaim(
  tx: Tx,
  claim: {
    id: string
    actionId: string
    deliverableId?: string
    on: Day
    at: Date
    by: string
    status: Status
    words: string | null
    note: string | null
  },
): Promise<void> {
  await tx.run(sql`
    insert into plans.claim (id, action_id, deliverable_id, claimed_on, at, by_person_id, status, words, note)
    values (${claim.id}, ${claim.actionId}, ${claim.deliverableId ?? null}, ${claim.on}, ${claim.at}, ${claim.by}, ${claim.status}, ${claim.words}, ${claim.note})`)
}

export async function writeVerdict(
  tx: Tx,
  verdict: {
    id: string
    actionId: string
    claimId: string
    on: Day
    at: Date
    by: string
    verdict: Verdict
    note: string
  },
): Promise<void> {
  await tx.run(sql`
    insert into plans.verdict (id, action_id, claim_id, judged_on, at, by_person_id, verdict, note)
    values (${verdict.id}, ${verdict.actionId}, ${verdict.claimId}, ${verdict.on}, ${verdict.at}, ${verdict.by}, ${verdict.verdict}, ${verdict.note})`)
}
