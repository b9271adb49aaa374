import { buffer } from 'node:stream/consumers'
import { type DocumentEnding, type PaperDocument, writeDocument } from '#platform/documents/index.ts'
import { type SheetEnding, sheet } from '#platform/exports/index.ts'
import { takingTurns } from '#platform/turns.ts'
import { headersOf, rowsOf, type WrittenPlan } from './rows.ts'

export type PlanEnding = SheetEnding | DocumentEnding

/** The formats in which a plan is taken away, changed, and brought back. Sheets carry a key for each row. */
export const PLAN_FORMATS: readonly { readonly ending: PlanEnding; readonly name: string; readonly type: string }[] = [
  {
    ending: 'xlsx',
    name: 'Excel workbook',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  { ending: 'ods', name: 'OpenDocument spreadsheet', type: 'application/vnd.oasis.opendocument.spreadsheet' },
  { ending: 'csv', name: 'CSV', type: 'text/csv; charset=utf-8' },
  {
    ending: 'docx',
    name: 'Word document',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  { ending: 'odt', name: 'OpenDocument text', type: 'application/vnd.oasis.opendocument.text' },
  { ending: 'html', name: 'HTML', type: 'text/html; charset=utf-8' },
]

const isSheet = (ending: PlanEnding): ending is SheetEnding => ['csv', 'xlsx', 'ods'].includes(ending)

/** Shares of a page's width for the columns of a document. */
const SHARES = [1.6, 0.9, 5, 2, 1.2, 1.8, 1.6, 4, 1.5, 1.3]

/** Writes a plan so that reading it again says the same. */
export async function writePlan(ending: PlanEnding, plan: WrittenPlan): Promise<Buffer> {
  if (isSheet(ending)) {
    const options = { withKeys: true }
    const written = await sheet(ending, {
      title: plan.title,
      headers: headersOf(options),
      batches: inTurns(rowsOf(plan, options)),
    })
    return Buffer.isBuffer(written) ? written : buffer(written)
  }
  const options = { withKeys: false }
  const rows: string[][] = []
  for await (const batch of inTurns(rowsOf(plan, options))) rows.push(...batch)
  const paper: PaperDocument = {
    title: plan.title,
    subtitle: 'Change this table and give it back to Muniment: the rows and columns say where things belong.',
    orientation: 'landscape',
    blocks: [
      {
        type: 'table',
        isOnePiece: true,
        caption: plan.title,
        columns: headersOf(options).map((text, column) => ({ text, share: SHARES[column] ?? 1 })),
        rows,
      },
    ],
  }
  return writeDocument(ending, paper)
}

const AT_ONCE = 100

/** Rows in batches, with a turn for others between them: each row of a long plan has a key to be made. */
async function* inTurns(rows: Iterable<string[]>): AsyncIterable<string[][]> {
  const turn = takingTurns()
  let batch: string[][] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < AT_ONCE) continue
    yield batch
    batch = []
    await turn()
  }
  if (batch.length > 0) yield batch
}
