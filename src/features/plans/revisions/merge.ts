import { createHash } from 'node:crypto'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { takingTurns } from '#platform/turns.ts'
import { planDeliverables } from '../deliverables/plan.ts'
import { endGuesses, keepGuesses } from '../guesses/store.ts'
import { insertLeftOver, spokenOn } from '../importing/plan-rows.ts'
import { finishImport } from '../importing/save-plan.ts'
import type { ColumnField, ImportedPlan } from '../recognising/model/model.ts'
import { refreshActions } from '../refresh.ts'
import { askPlan } from '../rights-asked.ts'
import { compare, newVerdict } from './compare.ts'
import { addActions, changeActions } from './merge-actions.ts'
import { writeRecommendations } from './merge-recommendations.ts'
import {
  type ActionSource,
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
import { markAbsent, reorder } from './order.ts'
import { lockActions, lockPlan, standingPlan } from './store.ts'
import type { Changed, Writing } from './writing.ts'

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
    await askPlan(tx, act, 'import', version.planId)
    await lockActions(tx, version.planId)
    const standing = await standingPlan(tx, version.planId)
    if (!standing) throw new NotFound('There is no such plan')
    const comparison = await compare(standing, version.incoming, version.chosen)
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
  const by = byOf(act)
  await tx.run(sql`
    insert into plans.revision (id, plan_id, revised_on, at, by_person_id, file_name, digest, counts)
    values (${revisionId}, ${planId}, ${incoming.asOf}, ${act.at}, ${by}, ${fileName}, ${digest}, ${JSON.stringify(counts)})`)
  const today = dayOf(act.at)
  const writing: Writing = { tx, act, planId, revisionId, by, today, on: spokenOn(incoming.asOf, today) }
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
  await insertLeftOver(tx, planId, revisionId, incoming.leftOver)
  const ids = new Map([
    ...added.map(({ id, source }): [string, string] => [source.place, id]),
    ...changed.map(({ standing, incoming: row }): [string, string] => [row.place, standing.id]),
  ])
  await endGuesses(tx, act, planId, {
    revisionId,
    ...fieldsSaid(comparison, skipped),
    raised: incoming.raised ?? incoming.questions,
    idsByPlace: ids,
  })
  await keepGuesses(tx, act, planId, incoming.questions, ids)
  const touched = [
    ...added.map(({ id }) => id),
    ...changed.filter(({ changes }) => changes.length > 0).map(({ standing }) => standing.id),
  ]
  await planDeliverables(tx, act, touched)
  await refreshActions(tx, touched)
  await audit(
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

/** What of an action a question about a field of its row may be about. A verdict comes as a status that is judged, or as commentary. */
const FIELDS_OF: Readonly<Record<ChangedField, readonly ColumnField[]>> = {
  ref: ['ref'],
  text: ['action'],
  owners: ['owner', 'owner-and-target'],
  priority: ['priority'],
  target: ['target', 'target-period', 'owner-and-target'],
  status: ['status'],
  commentary: ['commentary'],
  verdict: ['verdict'],
  recommendation: ['recommendation', 'recommendation-ref'],
  unit: [],
}

/** The fields of actions that the version says otherwise: those that were taken, and those that were left as they stand. */
function fieldsSaid({ actions }: Comparison, skipped: ReadonlySet<string>) {
  const said = actions.flatMap(({ incoming, standing, changes }) =>
    standing === null
      ? []
      : changes.flatMap((change) => {
          const isTaken = !skipped.has(skipKey(incoming.place, change.field))
          const hasVerdict =
            change.field !== 'status' && change.field !== 'commentary' ? false : newVerdict(standing, incoming) !== null
          const fields = [...FIELDS_OF[change.field], ...(hasVerdict ? FIELDS_OF.verdict : [])]
          return fields.map((field) => ({ actionId: standing.id, field, isTaken }))
        }),
  )
  return { taken: said.filter(({ isTaken }) => isTaken), left: said.filter(({ isTaken }) => !isTaken) }
}

/** Keeps what the document now says, for the comparison with the next. */
async function keepSources({ tx }: Writing, matches: readonly Changed[]): Promise<void> {
  const turn = takingTurns()
  const rows: { readonly id: string; readonly source: ActionSource }[] = []
  for (const { standing, incoming, changes } of matches) {
    const [now, { id, source }] = [sourceOf(incoming), standing]
    const isSet = source === null || changes.some(({ field }) => field === 'target')
    rows.push({ id, source: isSet ? now : { ...now, reading: source.reading } })
    await turn()
  }
  await tx.run(sql`
    update plans.action a set source = n.source from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, source jsonb)
    where a.id = n.id and a.source is distinct from n.source`)
}
