import { folded } from '../exchange/folded.ts'
import { readKey } from '../exchange/layout.ts'
import { onceFor } from '../once-for.ts'
import type { ImportedAction, ImportedRecommendation } from '../recognising/model/model.ts'
import { likeness, wordsOf } from './alike.ts'
import type { ChosenMatches, MatchBasis, StandingAction, StandingRecommendation } from './model.ts'

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

/** Words as alike as this may be the same action though they were changed: somebody is asked. */
const SIMILAR = 0.6
/** A shared reference is certain where the words are as alike as this. References move when a row is put in above them. */
const SURE = 0.8
/** Above this many rows without a match, likeness is only looked for under the same recommendation. */
const SEARCHED = 400

/**
 * Says for each row of a new version which action it is: as chosen, by the key that Muniment wrote, by reference and
 * words together, by the same words, by reference where hardly a word is other, and then in doubt: by words that are alike,
 * and last by reference alone. Each action is one row at most.
 */
export async function matchActions(
  incoming: readonly IncomingAction[],
  standing: readonly StandingAction[],
  chosen: ChosenMatches,
  turn: () => Promise<void>,
): Promise<Map<string, Match>> {
  const found = new Map<string, Match>()
  const free = new Map(standing.map((action) => [action.id, action]))
  const words = new Map<string, ReadonlySet<string>>()
  for (const { id, text } of standing) {
    words.set(id, wordsOf(text))
    await turn()
  }
  const take = (place: string, action: StandingAction, basis: MatchBasis, isDoubtful = false) => {
    found.set(place, { standing: action, basis, isDoubtful })
    free.delete(action.id)
  }
  const open = () => incoming.filter(({ action }) => !found.has(action.place) && chosen[action.place] !== 'new')

  for (const { action } of open()) {
    const wanted = free.get(chosen[action.place] ?? '')
    if (wanted) take(action.place, wanted, 'chosen')
  }
  for (const { action } of open()) {
    const keyed = free.get(readKey(action.key ?? null)?.id ?? '')
    if (keyed) take(action.place, keyed, 'key')
  }
  const takeByRef = async (isSame: (action: ImportedAction, one: StandingAction) => boolean, isDoubtful: boolean) => {
    for (const { action, homeId } of open()) {
      await turn()
      const same = byRef(free, action, homeId).find((one) => isSame(action, one))
      if (same) take(action.place, same, 'reference', isDoubtful)
    }
  }
  await takeByRef((action, one) => folded(action.text) === folded(one.text), false)
  const byWords = Map.groupBy(free.values(), ({ text }) => folded(text))
  for (const { action, homeId } of open()) {
    await turn()
    const same = (byWords.get(folded(action.text)) ?? []).filter(({ id }) => free.has(id))
    const best = same.find(({ recommendationId }) => recommendationId === homeId) ?? same[0]
    if (best) take(action.place, best, 'text')
  }
  await takeByRef((action, one) => likeness(wordsOf(action.text), words.get(one.id) ?? new Set()) >= SURE, false)
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
      if (score >= SIMILAR && (best === null || score > best.score)) best = { action: candidate, score }
    }
    if (best) take(action.place, best.action, 'similar', true)
  }
  await takeByRef(() => true, true)
  return found
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

/** Says for each recommendation of a new version which one it is: by key, by reference, by words, by words that are alike. */
export async function matchRecommendations(
  incoming: readonly ImportedRecommendation[],
  standing: readonly StandingRecommendation[],
  turn: () => Promise<void>,
): Promise<Map<string, StandingRecommendation>> {
  const found = new Map<string, StandingRecommendation>()
  const taken = new Set<string>()
  const open = () => incoming.filter(({ place }) => !found.has(place))
  const take = (place: string, one: StandingRecommendation | undefined) => {
    if (!one) return
    found.set(place, one)
    taken.add(one.id)
  }
  const refOf = ({ ref }: { ref: string | null }) => (ref === null ? null : folded(ref).toLowerCase())
  const textOf = ({ text }: { text: string | null }) => (text === null ? null : folded(text))
  const bothOf = (one: { ref: string | null; text: string | null }) => JSON.stringify([refOf(one), textOf(one)])
  const ways: readonly ((one: {
    ref: string | null
    text: string | null
    id?: string
    key?: string
  }) => string | null)[] = [({ id, key }) => id ?? key ?? null, bothOf, textOf, refOf]
  for (const way of ways) {
    const known = Map.groupBy(
      standing.filter(({ id }) => !taken.has(id)),
      way,
    )
    for (const one of open()) {
      await turn()
      const name = way(one)
      if (name !== null)
        take(
          one.place,
          known.get(name)?.find(({ id }) => !taken.has(id)),
        )
    }
  }
  const left = standing.filter(({ id }) => !taken.has(id))
  if (open().length > SEARCHED || left.length > SEARCHED) return found
  const words = left.map(({ id, text }) => ({ id, words: wordsOf(text) }))
  for (const one of open()) {
    await turn()
    if (one.text === null) continue
    const own = wordsOf(one.text)
    const alike = words.find((other) => !taken.has(other.id) && likeness(own, other.words) >= SIMILAR)
    take(
      one.place,
      left.find(({ id }) => id === alike?.id),
    )
  }
  return found
}
