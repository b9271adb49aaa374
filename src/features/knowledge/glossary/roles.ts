import type { Graph } from './graph.ts'
import type { Fault } from './model.ts'
import type { Names } from './names.ts'
import { ROLE_WORDS, type Role } from './skos.ts'

/** Pairs of which nothing is both, with the condition of SKOS that says so. */
const DISJOINT: readonly (readonly [Role, Role, string])[] = [
  ['concept', 'scheme', 'S9'],
  ['concept', 'collection', 'S37'],
  ['scheme', 'collection', 'S37'],
]

/** Things that are two at once, by what the file calls them or by what it says of them. */
export function roleFaults(graph: Graph, names: Names): Fault[] {
  const { roles } = graph
  const both = [...roles].flatMap(([thing, own]) =>
    DISJOINT.flatMap(([one, other, rule]): Fault[] => {
      const lines = [own.get(one), own.get(other)]
      if (lines[0] === undefined || lines[1] === undefined) return []
      const [first, second] = lines[0] <= lines[1] ? [one, other] : [other, one]
      const [least, most] = [Math.min(lines[0], lines[1]), Math.max(lines[0], lines[1])]
      const what = `${names.of(thing)} is ${ROLE_WORDS[first]} by line ${least}, and ${ROLE_WORDS[second]} by this one: nothing is both (SKOS ${rule})`
      return [{ line: most, what }]
    }),
  )
  const members = graph
    .ties('member')
    .filter(({ to }) => roles.get(to)?.has('scheme'))
    .map(({ from, to, line }) => ({
      line,
      what: `${names.of(to)} is a concept scheme and a member of ${names.of(from)}: members are concepts and collections (SKOS S32)`,
    }))
  return [...both, ...members]
}
