import { matchNames } from '#features/people/index.ts'
import { type Act, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { takingTurns } from '#platform/turns.ts'
import { readKey } from '../exchange/layout.ts'
import { priorityRank } from '../model.ts'
import type { ImportedAction, ImportedPlan, LeftOver } from '../recognising/model/model.ts'
import { sourceOf } from '../revisions/model.ts'

export interface RecommendationRow {
  readonly id: string
  readonly position: number
  readonly ref: string | null
  readonly text: string | null
  readonly updated: string | null
  readonly commentary: string | null
  readonly said_on: string
}

export interface ActionRow {
  readonly id: string
  readonly recommendation_id: string
  readonly position: number
  readonly source: ImportedAction
  readonly said_on: string
}

export interface Rows {
  readonly recommendations: readonly RecommendationRow[]
  readonly actions: readonly ActionRow[]
}

/** Nobody speaks from a day to come: a document of `November` is read on the 21st, which is then `today`. */
export const spokenOn = (day: Day, today: Day): Day => (day > today ? today : day)

/** The rows of a whole plan. Words speak from the day to which their recommendation is up to date, else from the plan's own day. */
export function rowsOf(plan: ImportedPlan, act: Act): Rows {
  const now = act.at.getTime()
  const today = dayOf(act.at)
  const actions: ActionRow[] = []
  const recommendations = plan.recommendations.map((recommendation, position) => {
    const { ref, text, updated, commentary } = recommendation
    const id = newId(now)
    const said_on = spokenOn(updated ?? plan.asOf, today)
    for (const source of recommendation.actions)
      actions.push({ id: newId(now), recommendation_id: id, position: actions.length, source, said_on })
    return { id, position, ref, text, updated, commentary, said_on }
  })
  return { recommendations, actions }
}

export async function insertRecommendations(
  tx: Tx,
  planId: string,
  act: Act,
  rows: readonly RecommendationRow[],
): Promise<void> {
  await tx.run(sql`
    insert into plans.recommendation (id, plan_id, position, ref, text, updated_on, source, made_at)
    select id, ${planId}, position, ref, text, updated, jsonb_build_object('ref', ref, 'text', text), ${act.at}
    from jsonb_to_recordset(${JSON.stringify(rows)}) as r (id uuid, position integer, ref text, text text, updated date)`)
}

export async function insertActions(
  tx: Tx,
  planId: string,
  unitId: string | null,
  act: Act,
  rows: readonly ActionRow[],
): Promise<void> {
  const turn = takingTurns()
  const values: Readonly<Record<string, unknown>>[] = []
  for (const { source, ...row } of rows) {
    const { ref, text, priority } = source
    values.push({ ...row, ref, text, priority, rank: priorityRank(priority), source: sourceOf(source) })
    await turn()
  }
  await tx.run(sql`
    insert into plans.action (id, plan_id, recommendation_id, position, ref, text, priority, priority_rank, unit_id, made_at, source)
    select id, ${planId}, recommendation_id, position, ref, text, priority, rank, ${unitId}, ${act.at}, source
    from jsonb_to_recordset(${JSON.stringify(values)}) as r (id uuid, recommendation_id uuid, position integer, ref text, text text, priority text, rank smallint, source jsonb)`)
}

export async function insertOwners(tx: Tx, rows: readonly ActionRow[]): Promise<void> {
  const matches = await matchNames(tx, [...new Set(rows.flatMap(({ source }) => source.owners))])
  const values = rows.flatMap(({ id, source }) =>
    source.owners.map((words, position) => {
      const match = matches.get(words)
      return {
        action_id: id,
        position,
        words,
        role_id: match?.kind === 'role' ? match.id : null,
        person_id: match?.kind === 'person' ? match.id : null,
      }
    }),
  )
  await tx.run(sql`
    insert into plans.owner (action_id, position, words, role_id, person_id)
    select action_id, position, words, role_id, person_id
    from jsonb_to_recordset(${JSON.stringify(values)}) as r (action_id uuid, position integer, words text, role_id uuid, person_id uuid)`)
}

export async function insertTargets(tx: Tx, act: Act, setOn: Day, rows: readonly ActionRow[]): Promise<void> {
  const values = rows.flatMap(({ id, source: { target } }) =>
    target ? [{ id: newId(act.at.getTime()), action_id: id, ...target }] : [],
  )
  const by = byOf(act)
  await tx.run(sql`
    insert into plans.target (id, action_id, set_on, at, by_person_id, cause, text, kind, earliest, latest, why, alternatives)
    select id, action_id, ${setOn}, ${act.at}, ${by}, 'first', text, kind, earliest, latest, why, alternatives
    from jsonb_to_recordset(${JSON.stringify(values)}) as r (id uuid, action_id uuid, text text, kind text, earliest date, latest date, why text, alternatives jsonb)`)
}

/** Links actions to what their document says that they carry on: by its key or its reference, in another plan, else in words. */
export async function insertPredecessors(tx: Tx, act: Act, rows: readonly ActionRow[]): Promise<void> {
  const values = rows.flatMap(({ id, source: { predecessor, key } }) => {
    const earlier = readKey(key ?? null)?.id ?? null
    return predecessor || earlier
      ? [{ id: newId(act.at.getTime()), action_id: id, words: predecessor ?? null, earlier }]
      : []
  })
  await tx.run(sql`
    insert into plans.lineage (id, kind, action_id, earlier_action_id, earlier_recommendation_id, words, at)
    select n.id, 'reiterates', n.action_id, a.id, r.id, n.words, ${act.at}
    from jsonb_to_recordset(${JSON.stringify(values)}) as n (id uuid, action_id uuid, words text, earlier uuid)
      join plans.action own on own.id = n.action_id
      left join lateral (
        select o.id from plans.action o where (o.id = n.earlier or (n.earlier is null and o.ref = n.words)) and o.plan_id <> own.plan_id
        order by o.made_at desc, o.id limit 1
      ) a on true
      left join lateral (
        select o.id from plans.recommendation o join plans.plan p on p.id = o.plan_id
        where a.id is null and o.ref = n.words and o.plan_id <> own.plan_id order by p.made_at desc, o.id limit 1
      ) r on true
    where coalesce(a.id, r.id) is not null or n.words is not null`)
}

/** Adds to what was left over of a plan's documents: of a new version, or of the first one (null). */
export async function insertLeftOver(
  tx: Tx,
  planId: string,
  revisionId: string | null,
  leftOver: readonly LeftOver[],
): Promise<void> {
  const values = leftOver.map(({ where, text, why }, position) => ({ position, place: where, text, why }))
  await tx.run(sql`
    insert into plans.left_over (plan_id, revision_id, position, place, text, why)
    select ${planId}, ${revisionId}::uuid, position + (select coalesce(max(position) + 1, 0) from plans.left_over where plan_id = ${planId}), place, text, why
    from jsonb_to_recordset(${JSON.stringify(values)}) as r (position integer, place text, text text, why text)`)
}
