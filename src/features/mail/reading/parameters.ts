import { decodeText } from './charsets.ts'
import { decodeWords } from './encoded-words.ts'
import { withoutComments } from './headers.ts'
import type { Warnings } from './model.ts'

/** A field with parameters: `text/plain; charset=utf-8` (RFC 2045, 5.1) or `attachment; filename="a.pdf"` (RFC 2183). */
export interface Parameterised {
  /** In small letters. */
  readonly value: string
  /** By their names in small letters. */
  readonly parameters: ReadonlyMap<string, string>
}

const PARAMETER = /;\s*([^\s=;*]{1,60})(\*(\d{1,4}))?(\*)?\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)/gs

interface Piece {
  readonly number: number
  readonly isEncoded: boolean
  readonly text: string
}

/** Reads such a field: values in quotes or not, cut into pieces or with their charset (RFC 2231), or as encoded words, as many mailers write them. */
export function readParameters(field: string | null, warnings: Warnings): Parameterised {
  const text = withoutComments(field ?? '')
  const value = (/^[^;]*/.exec(text)?.[0] ?? '').trim().toLowerCase()
  const pieces = new Map<string, Piece[]>()
  for (const [, name = '', cut, number = '0', star, written = ''] of text.matchAll(PARAMETER)) {
    const key = name.toLowerCase()
    const piece = { number: Number(number), isEncoded: star !== undefined, text: unquoted(written.trim()) }
    const known = pieces.get(key)
    if (!known) pieces.set(key, [piece])
    else if (cut !== undefined || piece.isEncoded) known.push(piece)
  }
  return {
    value,
    parameters: new Map([...pieces].map(([name, of]) => [name, joined(of, warnings)])),
  }
}

const unquoted = (text: string): string =>
  text.startsWith('"')
    ? text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined).replace(/\\(.)/gs, '$1')
    : text

function joined(pieces: readonly Piece[], warnings: Warnings): string {
  const inOrder = pieces.toSorted((a, b) => a.number - b.number)
  // One with its charset goes before the same without: `filename*` is the better of two.
  const chosen = inOrder.some(({ isEncoded }) => isEncoded) ? inOrder.filter(isPartOf(inOrder)) : inOrder
  if (!chosen.some(({ isEncoded }) => isEncoded)) return decodeWords(chosen.map(({ text }) => text).join(''), warnings)
  const [, charset = ''] = /^([^']*)'[^']*'/.exec(chosen[0]?.text ?? '') ?? []
  const bytes = chosen.map(({ isEncoded, text }, at) =>
    isEncoded ? percentDecoded(at === 0 ? text.replace(/^[^']*'[^']*'/, '') : text) : Buffer.from(text),
  )
  return decodeText(Buffer.concat(bytes), charset || 'utf-8', warnings)
}

/** Of pieces that carry one number, the one with its charset. */
const isPartOf =
  (pieces: readonly Piece[]) =>
  (piece: Piece): boolean =>
    piece.isEncoded || !pieces.some((other) => other.isEncoded && other.number === piece.number)

function percentDecoded(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  const decoded: number[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const hex = bytes[at] === 37 ? bytes.toString('latin1', at + 1, at + 3) : ''
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      decoded.push(Number.parseInt(hex, 16))
      at += 2
    } else decoded.push(bytes[at] ?? 0)
  }
  return Uint8Array.from(decoded)
}
