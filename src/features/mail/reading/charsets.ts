import iconv from 'iconv-lite'
import type { Warnings } from './model.ts'

/** Names that mailers use and no registry has. */
const ALIASES: Readonly<Record<string, string>> = {
  ascii: 'us-ascii',
  'ansi_x3.4-1968': 'us-ascii',
  '646': 'us-ascii',
  'x-unknown': 'us-ascii',
  unknown: 'us-ascii',
  'unknown-8bit': 'us-ascii',
  default: 'us-ascii',
  'x-user-defined': 'us-ascii',
  'x-gbk': 'gbk',
  gb2312_charset: 'gb2312',
  'utf-8mb4': 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  'x-unicode-2-0-utf-7': 'utf-7',
  'iso-8859-8-i': 'iso-8859-8',
  'iso-8859-8-e': 'iso-8859-8',
  'x-mac-roman': 'macintosh',
  'x-roman8': 'hp-roman8',
  'ks_c_5601-1987': 'euc-kr',
}
const UNSAID = new Set(['', 'us-ascii'])
/** What opens other alphabets in seven bits (ISO-2022-JP, RFC 1468): nothing else does. */
const ESCAPED_JAPANESE = ['\u001b$B', '\u001b$@']

/**
 * Bytes as text, by the charset that a mail says. Where it says none, or bytes are none of it, they are read as UTF-8 if they can be,
 * and as Windows-1252 otherwise, which is told.
 */
export function decodeText(bytes: Uint8Array, said: string | null, warnings: Warnings): string {
  const label = (said ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '')
  const charset = ALIASES[label] ?? label
  if (UNSAID.has(charset)) return withoutCharset(bytes, warnings)
  const decoder = decoderOf(charset)
  if (decoder) return decoder === 'utf-8' ? utf8Or1252(bytes, warnings) : new TextDecoder(decoder).decode(bytes)
  if (iconv.encodingExists(charset))
    return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), charset)
  warnings.say(`The mail says the charset “${label.slice(0, 40)}”, which is not known: its letters may be wrong.`)
  return withoutCharset(bytes, warnings)
}

function decoderOf(charset: string): string | null {
  try {
    return new TextDecoder(charset).encoding
  } catch {
    return null
  }
}

function withoutCharset(bytes: Uint8Array, warnings: Warnings): string {
  if (isSevenBit(bytes)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
    return ESCAPED_JAPANESE.some((mark) => text.includes(mark)) ? new TextDecoder('iso-2022-jp').decode(bytes) : text
  }
  return utf8Or1252(bytes, warnings)
}

const isSevenBit = (bytes: Uint8Array): boolean => !bytes.some((byte) => byte > 127)

function utf8Or1252(bytes: Uint8Array, warnings: Warnings): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    warnings.say('Some letters have no known charset: they are read as those of Western Europe (Windows-1252).')
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
