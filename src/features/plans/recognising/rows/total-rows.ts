import { type Cell, cellLine, cellText } from '#platform/reading/index.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { ColumnField } from '../model/model.ts'
import { placeInWords } from '../model/places.ts'
import { isRef, leadingRef } from '../words/refs.ts'
import { isStatusWord } from '../words/wording.ts'

/** Words of which the label of a count is made: `Overall progress`, `Number of actions completed`. */
const COUNTED: ReadonlySet<string> = new Set(
  'total totals grand sub subtotal overall programme project plan portfolio number numbers no of actions action recommendations recommendation recs items tasks milestones complete completed completion implemented implementation closed open outstanding overdue progress status rag brag position score rating average mean percentage percent count sum for all in the to date delivered delivery not started on track hold green amber red blue and due assessment confidence summary kpi kpis rate time'.split(
    ' ',
  ),
)
const TOTAL = /^(?:grand |sub[ -]?|running )?totals?\b|\btotals?$/
const COUNT = /^(?:overall|average|mean|count|sum|percentage|per ?cent|%)(?!\w)|^(?:total )?(?:numbers?|no) of\b/
const THINGS = /\b(?:actions|recommendations|recs|items|tasks|milestones)\b/
const STATE =
  /\b(?:completed?|implemented|closed|open|outstanding|overdue|delivered|not started|in progress|on track|on hold|due)\b/
const FIGURE =
  /^[\u00a3$€]?\d[\d,.]*\s*%?(?:\s*(?:of|out of|\/)\s*\d+)?(?:\s+\(?\d[\d,.]*\s*%\)?)?(?:\s+[\p{L} ]{1,24})?$/u
const MOST = 60

/** Whether a row counts the rows around it or tells of the whole plan, and whether its words may also be an action's; null where it counts nothing. */
export function countOf(row: number, context: RowContext): { isSure: boolean } | null {
  return labelledCount(row, context) ?? (countsAtFoot(row, context) ? { isSure: false } : null)
}

const isFilled = (cell: Cell | undefined) => cellLine(cell) !== ''
const LABELLED_FIGURE = /^[\p{L}][\p{L} ]{1,40}[:=]\s*\d+(?:\s*(?:of|out of|\/)\s*\d+)?\s*%?$/u
const LIST_OF_FIGURES = /^\d+\s+\p{L}[\p{L} ]*(?:(?:[,;]|\s+and)\s*\d+\s+\p{L}[\p{L} ]*)+\.?$/u
const isCount = (text: string) => LABELLED_FIGURE.test(text) || LIST_OF_FIGURES.test(text)
const FEW_WORDS = 3

/** Whether a row at the foot of a table, without a reference, an owner and a date where others have them, tells of the plan and of no action. */
function countsAtFoot(row: number, { table, layout: { columns, firstRow } }: RowContext): boolean {
  const promises = (index: number) =>
    columns.some(({ field }, column) => {
      const cell = table.rows[index]?.[column]
      return (field === 'owner' || field === 'target') && isFilled(cell) && !isCount(cellLine(cell))
    })
  const rows = table.rows.map((_, index) => index).slice(firstRow)
  if (promises(row) || rows.some((index) => index > row && promises(index))) return false
  if (!rows.some((index) => index < row && promises(index))) return false
  const filled = (table.rows[row] ?? []).flatMap((cell, column) =>
    isFilled(cell) ? [{ text: cellLine(cell), field: columns[column]?.field ?? 'commentary' }] : [],
  )
  if (filled.some(({ text }) => isCount(text))) return true
  if (filled.some(({ text, field }) => ['ref', 'recommendation-ref'].includes(field) && isRef(text))) return false
  const action = filled.find(({ field }) => field === 'action')
  const hasStatus = filled.some(({ text, field }) => field === 'status' && isFigure(text))
  return (
    hasStatus &&
    action !== undefined &&
    leadingRef(action.text).ref === null &&
    action.text.split(/\s+/).length <= FEW_WORDS
  )
}

function labelledCount(row: number, { table, layout: { columns } }: RowContext): { isSure: boolean } | null {
  const filled = (table.rows[row] ?? []).flatMap((cell, column) => {
    const text = cellLine(cell)
    return text === '' ? [] : [{ text, field: columns[column]?.field ?? 'commentary' }]
  })
  const labels = filled.filter(({ text, field }) => !isFigure(text) || (field === 'action' && !/\d/.test(text)))
  const [label] = labels
  if (!label || labels.length > 1) return null
  const figures = filled.filter((cell) => cell !== label)
  if (figures.some(({ text, field }) => field === 'ref' && isRef(text) && label.field === 'action')) return null
  const kind = labelOf(label.text)
  if (kind === null || (kind === 'likely' && WHO_OR_WHEN.has(label.field))) return null
  const hasNumber = figures.some(({ text }) => /\d/.test(text))
  const isSure = kind === 'sure'
  return hasNumber || (isSure && figures.length > 0 && !isStatusWord(label.text)) ? { isSure } : null
}

/** Where words that may be those of a count are likelier somebody or some day. */
const WHO_OR_WHEN: ReadonlySet<ColumnField> = new Set(['owner', 'target'])

/** A number, a part of a whole, or how something stands. Days are none. */
const isFigure = (text: string): boolean =>
  text.length <= MOST && !/\d[/.-]\d+[/.-]\d|\b(?:19|20)\d\d\b/.test(text) && (FIGURE.test(text) || isStatusWord(text))

/** Whether some words are the label of a count: `sure` where they can be nothing else. */
function labelOf(text: string): 'sure' | 'likely' | null {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim()
  if (words.length > MOST) return null
  if (isStatusWord(text)) return 'sure'
  const opens = TOTAL.test(words) || COUNT.test(words)
  const isOfCounting = words.split(' ').every((word) => COUNTED.has(word) || word === '%')
  if (isOfCounting && (opens || (THINGS.test(words) && STATE.test(words)))) return 'sure'
  return TOTAL.test(words) || (/\bof\b/.test(words) && COUNT.test(words)) ? 'likely' : null
}

/** Lists a row that counts others with what found no place, and asks where it may be an action. */
export function leaveCount(row: number, place: string, cells: readonly Cell[], context: RowContext): void {
  const where = placeInWords(context.tableNumber, row)
  const text = cells.flatMap((cell) => cellText(cell) || []).join(' · ')
  context.leftOver.push({ where, text: text.replaceAll('\n', ' '), why: 'It counts the rows around it.' })
  if (context.rowKinds[place] !== undefined || countOf(row, context)?.isSure !== false) return
  context.questions.push({
    where,
    place,
    question: 'Does this row count the rows around it, or is it an action?',
    guess: 'It counts them, so it was left out.',
  })
}
