import type { Table } from '#platform/reading/index.ts'
import { plainHeader } from '../headers/headers.ts'
import type { Column } from '../model/model.ts'
import { isRef } from '../words/refs.ts'
import { valuesOf } from '../words/table-values.ts'

const OF_NUMBERS = /^(?:recs?|recommendations?)$/
/** Headers over where a recommendation stands in the report that makes it. */
const OF_PLACES = /^(?:(?:report )?para(?:graph)?s?)(?: (?:no|number|nr|ref|reference))?$/

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('')
const ROMANS =
  'i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv xxvi'.split(' ')

/** Whether letters or Roman numbers count up, once each in the order in which they first stand: `a`, `b`, `(ii)`, `(iii)`. */
function countUp(values: readonly string[]): boolean {
  const marks = [...new Set(values.map((value) => value.toLowerCase().replace(/[().:\s]/g, '')))]
  return [LETTERS, ROMANS].some((marksInOrder) => {
    const places = marks.map((mark) => marksInOrder.indexOf(mark))
    return (
      places.length > 0 &&
      places.every((place, index) => place >= 0 && (index === 0 || place > (places[index - 1] ?? 0)))
    )
  })
}

/**
 * Letters and Roman numbers under `Rec` are references of recommendations, and so are numbers of paragraphs beside a column of
 * recommendations where no other column holds their references.
 */
export function withNumbers(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  if (columns.some(({ field }) => field === 'recommendation-ref')) return columns
  const worded = columns.findIndex(
    ({ field, header }, index) => field === 'recommendation' && !isLettered(header, index),
  )
  const hasRef = columns.some(
    ({ field, header }, index) => field === 'ref' && index < worded && !isPlaced(header, index),
  )
  const at = columns.findIndex(
    ({ header }, index) => isLettered(header, index) || (index < worded && !hasRef && isPlaced(header, index)),
  )
  return columns.map((column, index) =>
    index === at ? { ...column, field: 'recommendation-ref', guessed: false } : column,
  )

  function isLettered(header: string | null, index: number): boolean {
    return OF_NUMBERS.test(plainHeader(header ?? '')) && countUp(valuesOf(table, index, firstRow))
  }
  function isPlaced(header: string | null, index: number): boolean {
    const values = valuesOf(table, index, firstRow)
    return OF_PLACES.test(plainHeader(header ?? '')) && values.length > 0 && values.every(isRef)
  }
}
