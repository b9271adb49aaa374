import { dependsOn, type Interpretation, possibleActionBefore } from '../dates/index.ts'
import type { ImportedAction, ImportedRecommendation } from './model/model.ts'

const folded = (ref: string): string => ref.toLowerCase().replace(/[\s.-]+$/, '')

/**
 * Reads dates that come after something which may be an action, `3 months after B2`, by the references of the plan: where an action or a
 * recommendation is so called it hangs on that, and where none is, a reference with letters is asked about.
 */
export function withKnownBefore<Of extends Pick<ImportedRecommendation, 'ref' | 'actions'>>(
  recommendations: readonly Of[],
): readonly Of[] {
  const refs = recommendations.flatMap(({ ref, actions }) => [ref, ...actions.map((action) => action.ref)])
  const known = new Map(refs.flatMap((ref) => (ref === null ? [] : [[folded(ref), ref] as const])))
  const read = (action: ImportedAction): ImportedAction => {
    const before = action.target === null ? null : possibleActionBefore(action.target.text)
    return action.target === null || before === null
      ? action
      : { ...action, target: byRefs(action.target, before, known) }
  }
  return recommendations.map((one) => ({ ...one, actions: one.actions.map(read) }))
}

function byRefs(target: Interpretation, before: string, known: ReadonlyMap<string, string>): Interpretation {
  const ref = known.get(folded(before))
  if (ref !== undefined) return { ...target, ...dependsOn(ref), asked: false, doubts: [], alternatives: [] }
  if (/^\d+$/.test(before)) return target
  return {
    ...target,
    asked: true,
    doubts: ['other'],
    why: `It depends on ${before}, and the plan has no action that is so called. Please check.`,
  }
}
