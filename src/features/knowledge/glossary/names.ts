import { shortened } from '#platform/words.ts'
import type { Graph } from './graph.ts'
import type { Literal } from './model.ts'

/** How things of a glossary are called in what is told of them: by a preferred label, and by their address. */
export class Names {
  readonly #graph: Graph
  readonly #known = new Map<string, string>()

  constructor(graph: Graph) {
    this.#graph = graph
  }

  of(thing: string): string {
    const name = this.#known.get(thing) ?? this.#named(thing)
    this.#known.set(thing, name)
    return name
  }

  #named(thing: string): string {
    const labels = this.#graph.labelsOf(thing).filter(({ kind, text }) => kind === 'prefLabel' && text.trim() !== '')
    const label = labels.find(({ language }) => language.startsWith('en')) ?? labels[0]
    const address = thing.startsWith('_:') ? '' : `<${shortened(thing, 200)}>`
    if (label) return `“${shortened(label.text, 80)}”${address ? ` (${address})` : ''}`
    return address || 'something without an address'
  }
}

/** Words with their language: `“Cofnod” (cy)`. */
export const quoted = ({ text, language }: Literal): string =>
  `“${shortened(text, 80)}”${language ? ` (${language})` : ''}`
