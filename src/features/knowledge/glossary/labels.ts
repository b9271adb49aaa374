import type { Graph, Label } from './graph.ts'
import type { Fault } from './model.ts'
import { type Names, quoted } from './names.ts'
import { LABELS, type LabelKind, SKOS, TYPE } from './skos.ts'

/** Labels that are no words, doubled, of two kinds at once, or missing. */
export function labelFaults(graph: Graph, names: Names): Fault[] {
  return [
    ...KINDS.flatMap((kind) => strange(graph, kind, names)),
    ...[...graph.labelled].flatMap(([thing, labels]) => [
      ...empty(thing, labels, names),
      ...twoPreferred(thing, labels, names),
      ...twoKinds(thing, labels, names),
    ]),
    ...missing(graph, names),
    ...shared(graph, names),
  ]
}

const KINDS = Object.keys(LABELS) as LabelKind[]

/** Labels are plain words (S12). */
const strange = (graph: Graph, kind: LabelKind, names: Names): Fault[] =>
  graph
    .with(`${SKOS}${kind}`)
    .filter(({ object }) => typeof object === 'string' || object.datatype !== null)
    .map(({ subject, object, line }) => ({
      line,
      what: `the ${LABELS[kind]} label of ${names.of(subject)} is ${typeof object === 'string' ? 'a thing' : 'no plain text'}: labels are words, such as "Record"@en (SKOS S12)`,
    }))

const empty = (thing: string, labels: readonly Label[], names: Names): Fault[] =>
  labels
    .filter(({ text }) => text.trim() === '')
    .map(({ kind, line }) => ({
      line,
      what: `${names.of(thing)} has ${kind === 'altLabel' ? 'an' : 'a'} ${LABELS[kind]} label without words`,
    }))

/** One preferred label a language (S14). */
function twoPreferred(thing: string, labels: readonly Label[], names: Names): Fault[] {
  const preferred = labels.filter(({ kind }) => kind === 'prefLabel')
  return [...Map.groupBy(preferred, ({ language }) => language)].flatMap(([language, [first, ...others]]) =>
    others.map((other) => ({
      line: other.line,
      what: `${names.of(thing)} has a second preferred label ${language ? `in the language ${language}` : 'without a language'}: ${quoted(other)}, beside ${quoted(first ?? other)} of line ${first?.line} (SKOS S14)`,
    })),
  )
}

/** The same words are a label of one kind only (S13). */
function twoKinds(thing: string, labels: readonly Label[], names: Names): Fault[] {
  const same = Map.groupBy(labels, ({ text, language }) => `${language} ${text}`)
  return [...same.values()].flatMap(([first, ...others]) =>
    others.map((other) => ({
      line: other.line,
      what: `${quoted(other)} is a label of two kinds of ${names.of(thing)}: ${LABELS[other.kind]} here, and ${LABELS[first?.kind ?? other.kind]} by line ${first?.line} (SKOS S13)`,
    })),
  )
}

/** A term of a glossary has a name. Things that are concepts only by what leads to them may be told of elsewhere. */
function missing(graph: Graph, names: Names): Fault[] {
  const concepts = graph.with(TYPE).filter(({ object }) => object === `${SKOS}Concept`)
  const first = new Map(concepts.toReversed().map(({ subject, line }) => [subject, line]))
  return [...first]
    .filter(([thing]) => !graph.labelsOf(thing).some(({ kind }) => kind === 'prefLabel'))
    .map(([thing, line]) => ({ line, what: `${names.of(thing)} has no preferred label` }))
}

/** Two concepts of one scheme with one preferred label: nobody could tell which of them a text means. */
function shared(graph: Graph, names: Names): Fault[] {
  const schemes = schemesOf(graph)
  const concepts = new Set([...graph.roles].filter(([, roles]) => roles.has('concept')).map(([thing]) => thing))
  const taken = new Map<string, { readonly thing: string; readonly line: number }>()
  const faults: Fault[] = []
  for (const [thing, labels] of graph.labelled) {
    if (!concepts.has(thing)) continue
    for (const label of labels.filter(({ kind, text }) => kind === 'prefLabel' && text.trim() !== '')) {
      const clash = new Map<string, number>()
      for (const scheme of schemes.get(thing) ?? ['']) {
        const key = `${scheme} ${label.language} ${label.text}`
        const other = taken.get(key)
        if (other && other.thing !== thing) clash.set(other.thing, other.line)
        else taken.set(key, { thing, line: label.line })
      }
      for (const [other, line] of clash)
        faults.push({
          line: label.line,
          what: `${quoted(label)} is the preferred label of two concepts: ${addressed(thing, names)}, and ${addressed(other, names)} by line ${line}`,
        })
    }
  }
  return faults
}

const addressed = (thing: string, names: Names): string => (thing.startsWith('_:') ? names.of(thing) : `<${thing}>`)

function schemesOf(graph: Graph): Map<string, Set<string>> {
  const schemes = new Map<string, Set<string>>()
  const add = (thing: string, scheme: string) => schemes.set(thing, (schemes.get(thing) ?? new Set()).add(scheme))
  for (const { from, to } of graph.ties('inScheme', 'topConceptOf')) add(from, to)
  for (const { from, to } of graph.ties('hasTopConcept')) add(to, from)
  return schemes
}
