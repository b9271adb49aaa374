import { takingTurns } from '../turns.ts'
import { type Decision, decide } from './deciding.ts'
import { nameKey } from './fields.ts'
import { type Match, type Names, namesGiven } from './matching.ts'
import { type FieldValue, isLeading, type LeadingField, type Register } from './model.ts'
import { type FileRow, meant, type Sheet } from './sheet.ts'

/** The fields by which entries of a register lead to others of it, such as a unit to the one that it is part of. */
const ownFields = ({ fields, path }: Register): readonly LeadingField[] =>
  fields.filter(isLeading).filter(({ to }) => to.path === path)

/** The columns by whose words other entries are led to one. */
const namingColumns = (own: readonly LeadingField[]): readonly string[] => [
  ...new Set(own.flatMap(({ to }) => [to.name, ...(to.also ?? [])])),
]

/**
 * The rows of a file with each after those that its names lead to, however the file has them; where names lead round in a circle, it is begun
 * somewhere. Linear in rows and names, and in turns.
 */
export async function inOrderOfNames(register: Register, sheet: Sheet): Promise<Sheet['rows']> {
  const own = ownFields(register)
  if (!own.some(({ column }) => sheet.columns.includes(column))) return sheet.rows
  const turn = takingTurns()
  const read = cellsOf(sheet)
  const named = new Map<string, number[]>()
  const leads: string[][] = []
  for (const [index, row] of sheet.rows.entries()) {
    leads.push(keysOf(own.flatMap((field) => namesGiven(field, read(row, field.column)))))
    for (const key of keysOf(namingColumns(own).map((column) => read(row, column)))) {
      const alike = named.get(key)
      if (alike) alike.push(index)
      else named.set(key, [index])
    }
    await turn()
  }
  const order: Sheet['rows'][number][] = []
  for (const index of ledFirst(leads, named)) {
    const row = sheet.rows[index]
    if (row) order.push(row)
    await turn()
  }
  return order
}

/** The places of rows, each after those of the names that it leads to. Every name is followed once; nothing calls itself, however long a chain is. */
function* ledFirst(leads: readonly string[][], named: ReadonlyMap<string, readonly number[]>): Generator<number> {
  const seen = new Set<number>()
  const followed = new Set<string>()
  for (const start of leads.keys()) {
    const open = [{ place: start, next: 0 }]
    for (let one = open.at(-1); one; one = open.at(-1)) {
      const isSeen = one.next === 0 && seen.has(one.place)
      const key = isSeen ? undefined : leads[one.place]?.[one.next]
      seen.add(one.place)
      one.next += 1
      if (key === undefined) {
        open.pop()
        if (!isSeen) yield one.place
      } else if (!followed.has(key)) {
        followed.add(key)
        for (const place of (named.get(key) ?? []).toReversed()) open.push({ place, next: 0 })
      }
    }
  }
}

const keysOf = (texts: readonly string[]): string[] => [...new Set(texts.filter((one) => one !== '').map(nameKey))]

/** Reads a cell by the column that it is taken as; empty where there is none. */
function cellsOf({ columns }: Sheet) {
  return ({ cells }: Sheet['rows'][number], column: string): string => {
    const index = columns.indexOf(column)
    return index < 0 ? '' : meant(cells[index] ?? '')
  }
}

/**
 * Names of entries that rows of a batch are about to add, so that further rows of it may lead there: all are written by the same statement. Names
 * that are there already lead where they led. What is closed, or has to be fit for it, is led to only once it is there and can be asked about.
 */
export class NewNames {
  readonly #own: readonly LeadingField[]
  readonly #names: Names
  readonly #brought = new Map<string, Map<string, string[]>>()
  readonly #ids = new Set<string>()

  constructor(register: Register, names: Names) {
    this.#own = ownFields(register)
    this.#names = names
    for (const { column } of this.#own) this.#brought.set(column, new Map())
  }

  /** What a row that by itself would wait comes to, where it is new and may lead to new entries. */
  decided(register: Register, row: FileRow, match: Match, alone: Decision): Decision {
    if (this.#ids.size === 0 || alone.kind !== 'waiting' || !alone.again || alone.item !== null) return alone
    const led = decide(register, row, match, this.#withBrought(), undefined)
    return led.kind === 'added' ? led : alone
  }

  #withBrought(): Names {
    const { found, readers } = this.#names
    const of = (column: string) => {
      const [there, brought] = [found.get(column), this.#brought.get(column)]
      return brought ? { get: (key: string) => there?.get(key) ?? brought.get(key) } : there
    }
    return { found: { get: of }, readers }
  }

  /** A new entry, as it will be written. */
  bring(id: string, value: Readonly<Record<string, FieldValue>>): void {
    for (const { column, to } of this.#own) {
      if (to.fit || (to.closedOn && value[to.closedOn])) continue
      this.#ids.add(id)
      const brought = this.#brought.get(column) ?? new Map<string, string[]>()
      for (const key of keysOf([to.name, ...(to.also ?? [])].map((one) => String(value[one] ?? '')))) {
        const ids = brought.get(key)
        if (ids) ids.push(id)
        else brought.set(key, [id])
      }
    }
  }

  /** The new entries of this batch that one leads to. */
  ledToBy(value: Readonly<Record<string, FieldValue>>): readonly string[] {
    const led = this.#own.flatMap(({ column }) => value[column] ?? []).flat()
    return led.filter((id) => this.#ids.has(id))
  }
}
