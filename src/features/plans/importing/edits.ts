import type {
  Answerable,
  ImportedAction,
  ImportedPlan,
  ImportedRecommendation,
  LeftOver,
} from '../recognising/model/model.ts'
import { actionPlaceInWords } from '../recognising/model/places.ts'
import { statusKey } from '../statuses.ts'
import { confirmedAt, openQuestions } from './answered.ts'
import type { ActionEdit, Edits, RecommendationEdit } from './model.ts'

/** The first place that no addition has taken: `new-1`, `new-2`. */
export function newPlace(taken: Readonly<Record<string, unknown>>): string {
  let number = 1
  while (taken[`new-${number}`]) number += 1
  return `new-${number}`
}

/** Whether a place is that of an addition. */
export const isAdded = (place: string): boolean => place.startsWith('new-')

/** The plan as it was understood, with a person's corrections. What they leave out is listed with what is left over. */
export function applyEdits(plan: ImportedPlan, edits: Edits): ImportedPlan {
  const { recommendations, homes, leftOver } = correctRecommendations(plan, edits)
  const actions = placed(plan, edits)
  const out = actions.filter(({ edit }) => edit?.leaveOut)
  const kept = Map.groupBy(
    actions.filter(({ edit }) => !edit?.leaveOut),
    ({ home }) => homes.get(home ?? '') ?? recommendations[0]?.place,
  )
  const left = out.map(({ action }) => leftOut(actionPlaceInWords(action.place), everything(action)))
  const taken = takenBy(edits)
  return {
    ...plan,
    recommendations: recommendations
      .map((recommendation) => ({
        ...recommendation,
        actions: (kept.get(recommendation.place) ?? []).map(({ action }) => action),
      }))
      .filter((recommendation) => wordsOf(recommendation) !== '' || recommendation.actions.length > 0),
    leftOver: [...plan.leftOver.filter((item) => !taken.has(keyOf(item))), ...leftOver, ...left],
    questions: openQuestions(plan, edits),
    raised: plan.questions,
  }
}

const keyOf = ({ where, text }: { where: string; text: string }) => `${where}\n${text}`
const leftOut = (where: string, text: string): LeftOver => ({ where, text, why: 'It was left out by hand.' })

function takenBy({ actions, recommendations }: Edits): ReadonlySet<string> {
  const all = [
    ...Object.values(actions).flatMap(({ takes }) => takes ?? []),
    ...Object.values(recommendations).flatMap(({ takes }) => takes),
  ]
  return new Set(all.map(keyOf))
}

interface Corrected {
  readonly recommendations: readonly ImportedRecommendation[]
  /** Where the actions of each recommendation now stand. */
  readonly homes: ReadonlyMap<string, string>
  readonly leftOver: readonly LeftOver[]
}

/** Recommendations as corrected. One that does not stand leaves its actions to the one before it, or the next. */
function correctRecommendations(plan: ImportedPlan, { recommendations: edits }: Edits): Corrected {
  const known = new Set(plan.recommendations.map(({ place }) => place))
  const added = Object.keys(edits).flatMap((place) => (known.has(place) || !isAdded(place) ? [] : [place]))
  const all = [...plan.recommendations, ...added.map(blank)]
  const standing: ImportedRecommendation[] = []
  const homes = new Map<string, string>()
  const leftOver: LeftOver[] = []
  for (const found of all) {
    const edit = edits[found.place]
    const before = standing.at(-1)
    const own = edit ? correctedRecommendation(found, edit) : found
    const becomes = edit?.stands ?? 'stands'
    if (becomes === 'stands' || !before) {
      // With nothing before it the first stays, without its words, for as long as actions need it.
      const isNameless = becomes === 'left-out'
      standing.push(isNameless ? { ...blank(own.place), actions: own.actions } : own)
      homes.set(own.place, own.place)
    } else {
      homes.set(own.place, before.place)
      if (becomes === 'joined') standing[standing.length - 1] = { ...before, commentary: saying(before, own) }
    }
    if (becomes === 'left-out') leftOver.push(leftOut(inWords(own.place), wordsOf(own)))
  }
  return { recommendations: standing, homes, leftOver }
}

const blank = (place: string): ImportedRecommendation => ({
  place,
  ref: null,
  text: null,
  commentary: null,
  updated: null,
  actions: [],
})

/** The place as people read it: `Table 2, row 5`. */
const inWords = (place: string) =>
  place
    .replace(/^(table-\d+)-/, '$1, ')
    .replaceAll('-', ' ')
    .replace(/^./, (letter) => letter.toUpperCase())

function correctedRecommendation(
  found: ImportedRecommendation,
  { ref, text, commentary, updated }: RecommendationEdit,
): ImportedRecommendation {
  return { ...found, ref, text, commentary, updated }
}

const wordsOf = ({ ref, text, commentary }: ImportedRecommendation) =>
  [[ref, text].filter(Boolean).join(' '), commentary].filter(Boolean).join('\n')
const saying = (before: ImportedRecommendation, joined: ImportedRecommendation) =>
  [before.commentary, wordsOf(joined)].filter(Boolean).join('\n') || null

interface Placed {
  readonly action: ImportedAction
  readonly edit: ActionEdit | undefined
  readonly home: string | null
}

/** Every action, also those that were added, with the recommendation that it goes to. */
function placed(plan: ImportedPlan, all: Edits): Placed[] {
  const { actions: edits } = all
  const found = confirmedAt(plan, all)
  const understood = plan.recommendations.flatMap(({ place, actions }) =>
    actions.map((action): Placed => {
      const edit = edits[action.place]
      const own = answering(edited(action, edit), found(action.place))
      return { action: claiming(own, all), edit, home: edit?.recommendation ?? place }
    }),
  )
  const known = new Set(understood.map(({ action }) => action.place))
  const added = Object.entries(edits).flatMap(([place, edit]): Placed[] =>
    known.has(place) || !isAdded(place)
      ? []
      : [{ action: edited(emptyAction(place), edit), edit, home: edit.recommendation }],
  )
  return [...understood, ...added]
}

/** An action with what was said of its status wherever that stands, unless it was said of the action itself. */
function claiming(action: ImportedAction, { statuses, carried }: Edits): ImportedAction {
  const key = statusKey(action) ?? ''
  const claim = statuses[key]
  if (action.claim !== undefined || claim === undefined) return action
  return answering({ ...action, claim }, carried?.statuses.includes(key) ? [] : ['status'])
}

/** An action of which a person has said more. */
function answering(action: ImportedAction, more: readonly Answerable[]): ImportedAction {
  const answered = [...new Set([...(action.answered ?? []), ...more])]
  return answered.length === 0 ? action : { ...action, answered }
}

/** What of an action is said by what is corrected of it. */
const SAYS = {
  ref: 'ref',
  text: 'text',
  owners: 'owners',
  priority: 'priority',
  target: 'target',
  status: 'status',
  claim: 'status',
} as const satisfies Partial<Record<keyof ActionEdit, Answerable>>

const answeredBy = (edit: ActionEdit): Answerable[] =>
  (Object.keys(SAYS) as (keyof typeof SAYS)[]).flatMap((field) =>
    edit[field] === undefined || edit.carried?.includes(field) ? [] : [SAYS[field]],
  )

export const emptyAction = (place: string, text = ''): ImportedAction => ({
  place,
  ref: null,
  text,
  owners: [],
  priority: null,
  target: null,
  status: null,
  commentary: null,
})

function edited(action: ImportedAction, edit: ActionEdit | undefined): ImportedAction {
  if (!edit) return action
  const { leaveOut: _left, recommendation: _home, takes: _takes, carried: _carried, ...said } = edit
  const { keyed, ...own } = action
  // What the key says is said of the words that stood there.
  const isSameStatus = said.status === undefined || said.status === action.status
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  return answering({ ...own, ...(keyed && isSameStatus ? { keyed } : {}), ...given }, answeredBy(edit))
}

function everything(action: ImportedAction): string {
  const { ref, text, owners, ownersCell, priority, target, status, commentary, verdict, predecessor } = action
  return [ref, text, ownersCell ?? owners.join('; '), priority, target?.text, status, commentary, verdict, predecessor]
    .filter(Boolean)
    .join('\n')
}
