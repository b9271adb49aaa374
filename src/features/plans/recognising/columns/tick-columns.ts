import { cellLine, type Table } from '#platform/reading/index.ts'
import { isExactHeader } from '../headers/headers.ts'
import type { ColumnField, Value } from '../model/model.ts'
import { kindOf } from '../owners/owner-words.ts'
import { isTick } from '../words/periods.ts'
import { isRef } from '../words/refs.ts'
import { isStatusWord } from '../words/wording.ts'

type Fields = readonly (ColumnField | null)[]
type Headers = readonly (string | null)[]

/** The letters with which a matrix says who is responsible, accountable, consulted and informed. */
const PART = /^[RACI](?:\s*[/,&]\s*[RACI])*$/i
const DOES = /[RA]/i
const isState = (header: string | null): boolean =>
  header !== null && (isStatusWord(header) || /^[ragb]$/i.test(header))
const isOwnerName = (header: string | null): boolean =>
  header !== null && !isExactHeader(header) && !isState(header) && kindOf(header) !== 'none'

/**
 * Columns of a matrix: those called by statuses, or by the names of owners, of which one is ticked, and the letters of who does what with
 * names below them. `R` and `A` are references only where neither stands beside them.
 */
export function withTicks(table: Table, headers: Headers, fields: Fields, firstRow: number): Fields {
  const texts = headers.map((_, column) =>
    table.rows.slice(firstRow, firstRow + 200).flatMap((row) => cellLine(row[column]) || []),
  )
  const states = matching(headers, (header, column) => isState(header) && (texts[column] ?? []).every(isTick))
  const isTicked = states.some((column) => (texts[column] ?? []).length > 0)
  if (states.length > 1 && isTicked) return put(fields, states, 'status')
  const letters = matching(headers, (header) => /^[raci]$/i.test(header ?? ''))
  if (letters.length > 2) return withLetters(headers, fields, letters, texts)
  const names = matching(
    headers,
    (header, column) =>
      fields[column] === null &&
      isOwnerName(header) &&
      (texts[column] ?? []).every((text) => isTick(text) || PART.test(text)),
  )
  const isOwned = fields.includes('owner') || names.every((column) => (texts[column] ?? []).length === 0)
  return names.length > 1 && !isOwned ? put(fields, names, 'owner') : fields
}

function withLetters(headers: Headers, fields: Fields, letters: readonly number[], texts: readonly string[][]): Fields {
  return fields.map((field, column) => {
    if (!letters.includes(column)) return field
    const words = texts[column] ?? []
    if (words.every((text) => isRef(text)) && words.length > 0) return field
    return DOES.test(headers[column] ?? '') && !words.every(isTick) ? 'owner' : 'commentary'
  })
}

const matching = (headers: Headers, test: (header: string | null, column: number) => boolean): number[] =>
  headers.flatMap((header, column) => (test(header, column) ? [column] : []))

const put = (fields: Fields, columns: readonly number[], as: ColumnField): Fields =>
  fields.map((field, column) => (columns.includes(column) ? as : field))

/** What a tick says: the status or the owner over its column. Who is only consulted or informed is commentary. */
export function placeTicks(values: Map<ColumnField, Value[]>, headers: Headers): void {
  const told = (value: Value): Value => ({ ...value, paragraphs: [value.header ?? ''], header: null })
  if (headers.filter(isState).length > 1) {
    const states = values.get('status') ?? []
    values.set(
      'status',
      states.map((value) => (isState(value.header) && isTick(cellLine(value)) ? told(value) : value)),
    )
    if (states.length === 0) values.delete('status')
  }
  const isMark = (value: Value) => isOwnerName(value.header) && (isTick(cellLine(value)) || PART.test(cellLine(value)))
  const owners = values.get('owner') ?? []
  if (!owners.some(isMark)) return
  const hears = (value: Value) => isMark(value) && !isTick(cellLine(value)) && !DOES.test(cellLine(value))
  values.set(
    'owner',
    owners.filter((value) => !hears(value)).map((value) => (isMark(value) ? told(value) : value)),
  )
  values.set('commentary', [...(values.get('commentary') ?? []), ...owners.filter(hears)])
}
