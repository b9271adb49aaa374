import { createHash } from 'node:crypto'
import { canonical } from '../audit/index.ts'
import { takingTurns } from '../turns.ts'
import type { UnknownName } from './deciding.ts'
import type { Change } from './store.ts'

/** What became of a row of a file. */
export interface Outcome {
  /** The row's number in the file, as a spreadsheet shows it. */
  readonly row: number
  readonly outcome: 'added' | 'updated' | 'unchanged' | 'waiting'
  /** The item that it is about; null where it is not there. */
  readonly id: string | null
  readonly name: string
  /** What changed, as the history keeps it. */
  readonly fields: Change['fields']
  readonly why: readonly string[]
  readonly unknown: readonly UnknownName[]
}

/** What becomes of a file, and a digest of all of it but the ids of what is new. */
export interface TakenIn {
  readonly outcomes: readonly Outcome[]
  readonly digest: string
}

/** What became of every row, as a digest in hexadecimal: the same for the same rows, whatever ids the new items got. */
export async function digestOf(outcomes: readonly Outcome[]): Promise<string> {
  const turn = takingTurns()
  const hash = createHash('sha256')
  for (const { row, outcome, id, fields, why } of outcomes) {
    hash.update(`${canonical({ row, outcome, id: outcome === 'added' ? null : id, fields, why })}\n`)
    await turn()
  }
  return hash.digest('hex')
}
