import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { cellText, type ReadDocument } from './model.ts'
import { type NumberedRow, NumberedRows } from './numbered.ts'
import { readOdf } from './odf.ts'
import { odsRows } from './ods-rows.ts'
import { type Parts, unpack } from './package.ts'
import { UnreadableFile } from './problem.ts'
import { sniff } from './sniff.ts'
import { readText, textRows } from './text.ts'
import { readXlsx, xlsxRows } from './xlsx.ts'

/** Reads a document from its bytes; its name is only a hint. Throws UnreadableFile. Runs in the child process. */
export function readBytes(bytes: Uint8Array, name: string): ReadDocument {
  switch (sniff(bytes, name)) {
    case 'zip':
      return readPackage(unpack(bytes))
    case 'html':
      return readHtml(bytes)
    case 'text':
      return readText(bytes)
  }
}

/** Reads the rows of the first table of a document, cells to the letter where it is a spreadsheet or text. Throws UnreadableFile. Runs in the child process. */
export function readRowsOf(bytes: Uint8Array, name: string): NumberedRow[] {
  const container = sniff(bytes, name)
  if (container === 'text') return textRows(bytes)
  if (container === 'html') return tableRows(readHtml(bytes))
  const parts = unpack(bytes)
  if (isOds(parts)) return odsRows(parts)
  return parts.has('xl/workbook.xml') ? xlsxRows(parts) : tableRows(readPackage(parts))
}

function tableRows({ blocks }: ReadDocument): NumberedRow[] {
  const rows = new NumberedRows()
  const table = blocks.find((block) => block.type === 'table')
  for (const [index, cells] of (table?.rows ?? []).entries()) rows.add(index + 1, cells.map(cellText))
  return rows.all
}

const mimetypeOf = (parts: Parts) => Buffer.from(parts.get('mimetype') ?? '').toString('latin1')
const isOds = (parts: Parts) => mimetypeOf(parts).includes('opendocument.spreadsheet')

function readPackage(parts: Parts): ReadDocument {
  if (mimetypeOf(parts).includes('opendocument.text')) return readOdf(parts, 'odt')
  if (isOds(parts)) return readOdf(parts, 'ods')
  if (parts.has('xl/workbook.xml')) return readXlsx(parts)
  if ([...parts.keys()].some((name) => /^word\/document\d*\.xml$/.test(name))) return readDocx(parts)
  throw new UnreadableFile(
    'The file is a zip archive, but not a Word, Excel or OpenDocument file.',
    'If the document is inside the archive, take it out and import it by itself.',
  )
}
