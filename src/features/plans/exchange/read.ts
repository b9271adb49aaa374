import { type Day, dayFromText } from '#platform/calendar/index.ts'
import { restored } from '#platform/exports/index.ts'
import { isId } from '#platform/ids.ts'
import { cellText, EMPTY_CELL, type ReadDocument, type Table } from '#platform/reading/index.ts'
import type { ImportedAction, ImportedPlan, ImportedRecommendation, LeftOver } from '../recognising/model/model.ts'
import { dateReader, type ReadDate } from '../recognising/words/dating.ts'
import { folded } from './folded.ts'
import { HEADERS, ROW_KINDS } from './layout.ts'
import { putTogether } from './rows.ts'

type Header = (typeof HEADERS)[number]
type RowKind = (typeof ROW_KINDS)[number]
type Cells = Readonly<Record<Header, string>>

interface Row {
  readonly kind: RowKind
  readonly cells: Cells
  readonly place: string
}

/** Headers without which a table is not one that Muniment wrote. */
const NEEDED: readonly Header[] = ['Row', 'Ref', 'Text', 'Owners', 'Target date', 'Status', 'Commentary']

/**
 * Reads a plan that Muniment wrote, to the letter and without guessing, or answers null if the document is none.
 * Words without a year are counted from `chosen`, else from the day that the document says, else from today.
 */
export function readWrittenPlan(document: ReadDocument, today: Day, chosen?: Day): ImportedPlan | null {
  const tables = document.blocks.filter((block) => block.type === 'table')
  for (const [number, table] of tables.entries()) {
    const found = columnsOf(table)
    if (found) {
      const isSheet = ['csv', 'xlsx', 'ods', 'text'].includes(document.format)
      return planOf(document, joined(rowsOf(table, number, found, isSheet)), today, chosen)
    }
  }
  return null
}

interface Found {
  readonly headerRow: number
  readonly columns: ReadonlyMap<Header, number>
}

function columnsOf(table: Table): Found | null {
  for (const [headerRow, cells] of table.rows.slice(0, 6).entries()) {
    const texts = cells.map((cell) => folded(cellText(cell)))
    const columns = new Map(
      HEADERS.flatMap((header): [Header, number][] => {
        const at = texts.indexOf(header)
        return at < 0 ? [] : [[header, at]]
      }),
    )
    if (NEEDED.every((header) => columns.has(header))) return { headerRow, columns }
  }
  return null
}

function rowsOf(table: Table, number: number, { headerRow, columns }: Found, isSheet: boolean): Row[] {
  return table.rows.slice(headerRow + 1).flatMap((cells, index): Row[] => {
    const text = (header: Header) => {
      const at = columns.get(header)
      const words = cellText(at === undefined ? EMPTY_CELL : (cells[at] ?? EMPTY_CELL))
      return isSheet ? restored(words) : words
    }
    const row = Object.fromEntries(HEADERS.map((header) => [header, text(header)])) as Record<Header, string>
    if (Object.values(row).every((words) => words.trim() === '')) return []
    // A row that somebody added elsewhere has words and no kind: it is an action.
    const kind = ROW_KINDS.find((known) => known === folded(row.Row)) ?? 'Action'
    return [{ kind, cells: row, place: `t${number + 1}r${headerRow + 2 + index}` }]
  })
}

/** Rows that go on in the next ones are put together. */
function joined(rows: readonly Row[]): Row[] {
  const whole: Row[] = []
  for (const row of rows) {
    const last = whole.at(-1)
    if (row.kind !== 'Continued' || !last) {
      whole.push(row)
      continue
    }
    const cells = Object.fromEntries(
      HEADERS.map((header) => [
        header,
        header === 'Row' ? last.cells.Row : putTogether(last.cells[header], row.cells[header]),
      ]),
    ) as Record<Header, string>
    whole[whole.length - 1] = { ...last, cells }
  }
  return whole
}

const orNull = (text: string) => text.trim() || null

function planOf(document: ReadDocument, rows: readonly Row[], today: Day, chosen?: Day): ImportedPlan {
  const head = rows.find(({ kind }) => kind === 'Plan')
  const written = dayFromText(folded(head?.cells['Up to date on']))
  const day = chosen ?? written ?? today
  const isDated = chosen !== undefined || written !== null
  const readDate = dateReader(day, isDated)
  const recommendations: (ImportedRecommendation & { actions: ImportedAction[] })[] = []
  const leftOver: LeftOver[] = document.warnings.map((text) => ({
    where: 'The file',
    text,
    why: 'It could not be read.',
  }))
  for (const { kind, cells, place } of rows) {
    if (kind === 'Recommendation') recommendations.push(recommendationOf(cells, place))
    if (kind !== 'Action') continue
    const text = cells.Text.trim()
    if (text === '') {
      const words = Object.values(cells).filter((cell) => cell.trim() !== '' && cell !== 'Action')
      if (words.length > 0)
        leftOver.push({ where: place, text: words.join('\n'), why: 'The row has no words for an action.' })
      continue
    }
    if (recommendations.length === 0) recommendations.push(recommendationOf(null, place))
    recommendations.at(-1)?.actions.push(actionOf(cells, place, readDate))
  }
  const id = folded(head?.cells['Muniment key'])
  return {
    title: orNull(head?.cells.Text ?? '') ?? document.title,
    asOf: day,
    isDated,
    recommendations,
    leftOver,
    questions: [],
    tables: [],
    otherRows: [],
    writtenFrom: isId(id) ? id : null,
  }
}

function recommendationOf(cells: Cells | null, place: string): ImportedRecommendation & { actions: ImportedAction[] } {
  const updated = dayFromText(folded(cells?.['Up to date on']))
  const key = folded(cells?.['Muniment key'])
  return {
    place: `row-${place}`,
    ref: orNull(cells?.Ref ?? ''),
    text: orNull(cells?.Text ?? ''),
    commentary: orNull(cells?.Commentary ?? ''),
    updated,
    actions: [],
    ...(isId(key) ? { key } : {}),
  }
}

function actionOf(cells: Cells, place: string, readDate: ReadDate): ImportedAction {
  const target = orNull(cells['Target date'])
  const key = folded(cells['Muniment key'])
  return {
    place,
    ref: orNull(cells.Ref),
    text: cells.Text.trim(),
    owners: cells.Owners.split('\n')
      .map((owner) => owner.trim())
      .filter(Boolean),
    priority: orNull(cells.Priority),
    target: target === null ? null : readDate(target),
    status: orNull(cells.Status),
    commentary: orNull(cells.Commentary),
    ...(orNull(cells.Verdict) ? { verdict: orNull(cells.Verdict) } : {}),
    ...(key ? { key } : {}),
  }
}
