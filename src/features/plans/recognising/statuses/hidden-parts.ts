import type { Table } from '#platform/reading/index.ts'
import { counted, inSentence, shortened } from '#platform/words.ts'
import type { Layout, Question } from '../model/model.ts'

/** A table that is read, with what of it the file does not show. */
export interface PartlyShown {
  /** From 0. */
  readonly tableNumber: number
  readonly table: Table
  readonly layout: Layout
}

/** So many characters of a header or of a sheet's name are quoted. */
const MOST_QUOTED = 60

/** What is asked, once for a document, where sheets, columns or rows that were read are hidden in the file. */
export function questionOfHidden(read: readonly PartlyShown[]): Question[] {
  const told = read.flatMap((one) => hiddenIn(one) ?? [])
  const [first, ...others] = told
  if (!first) return []
  const numbers = told.map(({ tableNumber }) => tableNumber + 1)
  return [
    {
      where: others.length === 0 ? `Table ${numbers[0]}` : `Tables ${numbers.join(', ')}`,
      place: null,
      question: `The file hides ${inSentence(told.map(({ words }) => words))}. Is what is hidden part of the plan?`,
      guess:
        'Yes: it was read like the rest. If it is not, leave out its columns below, or say of its rows that they are no actions.',
    },
  ]
}

/** What of a table is hidden and was read: all of it, or columns and rows of it. */
function hiddenIn({
  tableNumber,
  table,
  layout,
}: PartlyShown): { readonly tableNumber: number; readonly words: string } | null {
  const { hidden, caption } = table
  if (!hidden || layout.basis === 'chosen') return null
  const of = `table ${tableNumber + 1}${caption === null ? '' : ` (${quoted(caption)})`}`
  if (hidden.isWhole) return { tableNumber, words: `all of ${of}` }
  const columns = hidden.columns.flatMap((column) => {
    const { field = null, header = null } = layout.columns[column] ?? {}
    return field === null ? [] : [header === null ? String(column + 1) : quoted(header)]
  })
  const rows = hidden.rows.filter((row) => row >= layout.firstRow)
  const parts = [
    columns.length === 0
      ? ''
      : columns.length === 1
        ? `the column ${columns[0]}`
        : `the columns ${inSentence(columns)}`,
    rows.length === 0 ? '' : counted(rows.length, 'row', 'rows'),
  ].filter(Boolean)
  return parts.length === 0 ? null : { tableNumber, words: `${inSentence(parts)} of ${of}` }
}

const quoted = (words: string): string => `“${shortened(words, MOST_QUOTED)}”`
