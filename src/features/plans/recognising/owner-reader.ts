import { spelt } from '#platform/words.ts'
import type { KnownNames } from './known-names.ts'
import type { Choices, Question } from './model.ts'
import { behindDitto, labelledParts } from './owner-cells.ts'
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
  /** The owners of the last cell that was read. */
  #above: readonly string[] = []

  constructor(known: KnownNames, chosen: Choices['owners']) {
    this.#known = known
    this.#chosen = chosen ?? {}
  }

  read(paragraphs: readonly string[], where: string, place: string): OwnersOfCell {
    const cell = paragraphs.join('\n')
    const chosen = Object.hasOwn(this.#chosen, cell) ? this.#chosen[cell] : undefined
    const owners =
      chosen ??
      this.#asAbove(cell, where, place) ??
      this.#asLabelled(cell, where, place) ??
      this.#asWritten(paragraphs, where, place)
    this.#above = owners
    return { owners, ...(owners.join('\n') === cell ? {} : { ownersCell: cell }) }
  }

  #asWritten(paragraphs: readonly string[], where: string, place: string): readonly string[] {
    const { owners, other } = readOwners(paragraphs, this.#known)
    if (other) {
      const cell = paragraphs.join('\n')
      this.#ask(cell, {
        where,
        place,
        question: isOneOrSeveral(cell),
        guess: ownersInWords(owners),
        owners: { cell, ways: [owners, other] },
      })
    }
    const vacant = owners.find((owner) => /\b(?:vacant|vacancy)\b/i.test(owner))
    if (vacant !== undefined)
      this.#ask(`vacant ${vacant}`, {
        where,
        place,
        question: `“${shortened(vacant)}” names nobody. Who owns the action?`,
        guess: 'The words are recorded as the owner.',
      })
    return owners
  }

  /** A ditto means the owners of the row above. It is said which those are, once for each. */
  #asAbove(cell: string, where: string, place: string): readonly string[] | null {
    const behind = behindDitto(cell)
    if (behind === null) return null
    const above = this.#above
    const sign = shortened(behind === '' ? cell.trim() : cell.slice(0, cell.length - behind.length).trim())
    const question = `Does “${sign}” mean the owners of the row above?`
    const guess = above.length > 0 ? `Yes. ${ownersInWords(above)}` : 'No owner stands above, so nobody was recorded.'
    this.#ask(`ditto ${above.join('\n')}`, { where, place, question, guess })
    return [...new Set([...above, ...(behind === '' ? [] : this.#asWritten([behind], where, place))])]
  }

  /** `(a) DRO (b) Comms` names the owners of parts of the action: they are recorded as owners of the whole, and it is asked. */
  #asLabelled(cell: string, where: string, place: string): readonly string[] | null {
    const parts = labelledParts(cell)
    if (!parts) return null
    const owners = [...new Set(parts.flatMap(({ words }) => readOwners([words], this.#known).owners))]
    const named = parts.map(({ label, words }) => `(${label}) ${words}`).join('; ')
    this.#ask(cell, {
      where,
      place,
      question: `Does “${shortened(cell)}” name an owner for each part of the action?`,
      guess: `Yes: ${shortened(named)}. All are recorded as owners of the whole action.`,
      owners: { cell, ways: [owners, [cell]] },
    })
    return owners
  }

  #ask(key: string, question: Question): void {
    if (this.#asked.has(key)) return
    this.#asked.add(key)
    this.questions.push(question)
  }
}

const isOneOrSeveral = (cell: string) => `Is “${shortened(cell)}” one owner, or several?`
const shortened = (words: string) => (words.length > 200 ? `${words.slice(0, 198)} …` : words).replaceAll('\n', ' ')

/** Owners as a question tells them: `One owner: SIRO`, `2 owners: SIRO; DRO`. */
export function ownersInWords(owners: readonly string[]): string {
  return `${spelt(owners.length, 'One owner', 'owners')}: ${shortened(owners.join('; '))}`
}
