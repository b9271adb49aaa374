import type { Graph } from './graph.ts'
import type { Fault, Statement } from './model.ts'
import type { Names } from './names.ts'
import { LIST, SKOS } from './skos.ts'

/** An ordered collection has one list (S35), which is one: each part has one member and one rest, and it ends (S34). */
export function collectionFaults(graph: Graph, names: Names): Fault[] {
  const lists = Map.groupBy(graph.with(`${SKOS}memberList`), ({ subject }) => subject)
  if (lists.size === 0) return []
  const [firsts, rests] = [LIST.first, LIST.rest].map((one) => Map.groupBy(graph.with(one), ({ subject }) => subject))
  const seen = new Set<string>()
  return [...lists].flatMap(([collection, all]): Fault[] => {
    const [own, ...others] = new Map(all.toReversed().map((one) => [one.object, one])).values().toArray().toReversed()
    if (!own) return []
    const more = others.map(({ line }) => ({
      line,
      what: `${names.of(collection)} has a second list of members: it may have one (SKOS S35)`,
    }))
    const isWhole = typeof own.object !== 'string' || isList(own.object, { firsts, rests, seen })
    return isWhole
      ? more
      : [
          ...more,
          { line: own.line, what: `the list of members of ${names.of(collection)} is no list that ends (SKOS S34)` },
        ]
  })
}

interface Lists {
  readonly firsts: ReadonlyMap<string, readonly Statement[]> | undefined
  readonly rests: ReadonlyMap<string, readonly Statement[]> | undefined
  /** Parts of lists that were walked: two lists that share one are no lists, and a circle is none. */
  readonly seen: Set<string>
}

function isList(from: string, { firsts, rests, seen }: Lists): boolean {
  let at = from
  while (at !== LIST.end) {
    const [first, rest] = [firsts?.get(at) ?? [], rests?.get(at) ?? []]
    const next = rest[0]?.object
    if (seen.has(at) || first.length !== 1 || rest.length !== 1 || typeof next !== 'string') return false
    seen.add(at)
    at = next
  }
  return true
}
