import { UnreadableFile } from '#platform/reading/index.ts'
import type { Problems } from './problems.ts'

/** Code points that stand for no character and never will (Unicode 23.7): the readers use some of them as signs of their own. */
const NO_CHARACTERS = /[\uFDD0-\uFDEF]/g

/**
 * The text of a question bank: UTF-8, UTF-16 where it says so in its first bytes, else what its XML says, else Windows-1252, which is told.
 * Throws UnreadableFile where it is no text.
 */
export function decoded(bytes: Uint8Array, problems: Problems): string {
  const text = decode(bytes, problems)
  const zero = text.indexOf('\0')
  if (zero >= 0)
    throw new UnreadableFile(
      `The file holds a NUL character on line ${lineOf(text, zero)}: it is not text.`,
      'Export the questions again as GIFT or as Moodle XML.',
    )
  return text.replace(NO_CHARACTERS, '\uFFFD')
}

function decode(bytes: Uint8Array, problems: Problems): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const said = charsetOfXml(bytes)
    if (said) return said.decode(bytes)
    problems.of('The file is not in UTF-8. It was read as Windows-1252: check letters with accents.')
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What decodes the charset that XML names in its first line; null where it names none that is known. */
function charsetOfXml(bytes: Uint8Array): InstanceType<typeof TextDecoder> | null {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const [, said] = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head) ?? []
  try {
    return said && !/^utf-?8$/i.test(said) ? new TextDecoder(said) : null
  } catch {
    return null
  }
}

/** The line, from 1, on which a character stands. */
function lineOf(text: string, at: number): number {
  let line = 1
  for (const [end] of text.slice(0, at).matchAll(/\r\n|\r|\n/g)) line += end ? 1 : 0
  return line
}
