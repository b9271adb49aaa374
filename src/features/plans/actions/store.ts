import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isChange, ownDay } from '../conditions.ts'
import type { Kind, Reading } from '../dates/index.ts'
import type { StandingStatus, Status, Verdict, Voices } from '../model.ts'
import { ownersInWords } from '../owners-in-words.ts'

export interface Action {
  readonly id: string
  readonly planId: string
  readonly planTitle: string
  readonly planOn: Day
  readonly recommendationId: string
  readonly recommendationRef: string | null
  readonly recommendationText: string | null
  readonly ref: string | null
  readonly text: string
  readonly priority: string | null
  readonly unit: string | null
  readonly version: number
  readonly madeAt: Date
  /** The day since which it is promised. */
  readonly ownDay: Day
  readonly targetText: string | null
  readonly kind: Kind
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly why: string | null
  /** Which of its target dates stands; null where it has none. */
  readonly targetId: string | null
  /** The cell of its owners as the document has it, where that holds more or other words than they do. */
  readonly ownersCell: string | null
  readonly status: StandingStatus
  /** Whose latest claim it is: somebody's, or that of the document that was imported; null without a claim. */
  readonly claimedBy: 'person' | 'document' | null
  readonly verdict: Verdict | null
  readonly awaitsVerdict: boolean
  readonly deliverableDue: Day | null
  readonly slips: number
  /** Days of its moves to a later day; moves to an earlier one take none away. */
  readonly slippedDays: number
  /** How often its date was moved earlier, and by how many days in all. */
  readonly forwards: number
  readonly forwardDays: number
  readonly milestoneId: string | null
  readonly milestone: string | null
  /** The version of the document that no longer had it. */
  readonly absentSince: string | null
}

export function findAction(db: Queries, id: string): Promise<Action | null> {
  return db.maybe(sql`
    select a.id, a.plan_id as "planId", p.title as "planTitle", p.plan_on as "planOn", r.id as "recommendationId", r.ref as "recommendationRef", r.text as "recommendationText",
      a.ref, a.text, a.priority, u.name as unit, a.version, a.made_at as "madeAt", ${ownDay()} as "ownDay", a.target_text as "targetText", a.target_kind as kind, a.target_earliest as earliest,
      (select id from plans.target where action_id = a.id order by set_on desc, at desc, id desc limit 1) as "targetId", a.source->>'ownersCell' as "ownersCell",
      a.target_latest as latest, a.target_why as why, a.status, a.verdict,
      (select case when c.by_person_id is null then 'document' else 'person' end from plans.claim c
        where c.action_id = a.id and c.deliverable_id is null order by c.claimed_on desc, c.at desc, c.id desc limit 1) as "claimedBy",
      a.awaits_verdict as "awaitsVerdict", a.deliverable_due as "deliverableDue", a.slips, a.slipped_days as "slippedDays",
      f.forwards, f.days as "forwardDays",
      a.milestone_id as "milestoneId", (select name from plans.milestone where id = a.milestone_id) as milestone,
      (select file_name from plans.revision where id = a.absent_since) as "absentSince"
    from plans.action a join plans.plan p on p.id = a.plan_id join plans.recommendation r on r.id = a.recommendation_id
      left join people.unit u on u.id = a.unit_id
      cross join lateral (
        select count(*) as forwards, coalesce(-sum(slip_days), 0) as days from plans.target t
        where t.action_id = a.id and ${isChange('t')} and slip_days < 0) f
    where a.id = ${id}`)
}

export interface Owner {
  readonly position: number
  readonly words: string
  readonly roleId: string | null
  readonly personId: string | null
  readonly name: string | null
}

export function ownersOf(db: Queries, actionId: string): Promise<Owner[]> {
  return db.many(sql`
    select o.position, o.words, o.role_id as "roleId", o.person_id as "personId", coalesce(r.name, p.name) as name
    from plans.owner o left join people.role r on r.id = o.role_id left join people.person p on p.id = o.person_id
    where o.action_id = ${actionId} order by o.position`)
}

/** Who has spoken on each of these actions. */
export async function voicesOfMany(db: Queries, actionIds: readonly string[]): Promise<Map<string, Voices>> {
  const rows = await db.many<Voices & { id: string }>(sql`
    select wanted.id,
      array(select role_id from plans.owner where action_id = wanted.id and role_id is not null) as "ownerRoleIds",
      array(select person_id from plans.owner where action_id = wanted.id and person_id is not null) as "ownerPersonIds",
      array(select distinct by_person_id from plans.claim where action_id = wanted.id and by_person_id is not null) as "claimedBy",
      array(select distinct by_person_id from plans.verdict where action_id = wanted.id) as "judgedBy",
      c.id as "latestClaimId", v.id is not null as "latestClaimIsJudged"
    from unnest(${actionIds}::uuid[]) as wanted (id)
      left join lateral (select id from plans.claim where action_id = wanted.id and deliverable_id is null order by claimed_on desc, at desc, id desc limit 1) c on true
      left join plans.verdict v on v.claim_id = c.id`)
  return new Map(rows.map(({ id, ...voices }) => [id, voices]))
}

export async function voicesOf(db: Queries, actionId: string): Promise<Voices> {
  const voices = (await voicesOfMany(db, [actionId])).get(actionId)
  if (!voices) throw new NotFound()
  return voices
}

/** One dated row of an action's history. */
export interface Happening {
  readonly what: 'claim' | 'verdict' | 'target' | 'commentary' | 'change'
  readonly on: Day
  readonly at: Date
  readonly by: string | null
  readonly text: string | null
  readonly detail: string | null
  readonly cause: string | null
  readonly reason: string | null
  readonly kind: Kind | null
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly slipDays: number | null
  readonly id: string
}

/** Everything that has happened to an action, the latest first. */
export function historyOf(db: Queries, actionId: string): Promise<Happening[]> {
  return db.many(sql`
    select h.*, p.name as by from (
      select 'claim' as what, claimed_on as on, c.at, by_person_id, words as text, c.status as detail, d.text as cause, note as reason,
        null as kind, null::date as earliest, null::date as latest, null::integer as "slipDays", c.id
      from plans.claim c left join plans.deliverable d on d.id = c.deliverable_id where c.action_id = ${actionId}
      union all
      select 'verdict', judged_on, v.at, v.by_person_id, null, v.verdict, d.text, v.note, null, null, null, null, v.id
      from plans.verdict v join plans.claim c on c.id = v.claim_id left join plans.deliverable d on d.id = c.deliverable_id where v.action_id = ${actionId}
      union all
      select 'target', set_on, at, by_person_id, text, why, cause, reason, kind, earliest, latest, slip_days, id from plans.target where action_id = ${actionId}
      union all
      select 'commentary', said_on, at, by_person_id, text, null, null, null, null, null, null, null, id from plans.commentary where action_id = ${actionId}
      union all
      select 'change', changed_on, at, by_person_id, after, before, field, null, null, null, null, null, id from plans.change where action_id = ${actionId}
    ) h left join people.person p on p.id = h.by_person_id
    order by h.on desc, h.at desc, h.id desc limit 500`)
}

/** Takes hold of an action until the transaction ends, so that the rules are asked of what is true. */
export function lockAction(tx: Tx, id: string): Promise<{ planOn: Day } | null> {
  return tx.maybe(
    sql`select p.plan_on as "planOn" from plans.action a join plans.plan p on p.id = a.plan_id where a.id = ${id} for update of a`,
  )
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

export interface StandingTarget extends Reading {
  readonly id: string
  readonly text: string
  readonly setOn: Day
}

export function standingTarget(db: Queries, actionId: string): Promise<StandingTarget | null> {
  return db.maybe(sql`
    select id, text, kind, earliest, latest, why, set_on as "setOn" from plans.target
    where action_id = ${actionId} order by set_on desc, at desc, id desc limit 1`)
}

export async function writeTarget(
  tx: Tx,
  target: Reading & {
    id: string
    actionId: string
    setOn: Day
    at: Date
    by: string
    cause: 'first' | 'correction' | 'change'
    text: string
    alternatives: readonly Reading[]
    slipDays: number | null
    reason: string | null
  },
): Promise<void> {
  await tx.run(sql`
    insert into plans.target (id, action_id, set_on, at, by_person_id, cause, text, kind, earliest, latest, why, alternatives, slip_days, reason)
    values (${target.id}, ${target.actionId}, ${target.setOn}, ${target.at}, ${target.by}, ${target.cause}, ${target.text}, ${target.kind},
      ${target.earliest}, ${target.latest}, ${target.why}, ${JSON.stringify(target.alternatives)}, ${target.slipDays}, ${target.reason})`)
}

export async function writeCommentary(
  tx: Tx,
  said: { id: string; actionId: string; on: Day; at: Date; by: string; text: string },
): Promise<void> {
  await tx.run(sql`
    insert into plans.commentary (id, plan_id, action_id, said_on, at, by_person_id, text)
    select ${said.id}, plan_id, id, ${said.on}, ${said.at}, ${said.by}, ${said.text} from plans.action where id = ${said.actionId}`)
}

/** The version of an action, and its owners in words. */
export function ownersNow(tx: Tx, actionId: string): Promise<{ version: number; before: string | null }> {
  return tx.one(
    sql`select a.version, ${ownersInWords(sql`a.id`)} as before from plans.action a where a.id = ${actionId}`,
  )
}

/** Keeps what some words of an action were and what they became. */
export async function writeChange(
  tx: Tx,
  change: {
    id: string
    actionId: string
    at: Date
    by: string
    field: 'owners'
    before: string | null
    after: string | null
  },
): Promise<void> {
  await tx.run(sql`
    insert into plans.change (id, plan_id, action_id, changed_on, at, by_person_id, field, before, after)
    select ${change.id}, plan_id, id, ${dayOf(change.at)}, ${change.at}, ${change.by}, ${change.field}, ${change.before}, ${change.after}
    from plans.action where id = ${change.actionId}`)
}

/** Puts these owners in place of those that an action has. */
export async function writeOwners(
  tx: Tx,
  actionId: string,
  owners: readonly { words: string; roleId: string | null; personId: string | null }[],
): Promise<void> {
  await tx.run(sql`delete from plans.owner where action_id = ${actionId}`)
  const values = owners.map((owner, position) => ({
    position,
    words: owner.words,
    role_id: owner.roleId,
    person_id: owner.personId,
  }))
  await tx.run(sql`
    insert into plans.owner (action_id, position, words, role_id, person_id)
    select ${actionId}, position, words, role_id, person_id
    from jsonb_to_recordset(${JSON.stringify(values)}) as r (position integer, words text, role_id uuid, person_id uuid)`)
  await tx.run(sql`update plans.action set version = version + 1 where id = ${actionId}`)
}

/** Words that stand for owners of a plan and fit no role or person yet, with how many actions they own. */
export function unmatchedOwners(db: Queries, planId: string): Promise<{ words: string; actions: number }[]> {
  return db.many(sql`
    select min(o.words) as words, count(*) as actions from plans.owner o join plans.action a on a.id = o.action_id
    where a.plan_id = ${planId} and o.role_id is null and o.person_id is null
    group by lower(o.words) order by lower(o.words) limit 200`)
}

/** Makes these words of a plan mean a role or a person, wherever they stand. Answers how many actions. */
export function matchOwner(
  tx: Tx,
  planId: string,
  words: string,
  match: { kind: 'role' | 'person'; id: string },
): Promise<number> {
  return tx.run(sql`
    update plans.owner o set role_id = ${match.kind === 'role' ? match.id : null}, person_id = ${match.kind === 'person' ? match.id : null}
    from plans.action a where a.id = o.action_id and a.plan_id = ${planId} and lower(o.words) = lower(${words})
      and o.role_id is null and o.person_id is null`)
}
