import type { Graph } from './graph.ts'
import type { Fault } from './model.ts'
import type { Names } from './names.ts'
import { CLASSES, isSkosWord, meantWord, RELATIONS, skosName, TYPE } from './skos.ts'

/** Words that look like SKOS and are none, words of SKOS in a wrong place, and relations to what is no thing. */
export function wordFaults({ statements }: Graph, names: Names): Fault[] {
  return statements.flatMap(({ subject, predicate, object, line }): Fault[] => {
    const isType = predicate === TYPE
    const name = skosName(isType ? (typeof object === 'string' ? object : '') : predicate)
    if (name === null) return []
    if (!isSkosWord(name)) return [{ line, what: `skos:${name.slice(0, 60)} is no word of SKOS${meant(name)}` }]
    if (isType !== Object.hasOwn(CLASSES, name))
      return [
        { line, what: `skos:${name} is ${isType ? 'no kind of thing' : 'a kind of thing, and says nothing of one'}` },
      ]
    if (!isType && Object.hasOwn(RELATIONS, name) && typeof object !== 'string')
      return [{ line, what: `${names.of(subject)} has words as its skos:${name}, where a thing must stand` }]
    return []
  })
}

function meant(name: string): string {
  const word = meantWord(name)
  return word === null ? '' : ` (skos:${word} may be meant)`
}
