import type { Person } from '#platform/access/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { shortened } from '#platform/words.ts'
import type { ImportedPlan } from '../recognising/model/model.ts'
import { type LikelyPlan, likelyPlans } from '../revisions/store.ts'
import type { KeptImport } from './store.ts'

/** What a table is called that came without a file. */
export const PASTED = 'Pasted table'

/** What the plan would be called if nobody typed a title. */
export const titleOf = (plan: ImportedPlan, { fileName }: Pick<KeptImport, 'fileName'>): string =>
  (plan.title ?? fileName.replace(/\.[^.]+$/, '')).slice(0, 300)

/** A plan that a document may be a new version of, to be chosen in the form about it. */
export interface LikelyChoice {
  readonly value: string
  readonly text: string
  readonly title: string
  /** Whether it is chosen as long as nobody has said otherwise. */
  readonly isLikely: boolean
  readonly titles: LikelyPlan['titles']
}

const SAME_SO_FAR = 0.75

/** Plans that this may be a new version of, the likeliest first: those into which whoever imports it may import. */
export async function likelyChoices(
  db: Queries,
  person: Person,
  kept: KeptImport,
  plan: ImportedPlan = kept.plan,
): Promise<LikelyChoice[]> {
  const refs = plan.recommendations.flatMap(({ actions }) => actions.flatMap(({ ref }) => ref ?? [])).slice(0, 500)
  const title = plan.title === null && kept.fileName === PASTED ? null : titleOf(plan, kept)
  const plans = await likelyPlans(db, person, { digest: kept.digest, title, refs })
  return plans.map((one) => ({
    value: one.id,
    title: one.title,
    text: [one.title, whyLikely(one)].filter(Boolean).join(' '),
    isLikely: one.isSameFile || one.titles === 'same' || one.likeness >= SAME_SO_FAR || one.id === plan.writtenFrom,
    titles: one.titles,
  }))
}

function whyLikely({ isSameFile, titles }: LikelyPlan): string | null {
  if (isSameFile) return '(this very file was imported)'
  return { same: '(the same title)', similar: '(a similar title)', different: null }[titles]
}

/** Which plan is chosen where nobody has chosen one. */
export const chosenUnasked = (likely: readonly LikelyChoice[], { intoPlanId }: KeptImport): string | null =>
  intoPlanId ?? likely.find(({ isLikely }) => isLikely)?.value ?? null

/** What is said of the choice as it was made for whoever looks; null where they made it, or where no plan is like this one. */
export function suggestion(likely: readonly LikelyChoice[], kept: KeptImport): string | null {
  if (kept.intoPlanId !== null || kept.choices.details !== undefined) return null
  const chosen = likely.find(({ value }) => value === chosenUnasked(likely, kept))
  if (chosen) {
    const known = chosen.titles === 'same' ? 'with this title is here already' : 'like this one is here already'
    return `A plan ${known}: “${shortened(chosen.title, 100)}”. So this document is taken for a new version of it. If it is another plan, choose “No, it is a new plan” under “About the plan”.`
  }
  const similar = likely.find(({ titles }) => titles === 'similar')
  return similar
    ? `A plan with a similar title is here: “${shortened(similar.title, 100)}”. If this document is a new version of it, choose it under “About the plan”.`
    : null
}
