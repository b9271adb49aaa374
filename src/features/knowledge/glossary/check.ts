import { counted } from '#platform/words.ts'
import { collectionFaults } from './collections.ts'
import { Graph } from './graph.ts'
import { hierarchyFaults } from './hierarchy.ts'
import { labelFaults } from './labels.ts'
import { matchFaults } from './matches.ts'
import { type Fault, type GlossaryCheck, LIMITS } from './model.ts'
import { Names } from './names.ts'
import { roleFaults } from './roles.ts'
import { SKOS } from './skos.ts'
import { readTurtle } from './turtle.ts'
import { wordFaults } from './words.ts'

/** Whether a file is a glossary in SKOS, in Turtle and in UTF-8. Throws UnreadableFile where it asks too much. */
export function checkGlossary(bytes: Uint8Array): GlossaryCheck {
  const text = decoded(bytes)
  if (text === null) return { valid: false, errors: ['The file is not in UTF-8: save it as UTF-8.'] }
  if (text.trim() === '') return { valid: false, errors: ['The file is empty.'] }
  const zero = text.indexOf('\0')
  if (zero >= 0) return told([{ line: text.slice(0, zero).split('\n').length, what: 'a NUL character is no text' }])
  if (/^\s*<(?:\?xml|rdf:)/.test(text.slice(0, 1_000)))
    return { valid: false, errors: ['The file is XML and not Turtle: save the glossary as Turtle.'] }
  const { statements, fault } = readTurtle(text)
  return fault ? told([fault]) : checkStatements(new Graph(statements))
}

/** UTF-8 with or without a mark at its beginning; null where it is something else. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function checkStatements(graph: Graph): GlossaryCheck {
  const names = new Names(graph)
  const faults = [wordFaults, roleFaults, labelFaults, hierarchyFaults, matchFaults, collectionFaults].flatMap((find) =>
    find(graph, names),
  )
  const { errors } = told(faults)
  const hasConcepts = [...graph.roles.values()].some((roles) => roles.has('concept'))
  const none = `The file names no concept of SKOS: nothing in it is a skos:Concept, with skos: for <${SKOS}>.`
  return { valid: hasConcepts && errors.length === 0, errors: hasConcepts ? errors : [none, ...errors] }
}

function told(faults: readonly Fault[]): GlossaryCheck {
  const sentences = faults.toSorted((a, b) => a.line - b.line).map(({ line, what }) => `Line ${line}: ${what}.`)
  const more = sentences.length - LIMITS.errors
  const errors =
    more > 0
      ? [...sentences.slice(0, LIMITS.errors), `${counted(more, 'more error is', 'more errors are')} not listed.`]
      : sentences
  return { valid: errors.length === 0, errors }
}
