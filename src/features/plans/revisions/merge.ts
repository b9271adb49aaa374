import { createHash } from 'node:crypto'
import { type Act, record } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { planDeliverables } from '../deliverables/plan.ts'
import {
  type ActionRow,
  insertActions,
  insertClaims,
  insertCommentary,
  insertLeftOver,
  insertOwners,
  insertPredecessors,
  insertRecommendations,
  insertTargets,
  spokenOn,
} from '../importing/plan-rows.ts'
import { finishImport } from '../importing/save-plan.ts'
import { endWaits, reasonWithWait } from '../milestones/waits.ts'
import { priorityRank } from '../model.ts'
import type { ImportedPlan } from '../recognising/model.ts'
import { refreshActions } from '../refresh.ts'
import { compare } from './compare.ts'
import {
  type ActionMatch,
  type Change,
  type ChangedField,
  type ChosenMatches,
  type Comparison,
  type Counts,
  changesAnything,
  countsOf,
  skipKey,
  sourceOf,
} from './model.ts'
import { lockActions, lockPlan, standingPlan } from './store.ts'

export interface NewVersion {
  readonly planId: string
  readonly incoming: ImportedPlan
  readonly importId: string | null
  readonly fileName: string
  readonly digest: Buffer | null
  readonly chosen: ChosenMatches
  /** Changes that are not to be made, by `skipKey`. */
  readonly skipped: ReadonlySet<string>
  /** What `fingerprint` said of the comparison that was approved, or null where nobody was asked. */
  readonly approved: string | null
}

/** Tells whether two comparisons are the same, so that what was approved is what is done. */
export function fingerprint(comparison: Comparison): string {
  const told = [
    comparison.recommendations.map(({ incoming, standing, changes }) => [incoming.place, standing?.id, changes]),
    comparison.actions.map(({ incoming, home, standing, changes }) => [incoming.place, home, standing?.id, changes]),
    comparison.gone.map(({ id }) => id),
  ]
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url')
}

/** Merges a new version into a plan: all of it or nothing. Answers what was done, or null where nothing was to do. */
export async function mergeVersion(db: Db, act: Act, version: NewVersion): Promise<Counts | null> {
  return db.transaction(async (tx) => {
    if (!(await lockPlan(tx, version.planId))) throw new NotFound('There is no such plan')
    await lockActions(tx, version.planId)
    const standing = await standingPlan(tx, version.planId)
    if (!standing) throw new NotFound('There is no such plan')
    const comparison = compare(standing, version.incoming, version.chosen)
    if (version.approved !== null && fingerprint(comparison) !== version.approved)
      throw new Conflict(
        'The plan was changed while you looked at the comparison',
        'Go back, look at the comparison again and approve that.',
      )
    if (version.importId) await finishImport(tx, version.importId, version.planId)
    if (!changesAnything(comparison)) return null
    return write(tx, act, version, comparison)
  })
}

async function write(tx: Tx, act: Act, version: NewVersion, comparison: Comparison): Promise<Counts> {
  const { planId, incoming, fileName, digest, skipped } = version
  const counts = countsOf(comparison)
  const revisionId = newId(act.at.getTime())
  const by = act.actor.kind === 'person' ? act.actor.id : null
  await tx.run(sql`
    insert into plans.revision (id, plan_id, revised_on, at, by_person_id, file_name, digest, counts)
    values (${revisionId}, ${planId}, ${incoming.asOf}, ${act.at}, ${by}, ${fileName}, ${digest}, ${JSON.stringify(counts)})`)
  const writing: Writing = { tx, act, planId, revisionId, by, on: spokenOn(incoming.asOf, act) }
  const wanted = (place: string, changes: readonly Change[]) =>
    changes.filter(({ field }) => !skipped.has(skipKey(place, field)))
  const homes = await writeRecommendations(writing, comparison, wanted)
  const added = await addActions(writing, comparison, homes)
  const changed = comparison.actions.flatMap((match) =>
    match.standing
      ? [{ ...match, standing: match.standing, changes: wanted(match.incoming.place, match.changes) }]
      : [],
  )
  await changeActions(writing, changed, homes)
  await markAbsent(writing, comparison)
  await reorder(writing, comparison, homes, added)
  await keepSources(writing, changed)
  await insertLeftOver(tx, planId, incoming.leftOver)
  const touched = [
    ...added.map(({ id }) => id),
    ...changed.filter(({ changes }) => changes.length > 0).map(({ standing }) => standing.id),
  ]
  await planDeliverables(tx, act, touched)
  await refreshActions(tx, touched)
  await record(
    tx,
    act,
    'plan.revised',
    { kind: 'plan', id: planId },
    {
      revision: revisionId,
      ...counts,
      file: digest?.toString('hex') ?? null,
    },
  )
  return counts
}

interface Writing {
  readonly tx: Tx
  readonly act: Act
  readonly planId: string
  readonly revisionId: string
  readonly by: string | null
  readonly on: Day
}

type Wanted = (place: string, changes: readonly Change[]) => readonly Change[]
type Changed = ActionMatch & { readonly standing: NonNullable<ActionMatch['standing']> }

/** Adds new recommendations and changes those that are worded otherwise. Answers the id that stands for each place. */
async function writeRecommendations(
  { tx, act, planId, ...rest }: Writing,
  { recommendations }: Comparison,
  wanted: Wanted,
): Promise<ReadonlyMap<string, string>> {
  const now = act.at.getTime()
  const { last } = await tx.one<{ last: number }>(
    sql`select coalesce(max(position), -1) as last from plans.recommendation where plan_id = ${planId}`,
  )
  const added = recommendations
    .filter(({ standing }) => standing === null)
    .map(({ incoming }, index) => ({
      id: newId(now),
      place: incoming.place,
      position: last + 1 + index,
      ref: incoming.ref,
      text: incoming.text,
      updated: incoming.updated,
      commentary: incoming.commentary,
      said_on: spokenOn(incoming.updated ?? rest.on, act),
    }))
  await insertRecommendations(tx, planId, act, added)
  const known = recommendations.flatMap(({ standing, incoming, changes }) =>
    standing ? [{ standing, incoming, changes: wanted(incoming.place, changes) }] : [],
  )
  const said = known.flatMap(({ standing, incoming, changes }) =>
    changes
      .filter(({ field }) => field === 'commentary')
      .map(({ after }) => ({
        id: standing.id,
        commentary: after,
        said_on: spokenOn(incoming.updated ?? rest.on, act),
      })),
  )
  await insertCommentary(tx, planId, act, {
    actions: [],
    recommendations: [...added, ...said.map((one) => ({ ...one, position: 0, ref: null, text: null, updated: null }))],
  })
  const rows = known.map(({ standing, incoming, changes }) => {
    const after = (field: ChangedField) => changes.find((change) => change.field === field)?.after
    return {
      id: standing.id,
      ref: after('ref') ?? standing.ref,
      text: after('text') ?? standing.text,
      updated: incoming.updated,
      source_ref: incoming.ref,
      source_text: incoming.text,
    }
  })
  await tx.run(sql`
    update plans.recommendation r set ref = n.ref, text = n.text, updated_on = greatest(r.updated_on, n.updated),
      source = jsonb_build_object('ref', n.source_ref, 'text', n.source_text)
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, ref text, text text, updated date, source_ref text, source_text text)
    where r.id = n.id`)
  await writeChanges(
    { tx, act, planId, ...rest },
    known.flatMap(({ standing, changes }) =>
      changes
        .filter(({ field }) => field === 'ref' || field === 'text')
        .map((change) => ({ ...change, recommendation_id: standing.id, action_id: null })),
    ),
  )
  return new Map([
    ...added.map(({ place, id }) => [place, id] as const),
    ...known.map(({ incoming, standing }) => [incoming.place, standing.id] as const),
  ])
}

async function addActions(
  { tx, act, planId, on }: Writing,
  { actions, recommendations }: Comparison,
  homes: ReadonlyMap<string, string>,
): Promise<readonly ActionRow[]> {
  const { last, unitId } = await tx.one<{ last: number; unitId: string | null }>(sql`
    select (select coalesce(max(position), -1) from plans.action where plan_id = p.id) as last, p.unit_id as "unitId"
    from plans.plan p where p.id = ${planId}`)
  const speaksOn = new Map(
    recommendations.map(({ incoming }) => [incoming.place, spokenOn(incoming.updated ?? on, act)]),
  )
  const rows = actions
    .filter(({ standing }) => standing === null)
    .map(
      ({ incoming, home }, index): ActionRow => ({
        id: newId(act.at.getTime()),
        recommendation_id: homes.get(home) ?? '',
        position: last + 1 + index,
        source: incoming,
        said_on: speaksOn.get(home) ?? on,
      }),
    )
  await insertActions(tx, planId, unitId, act, rows)
  await insertOwners(tx, rows)
  await insertTargets(tx, act, on, rows)
  await insertClaims(tx, act, rows)
  await insertCommentary(tx, planId, act, { recommendations: [], actions: rows })
  await insertPredecessors(tx, act, rows)
  return rows
}

/** New dates become slips, new states become claims, new commentary is added, and other words change with their history. */
async function changeActions(
  writing: Writing,
  matches: readonly Changed[],
  homes: ReadonlyMap<string, string>,
): Promise<void> {
  const { tx, act, planId, on } = writing
  const having = (field: ChangedField) =>
    matches.flatMap((match) => {
      const change = match.changes.find((one) => one.field === field)
      return change ? [{ ...match, change }] : []
    })
  /** A row of an action that says only this one thing, for the writers that a new plan uses as well. */
  const rowOf = ({ standing, incoming, change, home }: ReturnType<typeof having>[number]): ActionRow => ({
    id: standing.id,
    recommendation_id: homes.get(home) ?? '',
    position: 0,
    said_on: on,
    source: {
      ...incoming,
      commentary: change.field === 'commentary' ? change.after : null,
      ...(change.field === 'commentary' ? { verdict: null, status: null } : {}),
    },
  })
  // A new status or a verdict beside it that is not understood makes no claim and no verdict: its words become commentary.
  const commented = [...having('commentary'), ...having('status')].map(rowOf)
  await insertCommentary(tx, planId, act, { recommendations: [], actions: commented })
  await insertClaims(tx, act, having('status').map(rowOf))
  await changeTargets(writing, having('target'))
  const owned = having('owners')
  await tx.run(sql`delete from plans.owner where action_id = any(${owned.map(({ standing }) => standing.id)}::uuid[])`)
  await insertOwners(tx, owned.map(rowOf))
  const worded = matches.filter(({ changes }) =>
    changes.some(({ field }) => ['ref', 'text', 'priority', 'recommendation'].includes(field)),
  )
  const rows = worded.map(({ standing, changes, home }) => {
    const after = (field: ChangedField) => changes.find((change) => change.field === field)?.after
    const priority = after('priority') ?? standing.priority
    return {
      id: standing.id,
      ref: after('ref') ?? standing.ref,
      text: after('text') ?? standing.text,
      priority,
      rank: priorityRank(priority),
      home: after('recommendation') === undefined ? standing.recommendationId : homes.get(home),
    }
  })
  await tx.run(sql`
    update plans.action a set ref = n.ref, text = n.text, priority = n.priority, priority_rank = n.rank, recommendation_id = n.home
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, ref text, text text, priority text, rank smallint, home uuid)
    where a.id = n.id`)
  await writeChanges(
    writing,
    matches.flatMap(({ standing, changes }) =>
      changes
        .filter(({ field }) => !['target', 'status', 'commentary'].includes(field))
        .map((change) => ({ ...change, action_id: standing.id, recommendation_id: null })),
    ),
  )
}

async function changeTargets({ tx, act, by, on, revisionId }: Writing, matches: readonly Changed[]): Promise<void> {
  const dated = matches.flatMap(({ standing, incoming: { target } }) => (target ? [{ standing, target }] : []))
  const waited = await endWaits(
    tx,
    dated.map(({ standing }) => standing.id),
  )
  const values = dated.map(({ standing, target }) => ({
    id: newId(act.at.getTime()),
    action_id: standing.id,
    was: standing.target,
    ended: reasonWithWait(null, waited.get(standing.id)),
    ...target,
  }))
  await tx.run(sql`
    insert into plans.target (id, action_id, set_on, at, by_person_id, cause, text, kind, earliest, latest, why, alternatives, slip_days, reason)
    select n.id, n.action_id, greatest(${on}::date, (select max(set_on) from plans.target where action_id = n.action_id)), ${act.at}, ${by},
      case when n.was is null then 'first' else 'change' end, n.text, n.kind, n.earliest, n.latest, n.why, n.alternatives,
      case when n.was is null then null else n.latest - a.target_latest end,
      concat_ws(E'\\n', 'A new version of the document said so: ' || (select file_name from plans.revision where id = ${revisionId}), n.ended)
    from jsonb_to_recordset(${JSON.stringify(values)}) as n (id uuid, action_id uuid, was text, ended text, text text, kind text, earliest date, latest date, why text, alternatives jsonb)
      join plans.action a on a.id = n.action_id`)
}

async function writeChanges(
  { tx, act, planId, revisionId, by, on }: Writing,
  changes: readonly {
    readonly field: ChangedField
    readonly before: string | null
    readonly after: string
    readonly action_id: string | null
    readonly recommendation_id: string | null
  }[],
): Promise<void> {
  const values = changes.map(({ field, before, after, action_id, recommendation_id }) => ({
    id: newId(act.at.getTime()),
    field,
    before,
    after,
    action_id,
    recommendation_id,
  }))
  await tx.run(sql`
    insert into plans.change (id, plan_id, recommendation_id, action_id, revision_id, changed_on, at, by_person_id, field, before, after)
    select id, ${planId}, recommendation_id, action_id, ${revisionId}, ${on}, ${act.at}, ${by}, field, before, after
    from jsonb_to_recordset(${JSON.stringify(values)}) as n (id uuid, recommendation_id uuid, action_id uuid, field text, before text, after text)`)
}

async function markAbsent({ tx, revisionId }: Writing, { gone, returning }: Comparison): Promise<void> {
  const back = returning.map(({ id }) => id)
  const absent = gone.filter(({ isAbsent }) => !isAbsent).map(({ id }) => id)
  await tx.run(sql`update plans.action set absent_since = null where id = any(${back}::uuid[])`)
  await tx.run(sql`update plans.action set absent_since = ${revisionId} where id = any(${absent}::uuid[])`)
}

/** Puts everything in the order of the new version; what is gone from it stays behind what it stood behind. */
async function reorder(
  { tx, planId }: Writing,
  { recommendations, actions }: Comparison,
  homes: ReadonlyMap<string, string>,
  added: readonly ActionRow[],
): Promise<void> {
  const addedIds = new Map(added.map(({ source, id }) => [source.place, id]))
  const wantedActions = actions.map(({ standing, incoming }) => standing?.id ?? addedIds.get(incoming.place) ?? '')
  const wantedRecommendations = recommendations.map(({ incoming }) => homes.get(incoming.place) ?? '')
  for (const [table, wanted] of [
    [sql`plans.action`, wantedActions],
    [sql`plans.recommendation`, wantedRecommendations],
  ] as const) {
    const before = await tx.many<{ id: string }>(
      sql`select id from ${table} where plan_id = ${planId} order by position`,
    )
    const ids = inOrder(
      before.map(({ id }) => id),
      wanted,
    )
    await tx.run(sql`
      update ${table} t set position = n.place - 1 from unnest(${ids}::uuid[]) with ordinality as n (id, place)
      where t.id = n.id and t.position <> n.place - 1`)
  }
}

/** The wanted order, with each of the others straight behind the one that it stood behind before. */
export function inOrder(before: readonly string[], wanted: readonly string[]): string[] {
  const isWanted = new Set(wanted)
  const behind = new Map<string | null, string[]>()
  let last: string | null = null
  for (const id of before) {
    if (isWanted.has(id)) last = id
    else behind.set(last, [...(behind.get(last) ?? []), id])
  }
  return [...(behind.get(null) ?? []), ...wanted.flatMap((id) => [id, ...(behind.get(id) ?? [])])]
}

/** Keeps what the document now says, for the comparison with the next. */
async function keepSources({ tx }: Writing, matches: readonly Changed[]): Promise<void> {
  const rows = matches.map(({ standing, incoming }) => ({ id: standing.id, source: sourceOf(incoming) }))
  await tx.run(sql`
    update plans.action a set source = n.source from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, source jsonb)
    where a.id = n.id and a.source is distinct from n.source`)
}
