import { sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { folded } from '../exchange/folded.ts'
import {
  type ActionRow,
  insertActions,
  insertOwners,
  insertPredecessors,
  insertTargets,
  spokenOn,
} from '../importing/plan-rows.ts'
import { insertClaims, insertCommentary } from '../importing/said-rows.ts'
import { endWaits, reasonWithWait } from '../milestones/waits.ts'
import { priorityRank } from '../model.ts'
import type { ChangedField, Comparison, StandingAction } from './model.ts'
import { type Changed, type Writing, writeChanges } from './writing.ts'

/** Adds the actions that the plan did not have, with all that the document says of them. */
export async function addActions(
  { tx, act, planId, today, on }: Writing,
  { actions, recommendations }: Comparison,
  homes: ReadonlyMap<string, string>,
): Promise<readonly ActionRow[]> {
  const { last, unitId } = await tx.one<{ last: number; unitId: string | null }>(sql`
    select (select coalesce(max(position), -1) from plans.action where plan_id = p.id) as last, p.unit_id as "unitId"
    from plans.plan p where p.id = ${planId}`)
  const speaksOn = new Map(
    recommendations.map(({ incoming }) => [incoming.place, spokenOn(incoming.updated ?? on, today)]),
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
export async function changeActions(
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

/** Another reading of the same words corrects the one that stood, and is no slip. */
function causeOf(
  { target: was }: StandingAction,
  { text }: { readonly text: string },
): 'first' | 'change' | 'correction' {
  if (was === null) return 'first'
  return folded(was) === folded(text) ? 'correction' : 'change'
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
    cause: causeOf(standing, target),
    ended: reasonWithWait(null, waited.get(standing.id)),
    ...target,
  }))
  await tx.run(sql`
    insert into plans.target (id, action_id, set_on, at, by_person_id, cause, text, kind, earliest, latest, why, alternatives, slip_days, reason)
    select n.id, n.action_id, greatest(${on}::date, (select max(set_on) from plans.target where action_id = n.action_id)), ${act.at}, ${by},
      n.cause, n.text, n.kind, n.earliest, n.latest, n.why, n.alternatives,
      case when n.cause = 'change' then n.latest - a.target_latest end,
      concat_ws(E'\\n', 'A new version of the document said so: ' || (select file_name from plans.revision where id = ${revisionId}), n.ended)
    from jsonb_to_recordset(${JSON.stringify(values)}) as n (id uuid, action_id uuid, cause text, ended text, text text, kind text, earliest date, latest date, why text, alternatives jsonb)
      join plans.action a on a.id = n.action_id`)
}
