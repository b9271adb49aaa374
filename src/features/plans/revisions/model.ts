import type { Day } from '#platform/calendar/index.ts'
import type { Reading } from '../dates/index.ts'
import type { StandingStatus, Status, Verdict } from '../model.ts'
import type { ImportedAction, ImportedRecommendation } from '../recognising/model/model.ts'
import { statusOfRow } from '../statuses.ts'

/** A plan as it stands, with what its document last said: what a new version is compared with. */
export interface StandingPlan {
  readonly id: string
  readonly title: string
  readonly planOn: Day
  readonly recommendations: readonly StandingRecommendation[]
  readonly actions: readonly StandingAction[]
}

export interface StandingRecommendation {
  readonly id: string
  readonly ref: string | null
  readonly text: string | null
  readonly updatedOn: Day | null
  readonly commentary: readonly string[]
  readonly source: RecommendationSource | null
}

/** How a target date is read. */
export type TargetReading = Pick<Reading, 'kind' | 'earliest' | 'latest'>

export interface StandingAction {
  readonly id: string
  readonly recommendationId: string
  readonly ref: string | null
  readonly text: string
  /** As written, and as the roles and people that they were matched with are called. */
  readonly ownerWords: readonly string[]
  readonly ownerNames: readonly string[]
  readonly priority: string | null
  readonly target: string | null
  readonly kind: Reading['kind']
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  /** The words of the latest claim, where a document made it. */
  readonly statusWords: string | null
  readonly commentary: readonly string[]
  readonly isAbsent: boolean
  readonly source: ActionSource | null
}

/** What the document last said of a recommendation. */
export interface RecommendationSource {
  readonly ref: string | null
  readonly text: string | null
}

/** What the document last said of an action. */
export interface ActionSource {
  readonly place: string
  readonly ref: string | null
  readonly text: string
  readonly owners: readonly string[]
  readonly priority: string | null
  readonly target: string | null
  readonly status: string | null
  readonly verdict?: string | null
  /** The cell of the owners as written, where it holds more or other words than they do. */
  readonly ownersCell?: string | null
  /** How the target date was read when the document last set it; undefined where an earlier version of Muniment kept it. */
  readonly reading?: TargetReading | null
  /** What its row claimed, by all its words; null where nothing, undefined where an earlier version of Muniment kept it. */
  readonly claimed?: Status | null
}

export const sourceOf = (action: ImportedAction): ActionSource => ({
  place: action.place,
  ref: action.ref,
  text: action.text,
  owners: action.owners,
  priority: action.priority,
  target: action.target?.text ?? null,
  status: action.status,
  verdict: action.verdict ?? null,
  ownersCell: action.ownersCell ?? null,
  reading: readingOf(action),
  claimed: statusOfRow(action),
})

function readingOf({ target }: ImportedAction): TargetReading | null {
  if (!target) return null
  const { kind, earliest, latest } = target
  return { kind, earliest, latest }
}

export const FIELDS = [
  'ref',
  'text',
  'owners',
  'priority',
  'target',
  'status',
  'commentary',
  'verdict',
  'recommendation',
  'unit',
] as const
export type ChangedField = (typeof FIELDS)[number]

export const CHANGED_NAMES: Readonly<Record<ChangedField, string>> = {
  ref: 'Reference',
  text: 'Words',
  owners: 'Owners',
  priority: 'Priority',
  target: 'Target date',
  status: 'Status',
  commentary: 'Commentary',
  verdict: 'Verdict',
  recommendation: 'Recommendation',
  unit: 'Unit',
}

/** One thing that the new version says otherwise. */
export interface Change {
  readonly field: ChangedField
  readonly before: string | null
  readonly after: string
  /** Whether it was changed in Muniment too since the document was last read, so that somebody must choose. */
  readonly isContested: boolean
  /** How it was read and how it is read now, in words, where a person said so of words that did not change. */
  readonly reading?: { readonly before: string; readonly after: string }
}

/** How a row of the new version was found to be one that stands. */
export type MatchBasis = 'key' | 'reference' | 'text' | 'similar' | 'chosen'

export interface RecommendationMatch {
  readonly incoming: ImportedRecommendation
  readonly standing: StandingRecommendation | null
  readonly basis: MatchBasis | null
  /** Whether the match is a guess that a person should look at. */
  readonly isDoubtful: boolean
  readonly changes: readonly Change[]
}

export interface ActionMatch {
  readonly incoming: ImportedAction
  /** The place of the recommendation under which it stands in the new version. */
  readonly home: string
  readonly standing: StandingAction | null
  readonly basis: MatchBasis | null
  /** Whether the match is a guess that a person should look at. */
  readonly isDoubtful: boolean
  readonly changes: readonly Change[]
}

/** A new version of a plan beside the plan as it stands. */
export interface Comparison {
  readonly recommendations: readonly RecommendationMatch[]
  readonly actions: readonly ActionMatch[]
  /** Actions that stand and that the new version no longer has. They stay. */
  readonly gone: readonly StandingAction[]
  /** Actions that were gone from an earlier version and are back in this one. */
  readonly returning: readonly StandingAction[]
}

/** How a change is called where somebody says that it is not to be made. */
export const skipKey = (place: string, field: ChangedField) => `${place} ${field}`

/** Every change of an action, those first that somebody must choose about. */
export function changesByNeed({ actions }: Comparison): { readonly match: ActionMatch; readonly change: Change }[] {
  const all = actions.flatMap((match) => match.changes.map((change) => ({ match, change })))
  return [...all.filter(({ change }) => change.isContested), ...all.filter(({ change }) => !change.isContested)]
}

/** What was changed on both sides. Where nobody chose, it is left as it stands. */
export function contestedKeys(comparison: Comparison): string[] {
  return changesByNeed(comparison).flatMap(({ match, change }) =>
    change.isContested ? [skipKey(match.incoming.place, change.field)] : [],
  )
}

/** What a person says of the matches: for the place of an action, or the `chosenKey` of a recommendation, the id of the one that it is, or `new`. */
export type ChosenMatches = Readonly<Record<string, string>>

/** How the place of a recommendation is called in what was said of the matches: one that was added by hand may have that of an action. */
export const chosenKey = (place: string) => `recommendation ${place}`

export interface Counts {
  readonly added: number
  readonly changed: number
  readonly moved: number
  readonly gone: number
  readonly unchanged: number
  readonly recommendations: number
}

export function countsOf({ recommendations, actions, gone, returning }: Comparison): Counts {
  const known = actions.filter(({ standing }) => standing !== null)
  return {
    added: actions.length - known.length,
    changed: known.filter(({ changes }) => changes.some(({ field }) => field !== 'recommendation')).length,
    moved: known.filter(({ changes }) => changes.some(({ field }) => field === 'recommendation')).length,
    gone: gone.filter(({ isAbsent }) => !isAbsent).length,
    unchanged: known.filter(
      ({ changes, standing }) => changes.length === 0 && !(standing && returning.includes(standing)),
    ).length,
    recommendations: recommendations.filter(({ standing, changes }) => standing === null || changes.length > 0).length,
  }
}

/** Whether approving the comparison would change anything at all. */
export function changesAnything(comparison: Comparison): boolean {
  const { added, changed, moved, gone, recommendations } = countsOf(comparison)
  return added + changed + moved + gone + recommendations + comparison.returning.length > 0
}
