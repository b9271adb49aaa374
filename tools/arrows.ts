/** An import: from a file to a file, or from a part of the house to a part. */
export interface Arrow {
  readonly from: string
  readonly to: string
}

/** Circles that arrows make, each in words. An arrow for a type is one like any other: whoever reads the file reads the other as well. */
export function circles(arrows: readonly Arrow[]): string[] {
  const leading = Map.groupBy(arrows, ({ from }) => from)
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (place: string, trail: readonly string[]) => {
    if (state.get(place) === 'done') return
    if (state.get(place) === 'open') {
      found.push(`import cycle: ${[...trail.slice(trail.indexOf(place)), place].join(' → ')}`)
      return
    }
    state.set(place, 'open')
    for (const { to } of leading.get(place) ?? []) visit(to, [...trail, place])
    state.set(place, 'done')
  }
  for (const place of leading.keys()) visit(place, [])
  return found
}

/** The longest way along arrows, from its beginning. Of a circle it takes each place once. */
export function longestChain(arrows: readonly Arrow[]): readonly string[] {
  const leading = Map.groupBy(arrows, ({ from }) => from)
  const known = new Map<string, readonly string[]>()
  const chainFrom = (place: string): readonly string[] => {
    const there = known.get(place)
    if (there) return there
    known.set(place, [])
    const chain = [place, ...longest((leading.get(place) ?? []).map(({ to }) => chainFrom(to)))]
    known.set(place, chain)
    return chain
  }
  return longest([...leading.keys()].map(chainFrom))
}

const longest = (chains: readonly (readonly string[])[]): readonly string[] =>
  chains.reduce((most, chain) => (chain.length > most.length ? chain : most), [])

/** The part of the house that a file belongs to: one of the platform, a room, a package or a file at the top of `src`; null for tests and tools. */
export function partOfHouse(path: string): string | null {
  if (/\.(?:test|fixture)\.ts$/.test(path)) return null
  const [part] = /^(?:src\/(?:platform|features)\/[^/]+|packages\/[^/]+|src\/[^/]+\.ts$)/.exec(path) ?? []
  return part?.replace(/^(src\/platform\/[^/]+)\.ts$/, '$1') ?? null
}

/** The same arrows between parts, each once. */
export function betweenParts(arrows: readonly Arrow[]): Arrow[] {
  const parted = arrows.flatMap(({ from, to }) => {
    const [own, other] = [partOfHouse(from), partOfHouse(to)]
    return own && other && own !== other ? [{ from: own, to: other }] : []
  })
  return [...new Map(parted.map((arrow) => [`${arrow.from} ${arrow.to}`, arrow])).values()]
}

/** So many parts at most, one importing the next: whoever changes the last may have to look at all of them. */
export const MOST_PARTS = 14

/** What is wrong with how parts hang together, in words. */
export function partBreaches(arrows: readonly Arrow[], most = MOST_PARTS): string[] {
  const parts = betweenParts(arrows)
  const chain = longestChain(parts)
  const tooLong = `${chain.length} parts import one another in a row, and ${most} may: ${chain.join(' → ')}`
  return [...circles(parts), ...(chain.length > most ? [tooLong] : [])]
}
