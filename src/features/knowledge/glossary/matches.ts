import type { Graph } from './graph.ts'
import type { Fault } from './model.ts'
import type { Names } from './names.ts'

const OTHERS = { broadMatch: 'broader', narrowMatch: 'narrower', relatedMatch: 'related' } as const

/** What matches exactly is neither broader, narrower nor related (S46). Exact matches go both ways and on (S44, S45). */
export function matchFaults(graph: Graph, names: Names): Fault[] {
  const same = new Sets()
  for (const { from, to } of graph.ties('exactMatch')) same.join(from, to)
  return Object.entries(OTHERS).flatMap(([name, word]) =>
    graph
      .ties(name)
      .filter(({ from, to }) => from !== to && same.areJoined(from, to))
      .map(({ from, to, line }) => ({
        line,
        what: `${names.of(to)} is said to match ${names.of(from)} exactly, and here to be a ${word} match: it can be one of them only (SKOS S46)`,
      })),
  )
}

/** Things that are the same, by what is joined to what. */
class Sets {
  readonly #above = new Map<string, string>()

  join(one: string, other: string): void {
    const [first, second] = [this.#top(one), this.#top(other)]
    if (first !== second) this.#above.set(first, second)
  }

  areJoined(one: string, other: string): boolean {
    return this.#top(one) === this.#top(other)
  }

  #top(thing: string): string {
    let top = thing
    for (let next = this.#above.get(top); next !== undefined; next = this.#above.get(top)) top = next
    // Whatever was on the way leads straight there from now on, so that no way grows long.
    for (let at = thing; at !== top; ) {
      const next = this.#above.get(at) ?? top
      this.#above.set(at, top)
      at = next
    }
    return top
  }
}
