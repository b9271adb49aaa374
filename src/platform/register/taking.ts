import type { Subject } from '../access/index.ts'
import type { Act } from '../audit/index.ts'
import { sql, type Tx } from '../db/index.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { takingTurns } from '../turns.ts'
import { afterMany, askedAtEnd, askNow, within } from './at-end.ts'
import { besideDecimalCommas, cellReader, hasDecimalComma, itemValue } from './cells.ts'
import { type Decision, decide, nameOfRow, type UnknownName, versionOf } from './deciding.ts'
import { FirstRows } from './duplicates.ts'
import { type ItemWrite, type Told, tellOfEach, writeEach } from './many.ts'
import { changedSince, type Match, matcher, type Names, namesOf } from './matching.ts'
import type { FieldValue, Item, Register } from './model.ts'
import { problemsOf } from './obstacles.ts'
import { digestOf, type Outcome, type TakenIn } from './outcomes.ts'
import { inOrderOfNames, NewNames } from './own-names.ts'
import { type FileRow, meant, rowReader, type Sheet } from './sheet.ts'
import type { Change } from './store.ts'

/** Who takes what in: `register` with the fields that they may write. */
export interface Importing {
  readonly act: Act
  readonly register: Register
  readonly viewer: Subject
  /** Whether nobody waits for what comes of it any more; without it, it is done to its end. */
  readonly isGone?: () => boolean
}

/** Throws where nobody waits for what comes of an import any more, so that nothing of it is written. */
export function checkWanted({ isGone }: Importing): void {
  if (isGone?.()) throw new Refusal('Nobody waits for this import any more: nothing of it was saved', 408)
}

/** So many rows are asked about and written by the same statements. */
const AT_ONCE = 2_000

/**
 * Adds and changes what the rows of a file say, as one deed: one audit entry, and a line of history for each item that became another. A row that something stands against
 * waits, and the others are done. What is asked of the database is asked for many rows at once.
 */
export async function takeIn(tx: Tx, importing: Importing, sheet: Sheet): Promise<TakenIn> {
  const { act, register } = importing
  const taken = await goneThrough(tx, importing, sheet)
  const told = taken.outcomes.flatMap(({ outcome, id, fields }): Told[] =>
    id !== null && (outcome === 'added' || outcome === 'updated')
      ? [{ id, what: outcome === 'added' ? 'added' : 'changed', fields }]
      : [],
  )
  if (told.length === 0) return taken
  await tellOfEach(tx, act, register, 'imported', told)
  await afterMany(tx, act, register, told)
  return taken
}

/** The same, undone: what would become of the file. */
export async function rehearse(tx: Tx, importing: Importing, sheet: Sheet): Promise<TakenIn> {
  await tx.run(sql`savepoint rehearsal`)
  const taken = await goneThrough(tx, importing, sheet)
  await tx.run(sql`rollback to savepoint rehearsal`)
  return taken
}

/** What the database refuses only at the end of a transaction is asked at the end; where it stands against a row, all is done again with asking it of each. */
async function goneThrough(tx: Tx, importing: Importing, sheet: Sheet): Promise<TakenIn> {
  const atEnd = await askedAtEnd(tx, importing.register)
  const ask = async () => atEnd && askNow(tx, atEnd)
  const first = await within(tx, importing.register, async () => {
    const outcomes = await new Taking(tx, importing, sheet, () => Promise.resolve()).all()
    await ask()
    return outcomes
  })
  const outcomes = 'done' in first ? first.done : await new Taking(tx, importing, sheet, ask).all()
  return { outcomes, digest: await digestOf(outcomes) }
}

/** How the cells of each field of a file are read. Whether a comma parts thousands, one cell does not tell: the others of its column may. */
async function readersFor(register: Register, { columns, rows }: Sheet): Promise<Names['readers']> {
  const readers = new Map(register.fields.map((field) => [field.column, cellReader(field)]))
  const turn = takingTurns()
  for (const { column } of register.fields.filter(({ kind }) => kind === 'decimal')) {
    const [at, read] = [columns.indexOf(column), readers.get(column)]
    if (at < 0 || !read) continue
    for (const { cells } of rows) {
      await turn()
      if (!hasDecimalComma(meant(cells[at] ?? ''))) continue
      readers.set(column, besideDecimalCommas(read))
      break
    }
  }
  return readers
}

/** A row that is to be written. */
interface Ready {
  readonly row: FileRow
  readonly item: Item | null
  readonly write: ItemWrite
  /** What else it leads to that is written with it, and what it comes to without that. */
  readonly leads: readonly string[]
  readonly alone: Decision
}

/** One file on its way in. */
class Taking {
  readonly #tx: Tx
  readonly #importing: Importing
  readonly #sheet: Sheet
  readonly #ask: () => Promise<unknown>
  readonly #outcomes = new Map<number, Outcome>()
  readonly #firstRows: FirstRows
  #readers: Names['readers'] = new Map()
  readonly #turn = takingTurns()
  /** New entries that were decided on and are not written. */
  readonly #refused = new Set<string>()
  #again: FileRow[] = []
  #written = 0

  /** `ask` asks of what was just written what else only the end would ask. */
  constructor(tx: Tx, importing: Importing, sheet: Sheet, ask: () => Promise<unknown>) {
    this.#tx = tx
    this.#ask = ask
    this.#importing = importing
    this.#sheet = sheet
    this.#firstRows = new FirstRows(importing.register, sheet.earlier)
  }

  /** Every row. Those that other rows of the file may help are gone through again as long as something comes of it. */
  async all(): Promise<Outcome[]> {
    const sheet = this.#sheet
    this.#readers = await readersFor(this.#importing.register, sheet)
    const readRow = rowReader(sheet)
    const inOrder = await inOrderOfNames(this.#importing.register, sheet)
    let rows: readonly { readonly number: number }[] = inOrder
    let read = (from: number) => inOrder.slice(from, from + AT_ONCE).map(readRow)
    for (;;) {
      const before = this.#written
      this.#again = []
      for (let from = 0; from < rows.length; from += AT_ONCE) await this.#batch(read(from))
      const again = this.#again
      if (again.length === 0 || this.#written === before) break
      rows = again
      read = (from) => again.slice(from, from + AT_ONCE)
    }
    return sheet.rows.flatMap(({ number }) => this.#outcomes.get(number) ?? [])
  }

  async #batch(rows: readonly FileRow[]): Promise<void> {
    checkWanted(this.#importing)
    const { register, viewer } = this.#importing
    const names: Names = { found: await namesOf(this.#tx, register, rows), readers: this.#readers }
    const matchOf = await matcher(this.#tx, register, viewer, rows, names)
    const matched = rows.map((row) => ({ row, match: matchOf(row) }))
    const since = await changedSince(this.#tx, register, staleOf(matched))
    await this.#firstRows.look(this.#tx, itemsOf(matched))
    const ready: Ready[] = []
    const brought = new NewNames(register, names)
    for (const { row, match } of matched) {
      const item = 'item' in match ? match.item : null
      const alone = decide(register, row, match, names, item ? since.get(item.id) : undefined)
      const one = this.#taken(row, this.#firstRows.unlessTwice(row, brought.decided(register, row, match, alone)))
      if (one) ready.push({ ...one, alone, leads: brought.ledToBy(one.write.value) })
      if (one && !item) brought.bring(one.write.id, one.write.value)
      await this.#turn()
    }
    await this.#write(await this.#unopposed(ready))
  }

  /** Keeps what a row comes to where nothing is to be written for it. */
  #taken(row: FileRow, decision: Decision): Omit<Ready, 'leads' | 'alone'> | null {
    const { act } = this.#importing
    if (decision.kind === 'waiting') {
      this.#wait(row, decision.item, decision.why, decision.unknown, decision.again)
      return null
    }
    if (decision.kind === 'unchanged') {
      this.#keep(row, decision.item, 'unchanged', {})
      return null
    }
    const item = decision.kind === 'updated' ? decision.item : null
    const id = item?.id ?? newId(act.at.getTime())
    return { row, item, write: { id, version: item?.version ?? null, value: decision.value } }
  }

  #keep(row: FileRow, item: Item | null, outcome: Outcome['outcome'], fields: Change['fields'], id = item?.id ?? null) {
    const called = nameOfRow(this.#importing.register, item, row)
    this.#outcomes.set(row.number, { row: row.number, outcome, id, name: called, fields, why: [], unknown: [] })
  }

  #wait(row: FileRow, item: Item | null, why: readonly string[], unknown: readonly UnknownName[], again: boolean) {
    if (again) this.#again.push(row)
    const called = nameOfRow(this.#importing.register, item, row)
    const told = { row: row.number, id: item?.id ?? null, name: called, fields: {}, why: [...new Set(why)], unknown }
    this.#outcomes.set(row.number, { ...told, outcome: 'waiting' })
  }

  /** The rows that no rule of the room stands against. */
  async #unopposed(ready: readonly Ready[]): Promise<readonly Ready[]> {
    const { act, register } = this.#importing
    const savings = ready.map(({ item, write }) => ({
      id: item?.id ?? null,
      before: item,
      value: item ? { ...wholeOf(register, item), ...write.value } : write.value,
    }))
    const problems = await problemsOf(this.#tx, act, register, savings)
    return ready.filter((one, index) => {
      const problem = problems[index]
      if (problem) this.#refuse(one, problem.message)
      return !problem
    })
  }

  #refuse({ row, item, write }: Ready, problem: string): void {
    this.#refused.add(write.id)
    this.#wait(row, item, [problem], [], true)
  }

  /** Those that lead to nothing that was refused. The others wait for it, and so does what leads to them. */
  #led(ready: readonly Ready[]): readonly Ready[] {
    return ready.filter(({ row, write, leads, alone }) => {
      if (!leads.some((id) => this.#refused.has(id))) return true
      this.#refused.add(write.id)
      if (alone.kind === 'waiting') this.#wait(row, null, alone.why, alone.unknown, true)
      return false
    })
  }

  /** Writes rows by the same statements. Where the database refuses them, each half is tried by itself, down to the rows that it refuses. */
  async #write(decided: readonly Ready[]): Promise<void> {
    const { register } = this.#importing
    const ready = this.#led(decided)
    if (ready.length === 0) return
    const before = new Map(ready.flatMap(({ item }) => (item ? [[item.id, item] as const] : [])))
    const writes = ready.map(({ write }) => write)
    const tried = await within(this.#tx, register, async () => {
      const written = await writeEach(this.#tx, register, before, writes)
      await this.#ask()
      return written
    })
    if ('done' in tried) return this.#wrote(ready, tried.done)
    const [one, another] = ready
    if (one && !another) return this.#refuse(one, tried.problem)
    const middle = Math.ceil(ready.length / 2)
    await this.#write(ready.slice(0, middle))
    await this.#write(ready.slice(middle))
  }

  #wrote(ready: readonly Ready[], written: ReadonlyMap<string, Change['fields']>): void {
    for (const { row, item, write } of ready) {
      const fields = written.get(write.id)
      if (!fields) {
        this.#wait(
          row,
          item,
          [`Somebody else has changed this ${this.#importing.register.singular} meanwhile`],
          [],
          false,
        )
        continue
      }
      this.#written += 1
      if (!item) this.#firstRows.added(write.id, row)
      this.#keep(row, item, item ? 'updated' : 'added', fields, write.id)
    }
  }
}

/** An item as its form would send it. */
const wholeOf = ({ fields }: Register, item: Item): Record<string, FieldValue> =>
  Object.fromEntries(fields.map((field) => [field.column, itemValue(field, item)]))

const itemsOf = (matched: readonly { readonly match: Match }[]): string[] =>
  matched.flatMap(({ match }) => ('item' in match && match.item ? [match.item.id] : []))

/** The items that have been changed since the file was made of them, and how often. */
function staleOf(matched: readonly { readonly row: FileRow; readonly match: Match }[]) {
  return matched.flatMap(({ row, match }) => {
    const version = versionOf(row)
    const item = 'item' in match ? match.item : null
    return item && version !== null && version < item.version ? [{ id: item.id, by: item.version - version }] : []
  })
}
