import { inWords } from '#platform/calendar/index.ts'
import { cellText, EMPTY_CELL, type Table } from '#platform/reading/index.ts'
import type { Layout, Question } from '../model/model.ts'
import { columnInWords } from '../model/places.ts'
import { type ReadDate, waitsForDate } from './dating.ts'

const IN_FIGURES = /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.-])/g
const MOST_MONTHS = 12
const MOST_DAYS = 31

/** Which number of a date in figures is the month: by the date itself, or either. */
interface Figures {
  readonly words: string
  readonly order: 'month' | 'day' | 'either'
}

function figuresIn(text: string): Figures[] {
  return [...text.matchAll(IN_FIGURES)].flatMap(([words, first = '', , second = '']): Figures[] => {
    const [one, two] = [Number(first), Number(second)]
    if (one > MOST_DAYS || two > MOST_DAYS || one === two || one < 1 || two < 1) return []
    if (two > MOST_MONTHS) return one > MOST_MONTHS ? [] : [{ words, order: 'month' }]
    return [{ words, order: one > MOST_MONTHS ? 'day' : 'either' }]
  })
}

/** The columns of target dates whose dates have the month first, because one of them can be nothing else; what is asked of them is told once. */
export function monthFirstColumns(
  table: Table,
  { columns, firstRow }: Layout,
  tableNumber: number,
  readDate: ReadDate,
): { readonly columns: ReadonlySet<number>; readonly questions: readonly Question[] } {
  const found = new Set<number>()
  const questions: Question[] = []
  columns.forEach(({ field, header }, column) => {
    if (field !== 'target') return
    const figures = table.rows.slice(firstRow).flatMap((row) => figuresIn(cellText(row[column] ?? EMPTY_CELL)))
    const of = (order: Figures['order']) => figures.find((one) => one.order === order)?.words
    const [month, day, either] = [of('month'), of('day'), of('either')]
    if (month === undefined || either === undefined) return
    if (day === undefined) found.add(column)
    const dayRead = (day === undefined ? monthFirst(readDate) : readDate)(either).latest
    const read = `“${either}” was read as ${dayRead ? inWords(dayRead) : 'no date'}.`
    const under = header === null ? 'the column without a header' : `“${header}”`
    questions.push({
      where: columnInWords(tableNumber, column),
      place: null,
      ...(day === undefined
        ? {
            question: `“${month}” under ${under} can only have its month first. Do all the dates of the column?`,
            guess: `Yes: ${read}`,
          }
        : {
            question: `Some dates under ${under} have their month first (“${month}”) and some their day (“${day}”). Which comes first in the others?`,
            guess: `The day: ${read}`,
          }),
    })
  })
  return { columns: found, questions }
}

/** Reads dates in figures with the month first; the words stay as they were written. */
export const monthFirst =
  (readDate: ReadDate): ReadDate =>
  (words) => {
    const turned = words.replace(IN_FIGURES, (date, one: string, joint: string, two: string, year: string) =>
      Number(two) <= MOST_MONTHS && Number(one) <= MOST_MONTHS ? [two, one, year].join(joint) : date,
    )
    const read = readDate(turned)
    if (turned === words) return read
    const why = waitsForDate(read) ? read.why : `${read.why} The month is read first, as in the rest of the column.`
    return { ...read, text: words, why }
  }
