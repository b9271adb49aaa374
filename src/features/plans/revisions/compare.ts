import type { Day } from '#platform/calendar/index.ts'
import { takingTurns } from '#platform/turns.ts'
import { folded, foldedLines, oneLineEnd } from '../exchange/folded.ts'
import { type Keyed, readKey } from '../exchange/layout.ts'
import { STATUS_NAMES, VERDICT_NAMES } from '../model.ts'
import type { ImportedAction, ImportedPlan, ImportedRecommendation } from '../recognising/model/model.ts'
import { splitOwners } from '../recognising/owners/owners.ts'
import { statusOfRow, statusOfWords } from '../statuses.ts'
import { type IncomingAction, type Match, matchActions } from './match.ts'
import { matchRecommendations } from './match-recommendations.ts'
import type {
  ActionMatch,
  Change,
  ChangedField,
  ChosenMatches,
  Comparison,
  RecommendationMatch,
  StandingAction,
  StandingPlan,
  StandingRecommendation,
} from './model.ts'
import { answeredTarget, claimedAnew } from './readings.ts'

/**
 * Lays a new version of a plan beside the plan as it stands. A field is changed where the new version says something
 * that neither stands nor was said by the version before: what was changed in Muniment and left alone in the document
 * is not undone, and words that a document leaves blank are not taken away. What a person said of this version counts as new. Others have their turn meanwhile.
 */
export async function compare(
  standing: StandingPlan,
  incoming: ImportedPlan,
  chosen: ChosenMatches = {},
): Promise<Comparison> {
  const turn = takingTurns()
  const homes = await matchRecommendations(incoming.recommendations, standing.recommendations, chosen, turn)
  const all = incoming.recommendations.flatMap(({ place, actions }) =>
    actions.map((action): IncomingAction => ({ action, home: place, homeId: homes.get(place)?.standing.id ?? null })),
  )
  const matches = await matchActions(all, standing.actions, chosen, turn)
  const names = new Map(standing.recommendations.map((one) => [one.id, nameOf(one)]))
  const incomingNames = new Map(incoming.recommendations.map((one) => [one.place, nameOf(one)]))
  const movedFrom = (match: Match, home: string, homeId: string | null): Change[] =>
    match.standing.recommendationId === homeId
      ? []
      : [
          {
            field: 'recommendation',
            before: names.get(match.standing.recommendationId) ?? null,
            after: incomingNames.get(home) ?? '',
            isContested: false,
          },
        ]
  const actions: ActionMatch[] = []
  for (const { action, home, homeId } of all) {
    const match = matches.get(action.place)
    actions.push(
      match
        ? {
            incoming: action,
            home,
            ...match,
            changes: [...changesOf(match.standing, action), ...movedFrom(match, home, homeId)],
          }
        : { incoming: action, home, standing: null, basis: null, isDoubtful: false, changes: [] },
    )
    await turn()
  }
  // A plan that Muniment wrote holds everything that stands, also what a document no longer has.
  const isOurs = incoming.writtenFrom !== undefined
  const taken = new Set([...matches.values()].map((match) => match.standing.id))
  const recommendations: RecommendationMatch[] = []
  for (const one of incoming.recommendations) {
    const match = homes.get(one.place)
    recommendations.push(
      match
        ? { incoming: one, ...match, changes: recommendationChanges(match.standing, one) }
        : { incoming: one, standing: null, basis: null, isDoubtful: false, changes: [] },
    )
    await turn()
  }
  return {
    recommendations,
    actions,
    gone: standing.actions.filter(({ id }) => !taken.has(id)),
    returning: isOurs ? [] : standing.actions.filter(({ id, isAbsent }) => isAbsent && taken.has(id)),
  }
}

const nameOf = ({ ref, text }: { ref: string | null; text: string | null }) =>
  [ref, text].filter(Boolean).join('. ') || 'No recommendation'

type Same = (a: string | null, b: string | null) => boolean

/** What the document said before: whether it said the same as now, and whether it said what stands. Null where unknown. */
interface Said {
  readonly isSaidAgain: boolean
  readonly isWhatStands: boolean
}

const isSameText: Same = (a, b) => folded(a) === folded(b)

function changeOf(
  field: ChangedField,
  before: string | null,
  after: string | null,
  said: (isSame: Same) => Said | null,
  isSame: Same = isSameText,
  isAnswered = false,
): Change[] {
  if (after === null || folded(after) === '' || isSame(before, after)) return []
  const earlier = said(isSame)
  if (earlier?.isSaidAgain && !isAnswered) return []
  // Where nothing was ever claimed here, nobody has changed a status that was not understood.
  const isUnsaidHere = field === 'status' && before === null
  return [{ field, before, after, isContested: earlier !== null && !earlier.isWhatStands && !isUnsaidHere }]
}

function changesOf(standing: StandingAction, incoming: ImportedAction): Change[] {
  const { source } = standing
  const key = readKey(incoming.key ?? null)
  // What a person says of this version is said, though the document said it before. Of dates and states they say how words are read.
  const isAnswered = (field: Keyed) =>
    field !== 'target' && field !== 'status' && incoming.answered?.some((said) => said === field) === true
  const change = (field: Keyed, before: string | null, after: string | null, last?: string | null, isSame?: Same) =>
    changeOf(
      field,
      before,
      after,
      // Known from the key where Muniment wrote the row, else from the version that was read last.
      (same) => {
        if (key) return { isSaidAgain: key.isAsWritten(field, after), isWhatStands: key.isAsWritten(field, before) }
        return last === undefined ? null : { isSaidAgain: same(last, after), isWhatStands: same(last, before) }
      },
      isSame,
      isAnswered(field),
    )
  const names = standing.ownerNames.join('\n') || null
  const words = standing.ownerWords.join('\n') || null
  const status = statusInWords(standing)
  // Whether a cell names one owner or two is what a person says of it.
  const areSame = isAnswered('owners') ? isSameLines : isSameOwners
  const target = change('target', standing.target, incoming.target?.text ?? null, source?.target)
  const claim = change(
    'status',
    status,
    incoming.status,
    source?.status,
    (a, b) => isSameText(a, b) || (a === status && isStatus(standing, b, incoming.saidOn)),
  )
  return [
    ...change('ref', standing.ref, incoming.ref, source?.ref),
    ...change('text', standing.text, incoming.text, source?.text),
    ...change(
      'owners',
      names,
      incoming.owners.join('\n') || null,
      source?.owners.join('\n'),
      (a, b) => areSame(a, b) || (a === names && areSame(words, b)),
    ),
    ...change('priority', standing.priority, incoming.priority, source?.priority),
    ...(target.length > 0 ? target : answeredTarget(standing, incoming)),
    ...(claim.length > 0 ? claim : claimedAnew(standing, incoming)),
    ...commentaryChange(standing.commentary, withNewVerdict(standing, incoming)),
  ]
}

/** What an assessor's column says that it did not say before, and that is not the verdict that stands; or null. */
export function newVerdict(
  { source, verdict: standing }: StandingAction,
  { verdict, key }: ImportedAction,
): string | null {
  if (!verdict || folded(verdict) === '') return null
  if (standing && folded(verdict) === VERDICT_NAMES[standing]) return null
  const written = readKey(key ?? null)
  if (written?.knows('verdict')) return written.isAsWritten('verdict', verdict) ? null : verdict
  return folded(verdict) === folded(source?.verdict) ? null : verdict
}

/** An assessor's words that were not there before are heard, as commentary where their claim has not changed. */
function withNewVerdict(standing: StandingAction, incoming: ImportedAction): string | null {
  const { commentary } = incoming
  const { status } = standing
  const verdict = newVerdict(standing, incoming)
  const judgesNewClaim = incoming.status !== null && statusOfRow(incoming) !== status
  return (
    [commentary, verdict && !judgesNewClaim ? `Assessor’s verdict: ${verdict}` : null].filter(Boolean).join('\n') ||
    null
  )
}

/** The status as a document would say it: in the words of the claim, or by its name. */
export function statusInWords({ status, statusWords }: StandingAction): string | null {
  return status === 'unclaimed' ? null : (statusWords ?? STATUS_NAMES[status])
}

const isStatus = ({ status, statusWords }: StandingAction, words: string | null, saidOn: Day | undefined) =>
  words !== null &&
  (folded(words) === STATUS_NAMES[status] || (statusWords === null && statusOfWords(words, saidOn) === status))

const plain = (text: string | null) => foldedLines(text).map((line) => line.toLowerCase())
const isSameLines: Same = (a, b) => sameSet(plain(a), plain(b))

function isSameOwners(a: string | null, b: string | null): boolean {
  const split = (text: string | null) => splitOwners(foldedLines(text)).map((line) => line.toLowerCase())
  return isSameLines(a, b) || sameSet(split(a), split(b))
}

const sameSet = (a: readonly string[], b: readonly string[]) => a.toSorted().join('\n') === b.toSorted().join('\n')

/** Lines of commentary that have not been said before. Commentary is only ever added to. */
export function commentaryChange(said: readonly string[], incoming: string | null): Change[] {
  const known = new Set(said.flatMap(foldedLines))
  const wholes = said.map(folded)
  const fresh = oneLineEnd(incoming ?? '')
    .split('\n')
    .filter(
      (line) =>
        folded(line) !== '' &&
        !known.has(folded(line)) &&
        !wholes.some((whole) => whole.includes(folded(line)) && folded(line).length > 20),
    )
  return fresh.length > 0
    ? [{ field: 'commentary', before: null, after: fresh.join('\n').trim(), isContested: false }]
    : []
}

function recommendationChanges(standing: StandingRecommendation, incoming: ImportedRecommendation): Change[] {
  const { source } = standing
  const change = (field: 'ref' | 'text', before: string | null, after: string | null) =>
    changeOf(field, before, after, (same) =>
      source && !incoming.key
        ? { isSaidAgain: same(source[field], after), isWhatStands: same(source[field], before) }
        : null,
    )
  return [
    ...change('ref', standing.ref, incoming.ref),
    ...change('text', standing.text, incoming.text),
    ...commentaryChange(standing.commentary, incoming.commentary),
  ]
}
