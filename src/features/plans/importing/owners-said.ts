import type { ImportedPlan } from '../recognising/model/model.ts'
import { applyEdits } from './edits.ts'
import type { KeptImport } from './store.ts'

/** An import with all that was said of it: by corrections, and of the owners that its cells name. */
export function asCorrected({ plan, edits, choices }: Pick<KeptImport, 'plan' | 'edits' | 'choices'>): ImportedPlan {
  const corrected = applyEdits(plan, edits)
  const said = cellsSaid(choices)
  if (said.size === 0) return corrected
  const recommendations = corrected.recommendations.map((recommendation) => ({
    ...recommendation,
    actions: recommendation.actions.map((action) => {
      const { answered = [], ownersCell, owners } = action
      const isSaid = said.has(ownersCell ?? owners.join('\n')) && !isCarried(edits, action.place)
      return isSaid ? { ...action, answered: [...new Set([...answered, 'owners' as const])] } : action
    }),
  }))
  return { ...corrected, recommendations }
}

/** The owners of an action that were corrected for the version before stand, whatever is said of its cell. */
const isCarried = ({ actions }: KeptImport['edits'], place: string): boolean =>
  actions[place]?.owners !== undefined && actions[place].carried?.includes('owners') === true

/** The cells whose owners somebody said of this version, and not only of the one before. */
function cellsSaid({ owners = {}, ownersBefore = {} }: KeptImport['choices']): ReadonlySet<string> {
  const isBefore = (cell: string) => JSON.stringify(owners[cell]) === JSON.stringify(ownersBefore[cell])
  return new Set(Object.keys(owners).filter((cell) => !isBefore(cell)))
}
