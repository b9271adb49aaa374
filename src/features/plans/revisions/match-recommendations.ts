import { folded } from '../exchange/folded.ts'
import type { ImportedRecommendation } from '../recognising/model/model.ts'
import { likeness, SEARCHED, SIMILAR, SURE, wordsOf } from './alike.ts'
import { type ChosenMatches, chosenKey, type MatchBasis, type StandingRecommendation } from './model.ts'

/** The recommendation of the plan that one of a new version was found to be. */
export interface MatchedRecommendation {
  readonly standing: StandingRecommendation
  readonly basis: MatchBasis
  readonly isDoubtful: boolean
}

interface Worded {
  readonly ref: string | null
  readonly text: string | null
}

const refOf = ({ ref }: Worded) => (ref === null ? null : folded(ref).toLowerCase())
const textOf = ({ text }: Worded) => (text === null ? null : folded(text))
const bothOf = (one: Worded) => JSON.stringify([refOf(one), textOf(one)])

/** By what a recommendation is found: one name that only one of each side has. */
interface Way {
  readonly basis: MatchBasis
  readonly isDoubtful: boolean
  readonly incoming: (one: ImportedRecommendation) => string | null
  readonly standing: (one: StandingRecommendation) => string | null
  readonly isSame?: (one: ImportedRecommendation, other: StandingRecommendation) => boolean
}

const isSure = (one: Worded, other: Worded): boolean =>
  one.text === null || other.text === null || likeness(wordsOf(one.text), wordsOf(other.text)) >= SURE

const idOf = ({ id }: StandingRecommendation) => id
const CERTAIN: readonly Way[] = [
  { basis: 'key', isDoubtful: false, incoming: ({ key }) => key ?? null, standing: idOf },
  { basis: 'reference', isDoubtful: false, incoming: bothOf, standing: bothOf },
  { basis: 'text', isDoubtful: false, incoming: textOf, standing: textOf },
  { basis: 'reference', isDoubtful: false, incoming: refOf, standing: refOf, isSame: isSure },
]
const BY_REFERENCE: Way = { basis: 'reference', isDoubtful: true, incoming: refOf, standing: refOf }

/**
 * Says for each recommendation of a new version which one of the plan it is: as chosen, by key, by words, by reference where hardly a word is
 * other, and then in doubt: by words that are alike, and last by reference alone. Each is found once at most.
 */
export async function matchRecommendations(
  incoming: readonly ImportedRecommendation[],
  standing: readonly StandingRecommendation[],
  chosen: ChosenMatches,
  turn: () => Promise<void>,
): Promise<Map<string, MatchedRecommendation>> {
  const found = new Map<string, MatchedRecommendation>()
  const taken = new Set<string>()
  const open = () => incoming.filter(({ place }) => !found.has(place) && chosen[chosenKey(place)] !== 'new')
  const free = () => standing.filter(({ id }) => !taken.has(id))
  const take = (
    place: string,
    one: StandingRecommendation,
    { basis, isDoubtful }: Pick<Way, 'basis' | 'isDoubtful'>,
  ) => {
    found.set(place, { standing: one, basis, isDoubtful })
    taken.add(one.id)
  }
  const takeBy = async (way: Way) => {
    const known = Map.groupBy(free(), way.standing)
    for (const one of open()) {
      await turn()
      const name = way.incoming(one)
      const same = name === null ? [] : (known.get(name) ?? [])
      const first = same.find((other) => !taken.has(other.id) && (way.isSame?.(one, other) ?? true))
      if (first) take(one.place, first, way)
    }
  }
  await takeBy({
    basis: 'chosen',
    isDoubtful: false,
    incoming: ({ place }) => chosen[chosenKey(place)] ?? null,
    standing: idOf,
  })
  for (const way of CERTAIN) await takeBy(way)
  if (open().length <= SEARCHED && free().length <= SEARCHED) {
    const words = free().map((one) => ({ one, words: wordsOf(one.text) }))
    for (const { place, text } of open()) {
      await turn()
      const own = wordsOf(text)
      const alike = words
        .filter(({ one }) => text !== null && !taken.has(one.id))
        .map((other) => ({ one: other.one, score: likeness(own, other.words) }))
      const [best] = alike.toSorted((a, b) => b.score - a.score)
      if (best && best.score >= SIMILAR) take(place, best.one, { basis: 'similar', isDoubtful: true })
    }
  }
  await takeBy(BY_REFERENCE)
  return found
}
