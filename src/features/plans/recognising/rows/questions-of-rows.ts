import { shortened } from '#platform/words.ts'
import type { RowContext } from '../headings/row-context.ts'
import { MOST_QUOTED, type QuestionTopic } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import { askOnceOfTable } from '../model/questions.ts'

/** How rows are asked about that are alike. */
interface AskedOfRows {
  readonly topic: QuestionTopic
  /** The question, up to the words of the first of them. */
  readonly opening: string
  readonly guess: string
}

/** Asks once for a table what rows are that are like this one. */
export function askOfRows(
  row: number,
  words: string,
  { topic, opening, guess }: AskedOfRows,
  context: RowContext,
): void {
  const where = placeInWords(context.tableNumber, row)
  const question = `${opening}, such as \u201c${shortened(words, MOST_QUOTED)}\u201d?`
  askOnceOfTable(context, { topic, where, place: placeOf(row, context), question, guess })
}

/** Asks once for a table whose the rows are that name no recommendation among others that do. */
export function askAboutBlank(row: number, words: string, context: RowContext): void {
  const opening = 'Do rows without a recommendation belong to the one above them'
  const guess = 'Yes: each was put under it.'
  askOfRows(row, words, { topic: 'blank-recommendations', opening, guess }, context)
}
