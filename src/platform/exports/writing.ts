import { Aside } from '../aside/index.ts'
import type { SheetSource, SheetValue } from './model.ts'
import type { SheetDoings, SheetRows } from './thread.ts'

/** Packages are put together in a thread of their own: a hundred thousand rows take seconds. */
const aside = new Aside<SheetDoings>(new URL('thread.ts', import.meta.url), {
  atOnce: 1,
  mostWaiting: 30,
  seconds: 300,
  mebibytes: 1_024,
})

/** Rows that are handed to the thread at once. */
const AT_ONCE = 250

const headOf = ({ title, headers }: SheetSource) => ({ title, headers })
const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength)

async function* fewAtOnce({ batches }: SheetSource): AsyncIterable<readonly (readonly SheetValue[])[]> {
  for await (const batch of batches)
    for (let from = 0; from < batch.length; from += AT_ONCE) yield batch.slice(from, from + AT_ONCE)
}

/** An OpenDocument spreadsheet: see `ods.ts`. */
export async function writeOds(source: SheetSource): Promise<Buffer> {
  return asBuffer(await aside.do('ods', headOf(source), fewAtOnce(source)))
}

/** An Excel workbook of one or more sheets: see `xlsx.ts`. */
export async function writeXlsx(...sources: readonly SheetSource[]): Promise<Buffer> {
  return asBuffer(await aside.do('xlsx', sources.map(headOf), rowsOf(sources)))
}

async function* rowsOf(sources: readonly SheetSource[]): AsyncIterable<SheetRows> {
  for (const [sheet, source] of sources.entries()) for await (const rows of fewAtOnce(source)) yield { sheet, rows }
}
