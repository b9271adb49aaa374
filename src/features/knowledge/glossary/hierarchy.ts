import { counted, shortened } from '#platform/words.ts'
import { type Circle, circlesIn, levelled } from './circles.ts'
import type { Graph, Tie } from './graph.ts'
import type { Fault } from './model.ts'
import type { Names } from './names.ts'

/** So many names of a circle are listed. */
const MOST_NAMES = 8

/** Broader terms that run in a circle, and related terms of which one is above the other (S27). */
export function hierarchyFaults(graph: Graph, names: Names): Fault[] {
  const upward = [
    ...graph.ties('broader', 'broaderTransitive', 'broadMatch'),
    ...graph.ties('narrower', 'narrowerTransitive', 'narrowMatch').map(turned),
  ]
  const related = graph.ties('related', 'relatedMatch').filter(({ from, to }) => from !== to)
  return [
    ...circlesIn(upward).map((circle) => circleFault(circle, names)),
    ...relatedAbove(upward, related).map(({ from, to, line }) => ({
      line,
      what: `${names.of(from)} and ${names.of(to)} are related, and one of them is broader than the other, directly or through others: they can be one of these only (SKOS S27)`,
    })),
  ]
}

const turned = ({ from, to, line }: Tie): Tie => ({ from: to, to: from, line })

function circleFault({ things, line }: Circle, names: Names): Fault {
  const [first = ''] = things
  if (things.length === 1) return { line, what: `${names.of(first)} is broader than itself` }
  const listed = things.slice(0, MOST_NAMES).map((thing) => names.of(thing))
  const rest = things.length > MOST_NAMES ? [counted(things.length - MOST_NAMES, 'more', 'more')] : []
  const way = [...listed, ...rest, names.of(first)].map((name) => shortened(name, 300)).join(', then ')
  return { line, what: `broader terms run in a circle: ${way}` }
}

/** Bits of one word of a mask. */
const BLOCK = 32

/**
 * Related pairs of which one is reached upward from the other. All places are looked at for 32 of the related ones at a time, from the top
 * down: a mask says of each which of the 32 it is or is below. So the work grows with related things times ties, divided by 32.
 */
function relatedAbove(upward: readonly Tie[], related: readonly Tie[]): Tie[] {
  if (related.length === 0 || upward.length === 0) return []
  const { places, parents } = levelled(upward)
  const below = Map.groupBy(related.flatMap(bothWays(places)), ({ high }) => high)
  const highs = [...below.keys()]
  const found = new Set<Tie>()
  const masks = new Masks(parents)
  for (let at = 0; at < highs.length; at += BLOCK) {
    const block = highs.slice(at, at + BLOCK)
    masks.fill(block)
    for (const [bit, high] of block.entries())
      for (const { tie, low } of below.get(high) ?? []) if (masks.has(low, bit)) found.add(tie)
  }
  return related.filter((tie) => found.has(tie))
}

/** Which of two related things may be above the other: either. */
const bothWays =
  (places: ReadonlyMap<string, number>) =>
  (tie: Tie): { tie: Tie; low: number; high: number }[] => {
    const [from, to] = [places.get(tie.from), places.get(tie.to)]
    if (from === undefined || to === undefined) return []
    return [
      { tie, low: from, high: to },
      { tie, low: to, high: from },
    ]
  }

/** For each place, which of 32 places it is or is below. Places stand behind all that they lead to. */
class Masks {
  readonly #masks: Int32Array
  /** Where the parents of each place begin in `#parents`; one number more than there are places. */
  readonly #starts: Int32Array
  readonly #parents: Int32Array

  constructor(parents: readonly (readonly number[])[]) {
    this.#masks = new Int32Array(parents.length)
    this.#starts = new Int32Array(parents.length + 1)
    for (const [place, own] of parents.entries()) this.#starts[place + 1] = (this.#starts[place] ?? 0) + own.length
    this.#parents = Int32Array.from(parents.flat())
  }

  fill(block: readonly number[]): void {
    const [masks, starts, parents] = [this.#masks, this.#starts, this.#parents]
    masks.fill(0)
    for (const [bit, place] of block.entries()) masks[place] = 1 << bit
    for (let place = 0; place < masks.length; place += 1) {
      const end = starts[place + 1] ?? 0
      let mask = masks[place] ?? 0
      for (let at = starts[place] ?? 0; at < end; at += 1) mask |= masks[parents[at] ?? 0] ?? 0
      masks[place] = mask
    }
  }

  has(place: number, bit: number): boolean {
    return ((this.#masks[place] ?? 0) & (1 << bit)) !== 0
  }
}
