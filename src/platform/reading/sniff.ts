import { sizeInWords } from '../words.ts'
import type { Format } from './model.ts'
import { LIMITS, UnreadableFile } from './problem.ts'

export type Container = 'zip' | 'html' | 'text'

const SIGNATURES: readonly [string, string][] = [
  ['89504e47', 'a PNG picture'],
  ['ffd8ff', 'a JPEG picture'],
  ['47494638', 'a GIF picture'],
  ['49492a00', 'a TIFF picture'],
  ['4d4d002a', 'a TIFF picture'],
  ['424d', 'a bitmap picture'],
  ['7f454c46', 'a program'],
  ['4d5a', 'a program'],
  ['1f8b', 'a compressed (gzip) file'],
  ['377abcaf', 'a 7-Zip archive'],
  ['52617221', 'a RAR archive'],
  ['7b5c727466', 'a Rich Text (RTF) document'],
]

const SAVE_AS = 'Save it as a Word (.docx), OpenDocument (.odt, .ods), Excel (.xlsx), CSV or HTML file and try again.'

/** Tells by its bytes, not its name, how a file must be read. Throws UnreadableFile for what cannot be. */
export function sniff(bytes: Uint8Array, name: string): Container {
  if (bytes.length === 0)
    throw new UnreadableFile('The file is empty.', 'Choose the file again: it may not have been saved yet.')
  if (bytes.length > LIMITS.fileBytes) {
    throw new UnreadableFile(
      `The file is larger than ${sizeInWords(LIMITS.fileBytes)}.`,
      'Remove its pictures, or save only the tables, and try again.',
    )
  }
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  if (start.startsWith('504b0304') || start.startsWith('504b0506')) return 'zip'
  if (start.startsWith('d0cf11e0')) throw oldOrEncrypted(bytes)
  if (start.startsWith('25504446')) {
    throw new UnreadableFile(
      'The file is a PDF, whose tables cannot be read reliably.',
      `Ask for the document it was made from. ${SAVE_AS}`,
    )
  }
  const other = SIGNATURES.find(([signature]) => start.startsWith(signature))
  if (other) throw new UnreadableFile(`The file is ${other[1]}, not a document.`, SAVE_AS)
  return looksLikeHtml(bytes, name) ? 'html' : 'text'
}

/** Office programs keep encrypted new documents and all old ones in the same kind of container. */
function oldOrEncrypted(bytes: Uint8Array): UnreadableFile {
  const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
  if (isEncrypted) {
    return new UnreadableFile(
      'The document is protected with a password.',
      'Open it, remove the password (in Word or Excel: File, Info, Protect), save a copy and try again.',
    )
  }
  return new UnreadableFile('The file is in the format of Word or Excel before 2007.', SAVE_AS)
}

function looksLikeHtml(bytes: Uint8Array, name: string): boolean {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').trimStart().toLowerCase()
  if (/^(\u00ef\u00bb\u00bf)?\s*(<!doctype html|<html|<\?xml[^>]*\?>\s*<(!doctype )?html)/.test(head)) return true
  return /\.x?html?$/i.test(name) || /^<(table|body|head|div|h1|p|meta|!--)/.test(head)
}

/** The formats that are read, for pages and messages. */
export const READABLE: readonly { format: Format; name: string; endings: readonly string[] }[] = [
  { format: 'docx', name: 'Word', endings: ['.docx'] },
  { format: 'odt', name: 'OpenDocument text', endings: ['.odt'] },
  { format: 'xlsx', name: 'Excel', endings: ['.xlsx'] },
  { format: 'ods', name: 'OpenDocument spreadsheet', endings: ['.ods'] },
  { format: 'csv', name: 'CSV', endings: ['.csv', '.tsv', '.txt'] },
  { format: 'html', name: 'HTML', endings: ['.html', '.htm'] },
]
