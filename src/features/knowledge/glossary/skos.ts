/** The words of SKOS (W3C Recommendation, 18 August 2009) and of the labels that are things (SKOS-XL). */
export const SKOS = 'http://www.w3.org/2004/02/skos/core#'
export const XL = 'http://www.w3.org/2008/05/skos-xl#'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
export const TYPE = `${RDF}type`
export const LIST = { first: `${RDF}first`, rest: `${RDF}rest`, end: `${RDF}nil` } as const

/** What a thing of a glossary may be: one of these at most (S9, S37). */
export type Role = 'concept' | 'scheme' | 'collection'

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  concept: 'a concept',
  scheme: 'a concept scheme',
  collection: 'a collection',
}

export const CLASSES: Readonly<Record<string, Role>> = {
  Concept: 'concept',
  ConceptScheme: 'scheme',
  Collection: 'collection',
  OrderedCollection: 'collection',
}

/** What a relation says of the two things that it ties (S4 to S8, S19, S20, S31, S33, S39); null where it says nothing. */
export interface Ends {
  readonly subject: Role | null
  readonly object: Role | null
}

const between = (names: string): Record<string, Ends> =>
  Object.fromEntries(names.split(' ').map((name) => [name, { subject: 'concept', object: 'concept' }]))

/** Relations between things; their objects are never words. */
export const RELATIONS: Readonly<Record<string, Ends>> = {
  inScheme: { subject: null, object: 'scheme' },
  hasTopConcept: { subject: 'scheme', object: 'concept' },
  topConceptOf: { subject: 'concept', object: 'scheme' },
  member: { subject: 'collection', object: null },
  memberList: { subject: 'collection', object: null },
  ...between('semanticRelation broader narrower related broaderTransitive narrowerTransitive'),
  ...between('mappingRelation closeMatch exactMatch broadMatch narrowMatch relatedMatch'),
}

/** Kinds of labels, in words: those that a thing has of one kind it has of no other (S13). */
export const LABELS = { prefLabel: 'preferred', altLabel: 'alternative', hiddenLabel: 'hidden' } as const
export type LabelKind = keyof typeof LABELS

const NOTES = 'notation note changeNote definition editorialNote example historyNote scopeNote'.split(' ')
const WORDS = new Set([...Object.keys(CLASSES), ...Object.keys(RELATIONS), ...Object.keys(LABELS), ...NOTES])

/** The name that SKOS has for an address, known or not; null where it is none of SKOS. */
export const skosName = (address: string): string | null =>
  address.startsWith(SKOS) ? address.slice(SKOS.length) : null

export const isSkosWord = (name: string): boolean => WORDS.has(name)

/** The word of SKOS that somebody may have meant by one that is none. */
export function meantWord(name: string): string | null {
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z]/g, '')
  const own = plain(name)
  const alike = [...WORDS].filter((word) => plain(word) === own || `${plain(word)}s` === own)
  return alike[0] ?? (Object.hasOwn(MEANT, own) ? (MEANT[own] ?? null) : null)
}

/** What people write for words of SKOS. */
const MEANT: Readonly<Record<string, string>> = {
  preferredlabel: 'prefLabel',
  label: 'prefLabel',
  alternativelabel: 'altLabel',
  alternatelabel: 'altLabel',
  isbroader: 'broader',
  broaderthan: 'broader',
  isnarrower: 'narrower',
  narrowerthan: 'narrower',
  relatedto: 'related',
  seealso: 'related',
  scheme: 'ConceptScheme',
  topconcept: 'hasTopConcept',
  hasmember: 'member',
  sameas: 'exactMatch',
}
