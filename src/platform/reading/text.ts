import { parse } from 'csv-parse/sync'
import { Grid, paragraphsOf } from './grid.ts'
import type { ReadDocument } from './model.ts'
import { type NumberedRow, NumberedRows } from './numbered.ts'
import { damaged, LIMITS, tooMuch } from './problem.ts'

/** Reads comma-, semicolon-, tab- or bar-separated text (RFC 4180 and what programs make of it), or a table pasted from one. */
export function readText(bytes: Uint8Array): ReadDocument {
  const text = decodeText(bytes)
  if (text.length > LIMITS.characters) throw tooMuch('characters', LIMITS.characters)
  const delimiter = delimiterOf(text)
  const grid = new Grid()
  for (const record of records(text, delimiter)) {
    if (delimiter === '|' && record.every((value) => /^:?-*:?$/.test(value.trim()))) continue
    grid.startRow()
    for (const value of record) grid.add({ paragraphs: paragraphsOf(value) })
  }
  const table = grid.table(null, 0)
  return { format: 'csv', title: null, changedOn: null, blocks: table.rows.length > 0 ? [table] : [], warnings: [] }
}

/** A first line with which Excel says what the separator is. */
const SEPARATOR = /^\ufeff?sep=([,;|\t])\r?(?:\n|$)/i

/** The rows of the text, each cell as it stands in the file. */
export function textRows(bytes: Uint8Array): NumberedRow[] {
  const text = decodeText(bytes)
  const said = SEPARATOR.exec(text)?.[1]
  const rows = new NumberedRows()
  for (const [index, record] of records(text, said ?? delimiterOf(text), false).entries())
    if (said === undefined || index > 0) rows.add(index + 1, record)
  return rows.all
}

/** How lines end, which may differ within a file that two programs have written to. */
export const LINE_ENDS = ['\r\n', '\n']

/** The same of a text that is there whole: in an old one a carriage return alone ends lines, where nothing else does. */
export const lineEndsOf = (text: string): string[] => (text.includes('\n') ? LINE_ENDS : ['\r'])

function records(text: string, delimiter: string, skipsEmpty = true): string[][] {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: lineEndsOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: skipsEmpty,
      bom: true,
      max_record_size: 1_000_000,
    })
  } catch {
    throw damaged()
  }
}

/** UTF-8 or UTF-16 where the bytes allow it, else Windows-1252, which never fails. A zero byte is no text at all. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 4096).includes(0)) throw damaged()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The separator that cuts most of the first lines into the same number of pieces, and into the most. */
function delimiterOf(text: string): string {
  const lines = outsideQuotes(text.slice(0, 64_000))
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of ['\t', ',', ';', '|']) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const cut = counts.filter((count) => count > 0)
    const score =
      cut.length === 0 ? 0 : (cut.length / lines.length) * Math.min(10, mode(cut)) * (delimiter === '\t' ? 2 : 1)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** The text without what stands in quotation marks, whose commas and line ends do not count. */
function outsideQuotes(text: string): string {
  return text.replace(/"(?:[^"]|"")*"/g, '""')
}

function mode(counts: readonly number[]): number {
  const seen = new Map<number, number>()
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1)
  return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}
