import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import type { ReadDocument } from './model.ts'
import { readOdf } from './odf.ts'
import { type Parts, unpack } from './package.ts'
import { UnreadableFile } from './problem.ts'
import { sniff } from './sniff.ts'
import { readText } from './text.ts'
import { readXlsx } from './xlsx.ts'

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

function readPackage(parts: Parts): ReadDocument {
  const mimetype = Buffer.from(parts.get('mimetype') ?? '').toString('latin1')
  if (mimetype.includes('opendocument.text')) return readOdf(parts, 'odt')
  if (mimetype.includes('opendocument.spreadsheet')) return readOdf(parts, 'ods')
  if (parts.has('xl/workbook.xml')) return readXlsx(parts)
  if ([...parts.keys()].some((name) => /^word\/document\d*\.xml$/.test(name))) return readDocx(parts)
  throw new UnreadableFile(
    'The file is a zip archive, but not a Word, Excel or OpenDocument file.',
    'If the document is inside the archive, take it out and import it by itself.',
  )
}
