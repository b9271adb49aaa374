import { Readable } from 'node:stream'
import { legalText } from '../documents/legal.ts'
import { neutralised, type SheetSource, type SheetValue } from './model.ts'

function quoted(value: SheetValue): string {
  // Control characters make readers take the file for something else; the other formats cannot hold them either.
  const text = legalText(String(neutralised(value) ?? ''))
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

const line = (values: readonly SheetValue[]) => `${values.map(quoted).join(',')}\r\n`

/** Comma-separated values, RFC 4180, UTF-8 with the mark that Excel needs to see that it is. Streams. */
export function writeCsv({ headers, batches }: SheetSource): Readable {
  async function* text() {
    yield `\ufeff${line(headers)}`
    for await (const rows of batches) yield rows.map(line).join('')
  }
  return Readable.from(text())
}
