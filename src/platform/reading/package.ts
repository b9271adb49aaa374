import { type UnzipFileInfo, unzipSync } from 'fflate'
import { sizeInWords } from '../words.ts'
import { damaged, LIMITS, tooMuch, UnreadableFile } from './problem.ts'

/** The parts of a zipped document that its reader asks for, by name. */
export type Parts = ReadonlyMap<string, Uint8Array>

const WANTED =
  /^(\[Content_Types\]\.xml|mimetype|content\.xml|styles\.xml|meta\.xml|META-INF\/manifest\.xml|docProps\/core\.xml|word\/(document\d*|styles|numbering)\.xml|_rels\/\.rels|word\/_rels\/.*|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/i
const MACROS = /(^|\/)vbaProject\.bin$|^(Basic|Scripts)\/.+\/.+\.(xml|py|js|bsh)$/i

/**
 * Unpacks the parts that readers know. Output is bounded by the sizes that the directory declares, which are
 * checked first: a part that holds more than it declares is cut off there and fails as damaged.
 */
export function unpack(bytes: Uint8Array): Parts {
  let total = 0
  let count = 0
  let hasMacros = false
  const filter = (file: UnzipFileInfo) => {
    count += 1
    if (count > LIMITS.parts) throw tooMuch('parts', LIMITS.parts)
    if (MACROS.test(file.name)) hasMacros = true
    if (!WANTED.test(file.name)) return false
    total += file.originalSize
    if (file.originalSize > LIMITS.partBytes || total > LIMITS.totalBytes) throw bomb()
    return true
  }
  const parts = extract(bytes, filter)
  if (hasMacros || isMacroEnabled(parts.get('[Content_Types].xml'))) throw macros()
  const manifest = parts.get('META-INF/manifest.xml')
  if (manifest && Buffer.from(manifest).includes('encryption-data')) throw password()
  return parts
}

function extract(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Parts {
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })))
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw damaged()
  }
}

function isMacroEnabled(types: Uint8Array | undefined): boolean {
  if (!types) return false
  const overrides =
    Buffer.from(types)
      .toString('utf8')
      .match(/<Override[^>]*>/g) ?? []
  return overrides.some((override) => override.includes('macroEnabled'))
}

function bomb(): UnreadableFile {
  return new UnreadableFile(
    `The file unpacks to more than ${sizeInWords(LIMITS.partBytes)}, far more than a document of tables needs.`,
    'It may be damaged or made to do harm. Check where it came from; save the tables alone as a new file and try again.',
  )
}

function macros(): UnreadableFile {
  return new UnreadableFile(
    'The file contains macros, which are programs, so it is not opened.',
    'Save a copy without macros (.docx, .xlsx, .odt or .ods) and try again.',
  )
}

function password(): UnreadableFile {
  return new UnreadableFile(
    'The document is protected with a password.',
    'Open it, save a copy without a password and try again.',
  )
}
