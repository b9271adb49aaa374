import { decodeText } from './charsets.ts'
import { Warnings } from './model.ts'
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts'

/** An encoded word (RFC 2047, with the language of RFC 2231). Mailers put blanks and question marks in it that the standard forbids. */
const WORD = /=\?([^?*\s]{1,60})(?:\*[^?]{0,30})?\?([bq])\?([^\r\n]*?)\?=/gi
/** Only blanks between two encoded words: they are no part of the text. */
const BETWEEN = /^[ \t\r\n]*$/

interface Word {
  readonly charset: string
  readonly bytes: Uint8Array
}

/** The text of a header with its encoded words read. Words of one charset that follow one another are joined as bytes first: a letter may be cut in two. */
export function decodeWords(text: string, warnings = new Warnings()): string {
  if (!text.includes('=?')) return text
  let decoded = ''
  let open: Word[] = []
  let end = 0
  const close = () => {
    decoded += textOf(open, warnings)
    open = []
  }
  for (const found of text.matchAll(WORD)) {
    const [whole, charset = '', encoding = '', content = ''] = found
    const between = text.slice(end, found.index)
    if (open.length === 0 || !BETWEEN.test(between)) {
      close()
      decoded += between
    }
    const word = { charset: charset.toLowerCase(), bytes: bytesOf(encoding, content) }
    if (open.length > 0 && open[0]?.charset !== word.charset) close()
    open.push(word)
    end = found.index + whole.length
  }
  close()
  return decoded + text.slice(end)
}

const textOf = (words: readonly Word[], warnings: Warnings): string =>
  words.length === 0
    ? ''
    : decodeText(Buffer.concat(words.map(({ bytes }) => bytes)), words[0]?.charset ?? null, warnings)

/** Letters of eight bits stand for themselves in Q; they came as such in the header. */
const bytesOf = (encoding: string, content: string): Uint8Array =>
  encoding.toLowerCase() === 'b'
    ? decodeBase64(Buffer.from(content, 'latin1'), new Warnings())
    : decodeQuotedPrintable(Buffer.from(content.replaceAll('_', '=20'), 'utf8'))
