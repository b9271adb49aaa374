import type { Tx } from '../db/index.ts'
import { type Decision, keyOfNew, waiting } from './deciding.ts'
import type { Register } from './model.ts'
import { savedOf } from './saved-rows.ts'
import type { Earlier, FileRow } from './sheet.ts'

/** Which row of a file was the first that is about an item, or about a new one with a key: the others are its duplicates and wait. */
export class FirstRows {
  readonly #register: Register
  readonly #earlier: Earlier | undefined
  readonly #first = new Map<string, number>()
  readonly #saved = new Map<string, number>()

  /** `earlier` tells of rows of the same file that were saved before. */
  constructor(register: Register, earlier: Earlier | undefined) {
    this.#register = register
    this.#earlier = earlier
  }

  /** Looks which of these items rows of the same file were saved about. */
  async look(tx: Tx, itemIds: readonly string[]): Promise<void> {
    if (!this.#earlier) return
    for (const [id, number] of await savedOf(tx, this.#earlier.importId, itemIds)) this.#saved.set(id, number)
  }

  /** A row that was written is the first about what it added. */
  added(id: string, { number }: FileRow): void {
    this.#first.set(id, number)
  }

  /** The second of two rows about the same waits, whatever it says and however long ago the first was saved, unless somebody said that it is meant to change it. */
  unlessTwice(row: FileRow, decision: Decision): Decision {
    const item = 'item' in decision ? decision.item : null
    const about = item?.id ?? (decision.kind === 'added' ? keyOfNew(this.#register, row, decision.value) : null)
    if (about === null) return decision
    const same = `both are about the same ${this.#register.singular}`
    const saved = this.#saved.get(about)
    if (saved !== undefined && this.#earlier?.meant.get(row.number) !== saved)
      return waiting(item, [`This is a duplicate of row ${saved}, which has been saved: ${same}`])
    const first = this.#first.get(about) ?? row.number
    this.#first.set(about, first)
    return first === row.number ? decision : waiting(item, [`This is a duplicate of row ${first}: ${same}`])
  }
}
