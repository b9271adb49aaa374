import writeExcel from 'write-excel-file/node'
import { neutralised, type SheetSource } from './model.ts'

/** An Excel workbook with one sheet, its header row bold and frozen. */
export async function writeXlsx({ title, headers, batches }: SheetSource): Promise<Buffer> {
  const rows: ({ value: string | number; type: StringConstructor | NumberConstructor } | null)[][] = []
  for await (const batch of batches) {
    for (const values of batch) {
      rows.push(
        values.map((value) =>
          value === null || value === ''
            ? null
            : { value: neutralised(value) as string | number, type: typeof value === 'number' ? Number : String },
        ),
      )
    }
  }
  const head = headers.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  const sheet = title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)
  const written = writeExcel([head, ...rows], {
    sheet,
    columns: headers.map(() => ({ width: 24 })),
    stickyRowsCount: 1,
  })
  return written.toBuffer()
}
