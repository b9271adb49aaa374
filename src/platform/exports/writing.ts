import { Aside } from '../aside/index.ts'
import { fewAtOnce, type SheetSource } from './model.ts'
import type { SheetDoings, SheetRows } from './thread.ts'

/** Packages are put together in a thread of their own: a hundred thousand rows take seconds. */
const aside = new Aside<SheetDoings>(new URL('thread.ts', import.meta.url), {
  atOnce: 1,
  mostWaiting: 60,
  mostOfOne: 10,
  seconds: 300,
  mebibytes: 1_024,
})

const headOf = ({ title, headers }: SheetSource) => ({ title, headers })
const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength)

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
