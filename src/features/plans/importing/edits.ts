import { z } from 'zod'
import { isDay } from '#platform/calendar/index.ts'
import { KINDS } from '../dates/index.ts'
import { STATUSES } from '../model.ts'
import type { ImportedAction, ImportedPlan, ImportedRecommendation, LeftOver } from '../recognising/model.ts'
import { actionPlaceInWords } from '../recognising/places.ts'
import { type ClaimAnswer, statusKey } from '../statuses.ts'
import { openQuestions } from './answered.ts'

/** What somebody can say that a status claims: one that is known, or nothing. */
export const CLAIM_ANSWERS = [...STATUSES, 'none'] as const satisfies readonly ClaimAnswer[]

const DayText = z.string().refine(isDay, 'not a day')
const Taken = z.object({ where: z.string(), text: z.string() })

const Reading = z.object({
  kind: z.enum(KINDS),
  earliest: DayText.nullable(),
  latest: DayText.nullable(),
  why: z.string(),
})

/**
 * What a person said of one action of an import, or an action that they added. It holds what they changed or were asked and answered:
 * all else stays as it is understood, also when the document is read again.
 */
const ActionEdit = z.object({
  ref: z.string().nullable().optional(),
  text: z.string().optional(),
  owners: z.array(z.string()).optional(),
  priority: z.string().nullable().optional(),
  status: z.string().nullable().optional(),
  /** What the status claims, where somebody said so. */
  claim: z.enum(CLAIM_ANSWERS).optional(),
  commentary: z.string().nullable().optional(),
  target: z
    .object({
      text: z.string(),
      kind: z.enum(KINDS),
      earliest: DayText.nullable(),
      latest: DayText.nullable(),
      why: z.string(),
      /** Other ways to read the words, worked out when they were said. */
      alternatives: z.array(Reading).default([]),
    })
    .nullable()
    .optional(),
  leaveOut: z.boolean(),
  /** The place of the recommendation that it goes to. */
  recommendation: z.string().nullable().default(null),
  /** What was left over and has found its place here. */
  takes: Taken.nullable().default(null),
})
export type ActionEdit = z.infer<typeof ActionEdit>

/** What becomes of a recommendation: it stands, is part of the one before, or its words are left over. */
export const STANDS = ['stands', 'joined', 'left-out'] as const

/** A person's correction of one recommendation of an import, or a recommendation that they added. */
const RecommendationEdit = z.object({
  ref: z.string().nullable(),
  text: z.string().nullable(),
  commentary: z.string().nullable(),
  updated: DayText.nullable(),
  stands: z.enum(STANDS),
  takes: z.array(Taken),
})
export type RecommendationEdit = z.infer<typeof RecommendationEdit>

/** Corrections by the place of what they correct. What is not named stays as it was understood. */
export const Edits = z.object({
  actions: z.record(z.string(), ActionEdit).default({}),
  recommendations: z.record(z.string(), RecommendationEdit).default({}),
  /** What statuses claim wherever they stand, by their `statusKey`. */
  statuses: z.record(z.string(), z.enum(CLAIM_ANSWERS)).default({}),
  /** Guesses that somebody looked at and found right, by their `guessKey`. */
  confirmed: z.array(z.string()).default([]),
})
export type Edits = z.infer<typeof Edits>

export const NO_EDITS: Edits = { actions: {}, recommendations: {}, statuses: {}, confirmed: [] }

/** The first place that no addition has taken: `new-1`, `new-2`. */
export function newPlace(taken: Readonly<Record<string, unknown>>): string {
  let number = 1
  while (taken[`new-${number}`]) number += 1
  return `new-${number}`
}

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
  const added = Object.keys(edits).flatMap((place) => (known.has(place) || !place.startsWith('new-') ? [] : [place]))
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
function placed(plan: ImportedPlan, { actions: edits, statuses }: Edits): Placed[] {
  const understood = plan.recommendations.flatMap(({ place, actions }) =>
    actions.map((action): Placed => {
      const edit = edits[action.place]
      return { action: claiming(edited(action, edit), statuses), edit, home: edit?.recommendation ?? place }
    }),
  )
  const known = new Set(understood.map(({ action }) => action.place))
  const added = Object.entries(edits).flatMap(([place, edit]): Placed[] =>
    known.has(place) || !place.startsWith('new-')
      ? []
      : [{ action: edited(emptyAction(place), edit), edit, home: edit.recommendation }],
  )
  return [...understood, ...added]
}

/** An action with what was said of its status wherever that stands, unless it was said of the action itself. */
function claiming(action: ImportedAction, statuses: Edits['statuses']): ImportedAction {
  const claim = action.claim ?? statuses[statusKey(action) ?? '']
  return claim === undefined ? action : { ...action, claim }
}

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
  const { leaveOut: _left, recommendation: _home, takes: _takes, ...said } = edit
  const { keyed, ...own } = action
  // What the key says is said of the words that stood there.
  const isSameStatus = said.status === undefined || said.status === action.status
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  return { ...own, ...(keyed && isSameStatus ? { keyed } : {}), ...given }
}

function everything(action: ImportedAction): string {
  const { ref, text, owners, ownersCell, priority, target, status, commentary, verdict, predecessor } = action
  return [ref, text, ownersCell ?? owners.join('; '), priority, target?.text, status, commentary, verdict, predecessor]
    .filter(Boolean)
    .join('\n')
}
