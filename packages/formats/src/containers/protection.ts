import type { Content } from '../matching/content.ts'
import type { ContainerType } from '../signatures/model.ts'
import { BrokenContainer, type Container, headOf } from './entries.ts'

/**
 * Whether a container cannot be read without a password: entries of a ZIP file are encrypted, an OpenDocument manifest says so
 * (ODF 1.2 part 3, 4.8), an office document is wrapped in an encrypted package ([MS-OFFCRYPTO] 2.3), or the document itself
 * says so: fEncrypted of Word ([MS-DOC] 2.5.2), a FILEPASS record of Excel ([MS-XLS] 2.4.117).
 */
export function isProtectedContainer(type: ContainerType, container: Container): boolean {
  try {
    if (type === 'ZIP') return hasEncryptedEntry(container) || hasEncryptedManifest(container)
    if (container.has('EncryptedPackage')) return true
    return isProtectedWord(container) || isProtectedExcel(container)
  } catch (error) {
    if (!(error instanceof BrokenContainer)) throw error
    return error.isProtected
  }
}

/** Names that are looked at whatever the signatures want. */
export const LOOKED_AT: ReadonlySet<string> = new Set(['mimetype', 'META-INF/manifest.xml'])

const hasEncryptedEntry = (container: Container) => container.isEncrypted === true

function hasEncryptedManifest(container: Container): boolean {
  if (!container.has('mimetype')) return false
  return headOf(container, 'META-INF/manifest.xml', 65_536)?.includes('encryption-data') ?? false
}

function isProtectedWord(container: Container): boolean {
  const head = headOf(container, 'WordDocument', 12)
  return head?.length === 12 && (head.readUInt16LE(10) & 0x0100) !== 0
}

const FILEPASS = 0x002f
/** The record stands among the first of the workbook, if it is there at all. */
const RECORDS = 12

function isProtectedExcel(container: Container): boolean {
  const head = headOf(container, 'Workbook', 4096) ?? headOf(container, 'Book', 4096)
  if (!head) return false
  for (let at = 0, count = 0; at + 4 <= head.length && count < RECORDS; count += 1) {
    if (head.readUInt16LE(at) === FILEPASS) return true
    at += 4 + head.readUInt16LE(at + 2)
  }
  return false
}

/** Where a PDF names its encryption: in the trailer at its end, or near its start where it was made for the web. */
const PDF_WINDOW = 8192

/** Whether a PDF says in its trailer how it is encrypted (ISO 32000-1, 7.6). */
export function isProtectedPdf(content: Content): boolean {
  content.load(content.size - PDF_WINDOW, content.size)
  if (content.bytes.includes('/Encrypt', Math.max(0, content.size - PDF_WINDOW - content.base))) return true
  content.load(0, 4096)
  return content.bytes.subarray(0, 4096 - content.base).includes('/Encrypt')
}
