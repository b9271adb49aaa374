import { Readable } from 'node:stream'
import { takingTurns } from '../turns.ts'
import { legalText } from '../xml.ts'
import { fewAtOnce, neutralised, type SheetSource, type SheetValue } from './model.ts'

function quoted(value: SheetValue): string {
  // Control characters make readers take the file for something else; the other formats cannot hold them either.
  const text = legalText(String(neutralised(value) ?? ''))
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

const line = (values: readonly SheetValue[]) => `${values.map(quoted).join(',')}\r\n`

/** Comma-separated values, RFC 4180, UTF-8 with the mark that Excel needs to see that it is. Streams, and gives others their turn. */
export function writeCsv(source: SheetSource): Readable {
  async function* text() {
    const turn = takingTurns()
    yield `\ufeff${line(source.headers)}`
    for await (const rows of fewAtOnce(source)) {
      yield rows.map(line).join('')
      await turn()
    }
  }
  return Readable.from(text())
}
