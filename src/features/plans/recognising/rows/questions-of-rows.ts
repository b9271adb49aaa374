import { shortened } from '#platform/words.ts'
import type { RowContext } from '../headings/row-context.ts'
import { MOST_QUOTED } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import { askOnceOfTable } from '../model/questions.ts'

/** Asks once for a table what rows are that are like this one; the question opens with the same words for all of them. */
export function askOfRows(row: number, words: string, opening: string, guess: string, context: RowContext): void {
  const where = placeInWords(context.tableNumber, row)
  const question = `${opening}, such as \u201c${shortened(words, MOST_QUOTED)}\u201d?`
  askOnceOfTable(context, { where, place: placeOf(row, context), question, guess }, opening)
}

/** Asks once for a table whose the rows are that name no recommendation among others that do. */
export function askAboutBlank(row: number, words: string, context: RowContext): void {
  const opening = 'Do rows without a recommendation belong to the one above them'
  askOfRows(row, words, opening, 'Yes: each was put under it.', context)
}
