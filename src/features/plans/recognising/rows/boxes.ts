import { counted } from '#platform/words.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { Question, Value } from '../model/model.ts'
import { tableInWords } from '../model/places.ts'
import { askOnceOfPlace } from '../model/questions.ts'
import { isStatusWord } from '../words/wording.ts'

/** What a box to be ticked says in the cell of an action. */
export interface Boxed {
  readonly words: string
  /** The box as it is written: `☑`, `[ ]`. */
  readonly mark: string
}

const BOX = /[☐□⬜☑☒✓✔✗✘✅❌🗹🗸]\ufe0f?|\[\s{0,3}[xX✓✔✗✘]?\s{0,3}\]/gu
const EMPTY = /^(?:[☐□⬜]\ufe0f?|\[\s*\])$/u
const MOST = 50

/**
 * The things that a cell of an action has boxes for, with what stands before all of them before each: `☐ Draft it ☑ Train staff`. Null
 * where it has none, or where boxes only answer: `Yes ☐ No ☑`.
 */
export function boxesIn({ paragraphs }: Pick<Value, 'paragraphs'>): readonly Boxed[] | null {
  const cell = paragraphs.join('\n').trim()
  const marks = [...cell.matchAll(BOX)]
  const [first] = marks
  if (!first || marks.length > MOST) return null
  const isFirst = first.index === 0
  if (marks.length === 1) return !isFirst && first[0].startsWith('[') ? null : only(cell, first[0])
  const pieces = cell.split(BOX).map((words) => words.replace(/\s+/g, ' ').trim())
  const isBehind = !isFirst && pieces.at(-1) === ''
  const lead = isFirst || isBehind ? '' : `${(pieces[0] ?? '').replace(/[\s:]+$/, '')}: `
  const items = isBehind ? pieces.slice(0, -1) : pieces.slice(1)
  const words = items.map((item) => item.replace(/^[\s,;.:]+|[\s,;]+$/g, ''))
  if (words.some((item) => item === '') || words.every(isStatusWord)) return null
  return words.map((item, index) => ({ words: lead + item, mark: marks[index]?.[0] ?? '' }))
}

function only(cell: string, mark: string): readonly Boxed[] | null {
  const words = cell
    .replace(mark, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
  return words === '' ? null : [{ words, mark }]
}

/** What is kept of a box with its action. */
export const boxInWords = ({ mark }: Boxed): string => `Box: ${mark.trim()}`

/** Asks, once for a table, whether ticks say that what they stand beside is complete. A tick claims nothing until somebody says so. */
export function askAboutTick({ mark }: Boxed, place: string, { tableNumber, questions }: RowContext): void {
  if (EMPTY.test(mark)) return
  const where = tableInWords(tableNumber)
  const question = 'Do the ticks and crosses in the cells of actions say that these are complete?'
  const guess = 'It is not known, so no claim is recorded. They are kept as commentary.'
  askOnceOfPlace(questions, { topic: 'ticks', where, place, question, guess, field: 'status' })
}

/** What is asked of a cell with several boxes. */
export const questionOfBoxes = (where: string, place: string, count: number): Question => ({
  where,
  place,
  question: `This row holds ${counted(count, 'box', 'boxes')} in its action cell. Is each an action of its own?`,
  guess: `Yes: ${counted(count, 'action', 'actions')}, each with what stands beside it.`,
})
