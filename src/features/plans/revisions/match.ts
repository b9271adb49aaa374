import { folded } from '../exchange/folded.ts'
import { readKey } from '../exchange/layout.ts'
import { onceFor } from '../once-for.ts'
import type { ImportedAction } from '../recognising/model/model.ts'
import { likeness, SEARCHED, SIMILAR, SURE, wordsOf } from './alike.ts'
import type { ChosenMatches, MatchBasis, StandingAction } from './model.ts'
import { pairSame } from './same-words.ts'

export interface IncomingAction {
  readonly action: ImportedAction
  readonly home: string
  /** The recommendation that stands for its home, if there is one. */
  readonly homeId: string | null
}

export interface Match {
  readonly standing: StandingAction
  readonly basis: MatchBasis
  readonly isDoubtful: boolean
}

/** What has been found so far, and what is still free. */
interface Matching {
  readonly found: Map<string, Match>
  readonly free: Map<string, StandingAction>
  readonly words: ReadonlyMap<string, ReadonlySet<string>>
  readonly open: () => IncomingAction[]
  readonly take: (place: string, action: StandingAction, basis: MatchBasis, isDoubtful?: boolean) => void
  readonly turn: () => Promise<void>
}

/**
 * Says for each row of a new version which action it is: as chosen, by the key that Muniment wrote, by the same words, by reference where hardly a
 * word is other and no others are as much alike, and then in doubt: by words that are alike, and last by reference alone. The same words are in
 * doubt where several rows have them and their references moved, and where few of them stand under another recommendation.
 * Each action is one row at most.
 */
export async function matchActions(
  incoming: readonly IncomingAction[],
  standing: readonly StandingAction[],
  chosen: ChosenMatches,
  turn: () => Promise<void>,
): Promise<Map<string, Match>> {
  const matching = await begin(incoming, standing, chosen, turn)
  const { free, open, take } = matching
  for (const { action } of open()) {
    const wanted = free.get(chosen[action.place] ?? '')
    if (wanted) take(action.place, wanted, 'chosen')
  }
  for (const { action } of open()) {
    const keyed = free.get(readKey(action.key ?? null)?.id ?? '')
    if (keyed) take(action.place, keyed, 'key')
  }
  await takeSameWords(matching, incoming)
  await takeSureReferences(matching)
  // What is hardly changed goes before what is only alike.
  for (const least of [HARDLY_CHANGED, SIMILAR]) await takeAlike(matching, least)
  for (const { action, homeId } of open()) {
    await turn()
    const [same] = byRef(free, action, homeId)
    if (same) take(action.place, same, 'reference', true)
  }
  return matching.found
}

async function begin(
  incoming: readonly IncomingAction[],
  standing: readonly StandingAction[],
  chosen: ChosenMatches,
  turn: () => Promise<void>,
): Promise<Matching> {
  const found = new Map<string, Match>()
  const free = new Map(standing.map((action) => [action.id, action]))
  const words = new Map<string, ReadonlySet<string>>()
  for (const { id, text } of standing) {
    words.set(id, wordsOf(text))
    await turn()
  }
  return {
    found,
    free,
    words,
    turn,
    open: () => incoming.filter(({ action }) => !found.has(action.place) && chosen[action.place] !== 'new'),
    take: (place, action, basis, isDoubtful = false) => {
      found.set(place, { standing: action, basis, isDoubtful })
      free.delete(action.id)
    },
  }
}

/** Words as alike as this go before others that are alike. */
const HARDLY_CHANGED = 0.95
/** So many different words are the same promise wherever they stand; fewer may be another one under another recommendation. */
const TELLING = 5

async function takeSameWords({ free, open, take, turn, words }: Matching, incoming: readonly IncomingAction[]) {
  const stay = new Set(incoming.flatMap(({ homeId }) => homeId ?? []))
  const byWords = Map.groupBy(free.values(), ({ text }) => folded(text))
  for (const [text, rows] of Map.groupBy(open(), ({ action }) => folded(action.text))) {
    await turn()
    for (const { row, standing, basis, isDoubtful } of pairSame(rows, byWords.get(text) ?? [])) {
      const hasLeft = standing.recommendationId !== row.homeId && stay.has(standing.recommendationId)
      const isOther = hasLeft && basis !== 'reference' && (words.get(standing.id)?.size ?? 0) < TELLING
      take(row.action.place, standing, basis, isDoubtful || isOther)
    }
  }
}

/** Takes what has the same reference and hardly another word, unless other words of either side are as much alike. */
async function takeSureReferences({ free, open, take, turn, words }: Matching) {
  const rows = open().map((row) => ({ ...row, own: wordsOf(row.action.text) }))
  const [actions, isSmall] = [[...free.values()], free.size <= SEARCHED && rows.length <= SEARCHED]
  const homes = Map.groupBy(actions, ({ recommendationId }) => recommendationId)
  const rowsOf = Map.groupBy(rows, ({ homeId }) => homeId)
  const scoreOf = (own: ReadonlySet<string>, { id }: StandingAction) => likeness(own, words.get(id) ?? new Set())
  for (const row of rows) {
    await turn()
    const { action, homeId, own } = row
    const same = byRef(free, action, homeId).find((one) => scoreOf(own, one) >= SURE)
    if (!same) continue
    const score = scoreOf(own, same)
    const near = isSmall ? actions : (homes.get(homeId ?? '') ?? [])
    const beside = isSmall ? rows : (rowsOf.get(homeId) ?? [])
    const isSearched = near.length <= SEARCHED && beside.length <= SEARCHED
    const isRivalled =
      near.some((one) => one !== same && scoreOf(own, one) >= score) ||
      beside.some((other) => other !== row && scoreOf(other.own, same) >= score)
    if (!isSearched || !isRivalled) take(action.place, same, 'reference')
  }
}

/** Takes in doubt what is said in words that are alike: under the same recommendation, and elsewhere where not too many are left. */
async function takeAlike({ free, open, take, turn, words }: Matching, least: number) {
  const left = open()
  const everywhere = left.length <= SEARCHED && free.size <= SEARCHED
  for (const { action, homeId } of left) {
    await turn()
    const own = wordsOf(action.text)
    let best: { action: StandingAction; score: number } | null = null
    for (const candidate of free.values()) {
      const isNear = candidate.recommendationId === homeId
      if (!isNear && !everywhere) continue
      const score = likeness(own, words.get(candidate.id) ?? new Set()) + (isNear ? 0.05 : 0)
      if (score >= least && (best === null || score > best.score)) best = { action: candidate, score }
    }
    if (best) take(action.place, best.action, 'similar', true)
  }
}

/** Actions with this reference: those under the same recommendation first, and others only if there is just one. */
function byRef(
  free: ReadonlyMap<string, StandingAction>,
  { ref }: ImportedAction,
  homeId: string | null,
): StandingAction[] {
  if (ref === null) return []
  const same =
    indexed(free)
      .get(folded(ref).toLowerCase())
      ?.filter(({ id }) => free.has(id)) ?? []
  const near = same.filter(({ recommendationId }) => recommendationId === homeId)
  return near.length > 0 ? near : same.length === 1 ? same : []
}

/** The actions by their references, made once; taken ones are left out by whoever asks. */
const indexed = onceFor(
  (free: ReadonlyMap<string, StandingAction>) => free,
  (free) =>
    Map.groupBy(
      [...free.values()].filter(({ ref }) => ref !== null),
      ({ ref }) => folded(ref).toLowerCase(),
    ),
)
