import { appointmentsOn, leftJoinName, presentOn } from '#features/people/index.ts'
import type { FrozenRows } from '#platform/audit/index.ts'
import { nameFile } from '#platform/blobs/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import type { StandingStatus, Verdict } from '../model.ts'
import { ownersInWords } from '../owners-in-words.ts'
import type { PlannedRound, Round, RoundFigures } from './model.ts'

const ROUND = sql`
  r.id, r.plan_id as "planId", r.name, r.due_on as "dueOn", r.opened_at as "openedAt", o.name as "openedBy", r.closed_at as "closedAt",
  c.name as "closedBy", r.figures`
const ROUND_FROM = sql`
  plans.round r ${leftJoinName('person', 'o', 'r.opened_by')} ${leftJoinName('person', 'c', 'r.closed_by')}`

export function roundsOf(db: Queries, planId: string): Promise<Round[]> {
  return db.many(
    sql`select ${ROUND} from ${ROUND_FROM} where r.plan_id = ${planId} and r.dropped_at is null order by r.due_on, r.id limit 200`,
  )
}

export function findRound(db: Queries, id: string): Promise<Round | null> {
  return db.maybe(sql`select ${ROUND} from ${ROUND_FROM} where r.id = ${id} and r.dropped_at is null`)
}

/** Takes hold of a round until the transaction ends. */
export function lockRound(
  tx: Tx,
  id: string,
): Promise<{ planId: string; openedAt: Date | null; closedAt: Date | null } | null> {
  return tx.maybe(sql`
    select plan_id as "planId", opened_at as "openedAt", closed_at as "closedAt" from plans.round where id = ${id} and dropped_at is null for update`)
}

export async function writeRounds(
  tx: Tx,
  planId: string,
  rounds: readonly (PlannedRound & { readonly id: string })[],
  at: Date,
  by: string | null,
): Promise<void> {
  await tx.run(sql`
    insert into plans.round (id, plan_id, name, due_on, made_at, made_by)
    select id, ${planId}, name, "dueOn", ${at}, ${by} from jsonb_to_recordset(${JSON.stringify(rounds)}) as n (id uuid, name text, "dueOn" date)`)
}

/** Opens a round over what is not finished. Answers how many actions that is. */
export async function open(tx: Tx, id: string, planId: string, at: Date, by: string): Promise<number> {
  await tx.run(sql`update plans.round set opened_at = ${at}, opened_by = ${by} where id = ${id}`)
  return tx.run(sql`
    insert into plans.round_action (round_id, action_id, status, verdict)
    select ${id}, a.id, a.status, a.verdict from plans.action a where a.plan_id = ${planId} and not a.is_finished`)
}

export async function close(
  tx: Tx,
  id: string,
  closing: {
    readonly at: Date
    readonly by: string
    readonly figures: RoundFigures
    readonly reports: readonly { readonly ending: string; readonly digest: Buffer; readonly size: number }[]
  },
): Promise<void> {
  for (const { ending, digest, size } of closing.reports) {
    await nameFile(tx, { digest, size })
    await tx.run(
      sql`insert into plans.round_report (round_id, ending, digest, size) values (${id}, ${ending}, ${digest}, ${size})`,
    )
  }
  await tx.run(
    sql`update plans.round set closed_at = ${closing.at}, closed_by = ${closing.by}, figures = ${JSON.stringify(closing.figures)} where id = ${id}`,
  )
}

export function drop(tx: Tx, id: string, at: Date): Promise<number> {
  return tx.run(
    sql`update plans.round set dropped_at = ${at} where id = ${id} and opened_at is null and dropped_at is null`,
  )
}

export interface RoundAction {
  readonly id: string
  readonly ref: string | null
  readonly text: string
  readonly owners: string | null
  readonly before: StandingStatus
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  readonly awaitsVerdict: boolean
  /** Whether its owner has claimed, and an assessor judged, since the round was opened. */
  readonly isUpdated: boolean
  readonly isJudged: boolean
}

/** The actions of a round, those that still wait for their owner first. */
export function roundActions(
  db: Queries,
  round: Pick<Round, 'id' | 'openedAt' | 'closedAt'>,
  limit: number,
): Promise<RoundAction[]> {
  const until = round.closedAt ?? 'infinity'
  return db.many(sql`
    select a.id, a.ref, a.text, ${ownersInWords(sql`a.id`)} as owners, ra.status as before, a.status, a.verdict, a.awaits_verdict as "awaitsVerdict",
      exists (select from plans.claim c where c.action_id = a.id and c.at >= ${round.openedAt} and c.at <= ${until}::timestamptz) as "isUpdated",
      exists (select from plans.verdict v where v.action_id = a.id and v.at >= ${round.openedAt} and v.at <= ${until}::timestamptz) as "isJudged"
    from plans.round_action ra join plans.action a on a.id = ra.action_id where ra.round_id = ${round.id}
    order by "isUpdated", a.position limit ${limit}`)
}

export interface RoundProgress {
  readonly actions: number
  readonly updated: number
  readonly awaiting: number
  /** Actions whose owner is somebody who has left since the round was opened, or nobody. */
  readonly ownerless: number
}

/** How far a round has come. An owner who leaves in the middle leaves actions that nobody can update: they are counted. */
export function progressOf(db: Queries, round: Pick<Round, 'id' | 'openedAt'>, today: Day): Promise<RoundProgress> {
  return db.one(sql`
    select count(*) as actions,
      count(*) filter (where exists (select from plans.claim c where c.action_id = a.id and c.at >= ${round.openedAt})) as updated,
      count(*) filter (where a.awaits_verdict) as awaiting,
      count(*) filter (where not exists (
        select from plans.owner o left join ${presentOn(today)} p on p.id = o.person_id
        where o.action_id = a.id and (
          p.id is not null
          or exists (select from ${appointmentsOn(today)} ap join ${presentOn(today)} h on h.id = ap.person_id where ap.role_id = o.role_id)))) as ownerless
    from plans.round_action ra join plans.action a on a.id = ra.action_id where ra.round_id = ${round.id}`)
}

/** The rows of a review that its close freezes, beside the files of its report. */
export const FROZEN: readonly FrozenRows[] = [
  {
    name: 'review',
    table: ['plans', 'round'],
    of: 'id',
    by: 'id',
    values: ['plan_id', 'name', 'due_on', 'made_by', 'opened_by', 'closed_by', 'figures'],
    instants: ['made_at', 'opened_at', 'closed_at', 'dropped_at'],
  },
  {
    name: 'actions',
    table: ['plans', 'round_action'],
    of: 'round_id',
    by: 'action_id',
    values: ['status', 'verdict'],
    instants: [],
  },
]

export interface FrozenReport {
  readonly ending: string
  readonly digest: Buffer
  readonly size: number
}

export function reportsOf(db: Queries, roundId: string): Promise<FrozenReport[]> {
  return db.many(sql`select ending, digest, size from plans.round_report where round_id = ${roundId} order by ending`)
}

export interface KeptRound {
  readonly id: string
  readonly name: string
  readonly openedAt: Date | null
  readonly openedBy: string | null
  readonly closedAt: Date | null
  readonly closedBy: string | null
}

/** Every review of a plan with who opened and closed it, by their ids. */
export function keptRounds(db: Queries, planId: string): Promise<KeptRound[]> {
  return db.many(sql`
    select id, name, opened_at as "openedAt", opened_by as "openedBy", closed_at as "closedAt", closed_by as "closedBy"
    from plans.round where plan_id = ${planId} and dropped_at is null order by due_on, id`)
}

/** Ids of the plans with a closed review, a page of them from one on. */
export async function closedPlanIds(db: Queries, after: string | null, most: number): Promise<string[]> {
  const rows = await db.many<{ id: string }>(sql`
    select distinct plan_id as id from plans.round
    where closed_at is not null and dropped_at is null and (${after}::uuid is null or plan_id > ${after}) order by plan_id limit ${most}`)
  return rows.map(({ id }) => id)
}

/** Whether a plan, as the log names it, has a closed review. */
export const hasClosed = async (db: Queries, planId: string): Promise<boolean> =>
  (await db.maybe(
    sql`select from plans.round where plan_id::text = ${planId} and closed_at is not null and dropped_at is null limit 1`,
  )) !== null
