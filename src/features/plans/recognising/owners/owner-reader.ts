import { inSentence, shortened, spelt } from '#platform/words.ts'
import { type Choices, MOST_QUOTED, type Question } from '../model/model.ts'
import { withPlaces } from '../model/questions.ts'
import { isDateLine } from '../words/date-lines.ts'
import { refOf } from '../words/refs.ts'
import type { KnownNames } from './known-names.ts'
import { isOwnersLabel, labelledParts, onlyHears, partsInAction, type Sign, signOf } from './owner-cells.ts'
import { type DatedOwner, doubtOf, questionOfDated, questionOfDatedColumn } from './owner-doubts.ts'
import { mayBeSurnameFirst } from './owner-helpers.ts'
import { areAlternatives, withoutMarks } from './owner-marks.ts'
import { isTooLong, readOwners } from './owners.ts'
import { saysWhen } from './who-or-when.ts'

export interface OwnersOfCell {
  readonly owners: readonly string[]
  /** The cell as written, where the owners together are not the same words. */
  readonly ownersCell?: string
}

/** What stands in one column of owners of a row. */
export interface OwnersColumn {
  readonly column: number
  readonly paragraphs: readonly string[]
  /** Whether they are items of a list. */
  readonly list?: boolean
  readonly header?: string | null
}

/** What stands over those who work on a task of a project: a comma or a semicolon parts them, and each may have a share. */
const RESOURCES = /^(?:assigned resources?|resources?(?: names?| initials| assigned)?)$/i

const itemsOf = ({ header, paragraphs, list }: OwnersColumn): { items: readonly string[]; areItems: boolean } =>
  RESOURCES.test(header?.trim() ?? '')
    ? { items: paragraphs.flatMap((words) => words.match(/(?:"[^"]*"|[^;,"])+/g) ?? []), areItems: true }
    : { items: paragraphs, areItems: list ?? false }

/** The owners of a row, together and by their columns. */
export interface OwnersOfRow {
  readonly said: OwnersOfCell
  readonly byColumn: ReadonlyMap<number, readonly string[]>
}

/** Reads the cells of owners of one document: as a person said, else as the registers and the words say. What is not sure is asked once. */
export class OwnerReader {
  readonly questions: Question[] = []
  /** The names that the registers have. */
  readonly known: KnownNames
  readonly #chosen: NonNullable<Choices['owners']>
  /** Where each question stands among the others. */
  readonly #asked = new Map<string, number>()
  /** The owners of the last cell that was read of each column. */
  readonly #above = new Map<number, readonly string[]>()
  /** The owners of each column of the rows that were read, by the row's reference. */
  readonly #byRef = new Map<string, ReadonlyMap<number, readonly string[]>>()

  constructor(known: KnownNames, chosen: Choices['owners']) {
    this.known = known
    this.#chosen = chosen ?? {}
  }

  /** Reads the columns of owners of a row, each by itself, unless a person said of all of them together who the owners are. */
  readRow(columns: readonly OwnersColumn[], where: string, place: string): OwnersOfRow {
    const whole = columns.flatMap(({ paragraphs }) => paragraphs).join('\n')
    const chosen = columns.length > 1 ? this.#chosenFor(whole) : undefined
    const byColumn = new Map(
      columns.map((one): [number, readonly string[]] => {
        const { items, areItems } = itemsOf(one)
        const owners =
          this.#chosenFor(one.paragraphs.join('\n')) ?? this.read(items, where, place, one.column, areItems).owners
        return [one.column, chosen ?? owners]
      }),
    )
    const owners = [...byColumn.values()].flat()
    const all = columns.length > 1 ? [...new Set(owners)] : owners
    return { said: { owners: all, ...(all.join('\n') === whole ? {} : { ownersCell: whole }) }, byColumn }
  }

  /** Keeps the owners of a row by its reference, for the rows below that say `As 1.3`. */
  keep(ref: string | null, { byColumn }: OwnersOfRow): void {
    const key = ref === null ? '' : keyOf(ref)
    if (key !== '') this.#byRef.set(key, byColumn)
  }

  read(paragraphs: readonly string[], where: string, place: string, column = 0, areItems = false): OwnersOfCell {
    const cell = paragraphs.join('\n')
    const owners =
      this.#chosenFor(cell) ??
      this.#asOne(paragraphs, where, place) ??
      this.#bySign(cell, where, place, column) ??
      this.#asLabelled(cell, where, place) ??
      this.#byParts(cell, where, place) ??
      this.#asWritten(this.#withoutDates(paragraphs, where, place, column), where, place, areItems)
    this.#above.set(column, owners)
    return { owners, ...(owners.join('\n') === cell ? {} : { ownersCell: cell }) }
  }

  #chosenFor(cell: string): readonly string[] | undefined {
    return Object.hasOwn(this.#chosen, cell) ? this.#chosen[cell] : undefined
  }

  #asOne(paragraphs: readonly string[], where: string, place: string): readonly string[] | null {
    if (!isTooLong(paragraphs)) return null
    const cell = paragraphs.join('\n')
    const question = `“${quoted(cell)}” is too long to tell owners apart. Who owns the action?`
    this.#ask(question, { where, place, question, guess: 'The words are recorded as one owner.' })
    return [cell]
  }

  #asWritten(paragraphs: readonly string[], where: string, place: string, areItems = false): readonly string[] {
    const unmarked = withoutMarks(paragraphs)
    const { owners, other } = unmarked.areEntries
      ? { owners: entriesIn(unmarked.lines), other: null }
      : readOwners(unmarked.lines, this.known, areItems || unmarked.areItems)
    const cell = paragraphs.join('\n')
    if (unmarked.hasOthers) {
      const question = `“${quoted(cell)}” does not say who else owns the action. Who does?`
      this.#ask(question, { where, place, question, guess: ownersInWords(owners) })
    }
    if (!other && owners.length > 1 && areAlternatives(cell)) this.#askWhich(cell, owners, where, place)
    if (other) {
      const question = isOneOrSeveral(cell)
      const asked = { where, place, question, guess: ownersInWords(owners), owners: { cell, ways: [owners, other] } }
      if (this.#areSurnamesFirst(owners)) this.#askOfSurnames(cell, asked)
      else this.#ask(cell, asked)
    }
    for (const owner of owners) {
      const doubt = this.known.has(owner) ? null : doubtOf(owner)
      const guess = 'The words are recorded as the owner.'
      if (doubt === null) continue
      if (typeof doubt === 'string') this.#ask(doubt, { where, place, question: doubt, guess })
      else this.#askOfDates(doubt, where, place)
    }
    return owners
  }

  /** Lines below an owner that only say when name nobody. Whether they are target dates is asked once for the column. */
  #withoutDates(paragraphs: readonly string[], where: string, place: string, column: number): readonly string[] {
    const isDate = (words: string) => isDateLine(words) || (doubtOf(words) === null && saysWhen(words, this.known))
    const { named = [], dates = [] } = Object.groupBy(paragraphs, (words) => (isDate(words) ? 'dates' : 'named'))
    const [date] = dates
    if (date === undefined || named.length === 0) return paragraphs
    const table = tableOf(where)
    const question = `Are dates below the owners, such as “${quoted(date)}”, those on which the actions are due?`
    const guess = 'It is not known, so no target date is recorded. They are kept with the words about the owners.'
    this.#ask(`dates ${table} ${column}`, { where: `${table}, column ${column + 1}`, place, question, guess })
    return named
  }

  /** Asks once of a table what the days beside its owners are. */
  #askOfDates({ quoted: words }: DatedOwner, where: string, place: string): void {
    const guess = 'The words are recorded as the owner.'
    const asked = { where, place, question: questionOfDated(words), guess, quotes: [words] }
    this.#askOfTable('dated', asked, (all, before) =>
      all === before
        ? all
        : {
            ...all,
            question: questionOfDatedColumn(all.quotes?.[0] ?? words),
            guess: 'The words are recorded as the owners.',
          },
    )
  }

  /** Whether names with their surnames first are all that is not sure of these owners. */
  #areSurnamesFirst(owners: readonly string[]): boolean {
    const unsure = owners.filter((owner) => readOwners([owner], this.known).other !== null)
    return unsure.length > 0 && unsure.every(mayBeSurnameFirst)
  }

  /** Asks once of a table whether people stand in it with their surnames first. */
  #askOfSurnames(cell: string, question: Question): void {
    this.#askOfTable('surnames', question, (all) => {
      const { owners, ...rest } = all
      if (owners === undefined || owners.cell === cell) return all
      const asked = `Is each of the names such as “${quoted(owners.cell)}” one person, with the surname first?`
      return { ...rest, question: asked, guess: 'Yes: each is recorded as one owner.' }
    })
  }

  /** Asks once of a table; where it was asked before, `ofSeveral` says how it is asked of all of them. */
  #askOfTable(about: string, question: Question, ofSeveral: (all: Question, before: Question) => Question): void {
    const key = `${about} ${tableOf(question.where)}`
    const at = this.#asked.get(key)
    const before = at === undefined ? undefined : this.questions[at]
    this.#ask(key, question)
    const all = at === undefined ? undefined : this.questions[at]
    if (at !== undefined && before && all) this.questions[at] = ofSeveral(all, before)
  }

  #askWhich(cell: string, owners: readonly string[], where: string, place: string): void {
    const question = `“${quoted(cell)}” names one owner or another. Who owns the action?`
    const ways = [owners, ...owners.map((owner) => [owner])]
    this.#ask(cell, { where, place, question, guess: ownersInWords(owners), owners: { cell, ways } })
  }

  /** A sign means the owners of the row above, or of those that it names. It is said which those are, once for each. */
  #bySign(cell: string, where: string, place: string, column: number): readonly string[] | null {
    const sign = signOf(cell)
    if (sign === null || (sign.isBare && this.#isName(sign))) return null
    const { words, refs, behind } = sign
    const meant = refs.length > 0 ? this.#ofRows(refs, column) : this.#ofAbove(column)
    const rows = refs.length > 0 ? inSentence(refs) : 'the row above'
    const question = `Does “${quoted(words)}” mean the owners of ${rows}?`
    this.#ask(`${words.toLowerCase()} ${meant.owners.join('\n')}`, { where, place, question, guess: meant.guess })
    return [...new Set([...meant.owners, ...(behind === '' ? [] : this.#asWritten([behind], where, place))])]
  }

  /** Letters and a number that no row has for its reference may be somebody's grade or room. */
  #isName({ refs }: Sign): boolean {
    return refs.some((ref) => /^\p{L}/u.test(ref) && !this.#byRef.has(keyOf(ref)))
  }

  #ofAbove(column: number): Meant {
    const owners = this.#above.get(column) ?? []
    const guess = owners.length > 0 ? `Yes. ${ownersInWords(owners)}` : 'No owner stands above, so nobody was recorded.'
    return { owners, guess }
  }

  /** Who the rows name in the same column, or in any where none of them does. */
  #ofRows(refs: readonly string[], column: number): Meant {
    const rows = refs.map((ref) => ({ ref, found: this.#byRef.get(keyOf(ref)) }))
    const owners = [...new Set(rows.flatMap(({ found }) => found?.get(column) ?? [...(found?.values() ?? [])].flat()))]
    const missing = rows.flatMap(({ ref, found }) => (found ? [] : [ref]))
    const found = owners.length > 0 ? [`Yes. ${ownersInWords(owners)}`] : []
    const nobody =
      missing.length > 0
        ? [`No row above has the reference ${inSentence(missing)}, so nobody was recorded for it.`]
        : []
    const guess = [found.join(''), ...nobody].filter((words) => words !== '').join('. ')
    return { owners, guess: guess === '' ? 'Nobody is named there, so nobody was recorded.' : guess }
  }

  /** `Lead: DRO; Support: HR` says what part each has: those who do something are recorded, and it is asked. */
  #byParts(cell: string, where: string, place: string): readonly string[] | null {
    const parts = partsInAction(cell)
    if (!parts) return null
    if (isOwnersLabel(parts)) return this.#asWritten([parts[0]?.words ?? cell], where, place)
    const doers = parts.filter((part) => !onlyHears(part))
    const owners = [
      ...new Set((doers.length > 0 ? doers : parts).flatMap(({ words }) => readOwners([words], this.known).owners)),
    ]
    this.#ask(cell, {
      where,
      place,
      question: `Does “${quoted(cell)}” say what part each owner has?`,
      guess: `Yes. ${ownersInWords(owners)}`,
      owners: { cell, ways: [owners, [cell]] },
    })
    return owners
  }

  /** `(a) DRO (b) Comms` names the owners of parts of the action: they are recorded as owners of the whole, and it is asked. */
  #asLabelled(cell: string, where: string, place: string): readonly string[] | null {
    const parts = labelledParts(cell)
    if (!parts) return null
    const owners = [...new Set(parts.flatMap(({ words }) => readOwners([words], this.known).owners))]
    const named = parts.map(({ label, words }) => `(${label}) ${words}`).join('; ')
    this.#ask(cell, {
      where,
      place,
      question: `Does “${quoted(cell)}” name an owner for each part of the action?`,
      guess: `Yes: ${quoted(named)}. All are recorded as owners of the whole action.`,
      owners: { cell, ways: [owners, [cell]] },
    })
    return owners
  }

  #ask(key: string, question: Question): void {
    const at = this.#asked.get(key)
    const before = at === undefined ? undefined : this.questions[at]
    if (at !== undefined && before && question.place !== null) this.questions[at] = withPlaces(before, [question.place])
    else this.#asked.set(key, this.questions.push({ ...question, field: 'owner' }) - 1)
  }
}

const entriesIn = (lines: readonly string[]): string[] =>
  lines.map((line) => line.trim()).filter((line) => /[\p{L}\p{N}]/u.test(line))

/** The table in which a row stands, both in words: `Table 2` of `Table 2, row 5`. */
const tableOf = (where: string): string => where.replace(/, row.*$/, '')

/** Whom a sign means, and how the question says it. */
interface Meant {
  readonly owners: readonly string[]
  readonly guess: string
}

const keyOf = (ref: string): string => (refOf(ref) ?? ref).toLowerCase()
const isOneOrSeveral = (cell: string) => `Is “${quoted(cell)}” one owner, or several?`
const quoted = (words: string) => shortened(words, MOST_QUOTED).replaceAll('\n', ' ')

/** Owners as a question tells them: `One owner: SIRO`, `2 owners: SIRO; DRO`. */
export function ownersInWords(owners: readonly string[]): string {
  return `${spelt(owners.length, 'One owner', 'owners')}: ${quoted(owners.join('; '))}`
}
