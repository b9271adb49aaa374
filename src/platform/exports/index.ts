import type { Readable } from 'node:stream'
import { writeCsv } from './csv.ts'
import type { SheetSource } from './model.ts'
import { writeOds, writeXlsx } from './writing.ts'

export type SheetEnding = 'csv' | 'xlsx' | 'ods'

/** The formats in which every table can be taken away. */
export const SHEET_FORMATS: readonly { readonly ending: SheetEnding; readonly type: string }[] = [
  { ending: 'csv', type: 'text/csv; charset=utf-8' },
  { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  { ending: 'ods', type: 'application/vnd.oasis.opendocument.spreadsheet' },
]

/** Writes a table in one of the formats. CSV streams; the packages are put together in memory. */
export async function sheet(ending: SheetEnding, source: SheetSource): Promise<Buffer | Readable> {
  switch (ending) {
    case 'csv':
      return writeCsv(source)
    case 'xlsx':
      return writeXlsx(source)
    case 'ods':
      return writeOds(source)
  }
}

export { inOneBatch, neutralised, restored, type SheetSource, type SheetValue } from './model.ts'
export { writeXlsx as workbook } from './writing.ts'
