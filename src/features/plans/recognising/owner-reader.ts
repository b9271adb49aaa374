import { spelt } from '#platform/words.ts'
import type { KnownNames } from './known-names.ts'
import type { Choices, Question } from './model.ts'
import { readOwners } from './owners.ts'

export interface OwnersOfCell {
  readonly owners: readonly string[]
  /** The cell as written, where the owners together are not the same words. */
  readonly ownersCell?: string
}

/** Reads the cells of owners of one document: as a person said, else as the registers and the words say. What is not sure is asked once. */
export class OwnerReader {
  readonly questions: Question[] = []
  readonly #known: KnownNames
  readonly #chosen: NonNullable<Choices['owners']>
  readonly #asked = new Set<string>()

  constructor(known: KnownNames, chosen: Choices['owners']) {
    this.#known = known
    this.#chosen = chosen ?? {}
  }

  read(paragraphs: readonly string[], where: string, place: string): OwnersOfCell {
    const cell = paragraphs.join('\n')
    const chosen = Object.hasOwn(this.#chosen, cell) ? this.#chosen[cell] : undefined
    const { owners, other } = chosen ? { owners: chosen, other: null } : readOwners(paragraphs, this.#known)
    if (other) this.#ask(cell, [owners, other], where, place)
    return { owners, ...(owners.join('\n') === cell ? {} : { ownersCell: cell }) }
  }

  #ask(cell: string, ways: readonly (readonly string[])[], where: string, place: string): void {
    if (this.#asked.has(cell)) return
    this.#asked.add(cell)
    this.questions.push({
      where,
      place,
      question: `Is “${shortened(cell)}” one owner, or several?`,
      guess: ownersInWords(ways[0] ?? []),
      owners: { cell, ways },
    })
  }
}

const shortened = (words: string) => (words.length > 200 ? `${words.slice(0, 198)} …` : words).replaceAll('\n', ' ')

/** Owners as a question tells them: `One owner: SIRO`, `2 owners: SIRO; DRO`. */
export function ownersInWords(owners: readonly string[]): string {
  return `${spelt(owners.length, 'One owner', 'owners')}: ${shortened(owners.join('; '))}`
}
