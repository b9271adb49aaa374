import { type Doings, serveAside } from '../aside/index.ts'
import type { SheetSource, SheetValue } from './model.ts'
import { writeOds } from './ods.ts'
import { writeXlsx } from './xlsx.ts'

type Rows = AsyncIterable<readonly (readonly SheetValue[])[]>
type Head = Omit<SheetSource, 'batches'>

/** Some rows of one of several sheets. */
export interface SheetRows {
  readonly sheet: number
  readonly rows: readonly (readonly SheetValue[])[]
}

/** The sheets of a workbook, whose rows come one sheet after another. */
async function sources(heads: readonly Head[], batches: AsyncIterable<SheetRows>): Promise<SheetSource[]> {
  const all: (readonly (readonly SheetValue[])[])[][] = heads.map(() => [])
  for await (const { sheet, rows } of batches) all[sheet]?.push(rows)
  return heads.map((head, index) => ({ ...head, batches: kept(all[index] ?? []) }))
}

async function* kept(batches: readonly (readonly (readonly SheetValue[])[])[]): Rows {
  yield* batches
}

const doings = {
  xlsx: async (heads: readonly Head[], batches: AsyncIterable<SheetRows>) =>
    writeXlsx(...(await sources(heads, batches))),
  ods: async (head: Head, batches: Rows) => writeOds({ ...head, batches }),
} satisfies Doings

/** What a thread writes of tables, by name. */
export type SheetDoings = typeof doings

serveAside(doings)
