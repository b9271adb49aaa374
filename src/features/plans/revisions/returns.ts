import { createHash } from 'node:crypto'
import type { Person } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Db, Queries } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { voicesOfMany } from '../actions/claim-store.ts'
import { addCommentaryIn, makeClaimIn } from '../actions/deeds.ts'
import { finishImport } from '../importing/save-plan.ts'
import { claimObstacle, type Obstacle, type Status, VERDICT_NAMES } from '../model.ts'
import type { ImportedPlan } from '../recognising/model/model.ts'
import { statusOfWords } from '../statuses.ts'
import { compare, newVerdict } from './compare.ts'
import { fingerprint } from './merge.ts'
import type { Change, Comparison, StandingAction } from './model.ts'
import { lockActions, lockPlan, standingPlan } from './store.ts'

/** One thing that somebody changed in a workbook, and what it would become. */
export interface Update {
  readonly standing: StandingAction
  readonly change: Change
  readonly status: Status | null
  readonly becomes: 'claim' | 'commentary' | 'nothing'
  readonly why: string | null
}

export interface Returned {
  readonly comparison: Comparison
  readonly updates: readonly Update[]
}

/** What a workbook that this person sent back would become: their claims and commentary, where they may make them. */
export async function readReturn(
  db: Queries,
  planId: string,
  incoming: ImportedPlan,
  person: Person,
): Promise<Returned | null> {
  const standing = await standingPlan(db, planId)
  if (!standing) return null
  // Verdicts are told by themselves: whoever owns an action does not judge it by sending a workbook.
  const comparison = await compare(standing, withoutVerdicts(incoming))
  const verdicts = new Map(verdictsIn(comparison, incoming).map((one) => [one.standing.id, one]))
  const changed = comparison.actions.filter(
    ({ changes, standing: action }) => changes.length > 0 || verdicts.has(action?.id ?? ''),
  )
  const voices = await voicesOfMany(
    db,
    changed.flatMap(({ standing: action }) => (action ? [action.id] : [])),
  )
  const updates = changed.flatMap(({ standing: action, changes }) => {
    if (!action) return []
    const own = voices.get(action.id)
    const obstacle = own ? claimObstacle(own, person) : null
    const verdict = verdicts.get(action.id)
    return [...changes.map((change) => updateOf(action, change, obstacle)), ...(verdict ? [verdict] : [])]
  })
  return { comparison, updates }
}

const withoutVerdicts = (plan: ImportedPlan): ImportedPlan => ({
  ...plan,
  recommendations: plan.recommendations.map((recommendation) => ({
    ...recommendation,
    actions: recommendation.actions.map((action) => ({ ...action, verdict: null })),
  })),
})

/** Verdicts that somebody wrote into the workbook: kept as commentary, and told where a verdict is given. */
function verdictsIn({ actions }: Comparison, { recommendations }: ImportedPlan): Update[] {
  const rows = new Map(recommendations.flatMap((one) => one.actions.map((action) => [action.place, action])))
  return actions.flatMap(({ standing: action, incoming: { place } }): Update[] => {
    const row = rows.get(place)
    const after = action && row ? newVerdict(action, row) : null
    if (!action || after === null) return []
    const before = action.verdict ? VERDICT_NAMES[action.verdict] : null
    return [
      {
        standing: action,
        change: { field: 'verdict', before, after, isContested: false },
        status: null,
        becomes: 'commentary',
        why: VERDICT_KEPT,
      },
    ]
  })
}

const VERDICT_KEPT =
  'Commentary: a workbook gives no verdict. Whoever may judge the claim gives it on the action’s page.'

/** Tells whether two returns are the same, so that what was shown is what is taken. */
export const returnMark = ({ comparison, updates }: Returned): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        fingerprint(comparison),
        updates.map(({ standing, change, status, becomes }) => [standing.id, change, status, becomes]),
      ]),
    )
    .digest('base64url')

const commentaryOf = ({ change }: Update) =>
  change.field === 'verdict' ? `Verdict in the workbook that was sent back: ${change.after}` : change.after

function updateOf(standing: StandingAction, change: Change, obstacle: Obstacle | null): Update {
  const base = { standing, change, status: null }
  if (change.field === 'status') {
    const status = statusOfWords(change.after)
    if (obstacle) return { ...base, becomes: 'nothing', why: obstacle.why }
    if (!status)
      return {
        ...base,
        becomes: 'nothing',
        why: 'These words name no status. Write In progress, Complete or the like.',
      }
    return { ...base, status, becomes: 'claim', why: null }
  }
  if (change.field === 'commentary') return { ...base, becomes: 'commentary', why: null }
  return { ...base, becomes: 'nothing', why: 'Only those who run the plan change this. Ask them.' }
}

/** Makes the claims and adds the commentary of a workbook that was approved: all of them or none. Answers how many claims, and on how many actions there is commentary. */
export async function takeReturn(
  db: Db,
  { person, act }: { readonly person: Person; readonly act: Act },
  returned: {
    readonly importId: string
    readonly planId: string
    readonly incoming: ImportedPlan
    readonly approved: string
  },
  today: Day,
): Promise<{ readonly claims: number; readonly commented: number }> {
  const { importId, planId, incoming, approved } = returned
  return db.transaction(async (tx) => {
    if (!(await lockPlan(tx, planId))) throw new NotFound('There is no such plan')
    await lockActions(tx, planId)
    const read = await readReturn(tx, planId, incoming, person)
    if (!read) throw new NotFound('There is no such plan')
    if (returnMark(read) !== approved)
      throw new Conflict(
        'Somebody changed the plan while you looked at your updates',
        'Go back, look at your updates again and make those.',
      )
    await finishImport(tx, importId, planId)
    const claims = read.updates.filter(({ becomes }) => becomes === 'claim')
    const commentary = read.updates.filter(({ becomes }) => becomes === 'commentary')
    for (const { standing, change, status } of claims)
      await makeClaimIn(tx, { person, act }, standing.id, {
        status: status ?? 'in-progress',
        words: change.after,
        on: today,
        note: null,
      })
    for (const update of commentary)
      await addCommentaryIn(tx, { person, act }, update.standing.id, { on: today, text: commentaryOf(update) })
    await audit(
      tx,
      act,
      'updates.returned',
      { kind: 'plan', id: planId },
      {
        claims: claims.length,
        commentary: commentary.length,
      },
    )
    return { claims: claims.length, commented: new Set(commentary.map(({ standing }) => standing.id)).size }
  })
}
