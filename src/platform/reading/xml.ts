import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { damaged, LIMITS, tooMuch, UnreadableFile } from './problem.ts'

/** What a reader of XML wants to hear. Names are as written, with their prefix. */
export interface XmlEvents {
  /** `line` is that of the file in which the tag ends, from 1. */
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void
  close(name: string): void
  text?(text: string): void
  /** What is thrown where it is no well-formed XML; `damaged()` where this is left out. */
  broken?(line: number): UnreadableFile
}

/** Walks XML once, from its bytes, or from text that was decoded already. A document type declaration is refused: it can name files and grow without end. */
export function walkXml(source: Uint8Array | string, events: XmlEvents): void {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  let depth = 0
  parser.on('doctype', () => {
    throw new UnreadableFile(
      'The file contains an XML document type declaration, which documents do not need and which can do harm.',
      'Open it in the program that made it, save a new copy and try again.',
    )
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth += 1
    if (depth > LIMITS.depth) throw tooMuch('levels of nesting', LIMITS.depth)
    events.open(tag.name, tag.attributes, parser.line)
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth -= 1
    events.close(tag.name)
  })
  parser.on('text', (text) => events.text?.(text))
  parser.on('cdata', (text) => events.text?.(text))
  parser.on('error', (error) => {
    throw error
  })
  try {
    parser.write(typeof source === 'string' ? source : decode(source)).close()
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw events.broken?.(parser.line) ?? damaged()
  }
}

function decode(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const label = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8'
  return new TextDecoder(label).decode(bytes)
}
