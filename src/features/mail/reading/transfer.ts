import type { Warnings } from './model.ts'

/** The bytes of a part, without the encoding of their way (RFC 2045, 6). */
export function decodeTransfer(bytes: Uint8Array, encoding: string, warnings: Warnings): Uint8Array {
  switch (encoding) {
    case 'base64':
      return decodeBase64(bytes, warnings)
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes)
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
      return decodeUuencoded(bytes)
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return bytes
    default:
      warnings.say(`A part says the encoding “${encoding.slice(0, 40)}”, which is not known: it is kept as it came.`)
      return bytes
  }
}

const OUTSIDE = 255
const PADDING = 254
const VALUE_OF = new Uint8Array(256).fill(OUTSIDE)
for (const [value, letter] of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').entries())
  VALUE_OF[letter.charCodeAt(0)] = value
VALUE_OF['='.charCodeAt(0)] = PADDING

/** Base64 as mailers write it: other characters are passed over, and each padding ends a piece, of which several may follow one another. */
export function decodeBase64(bytes: Uint8Array, warnings: Warnings): Uint8Array {
  const decoded = new Uint8Array(Math.ceil((bytes.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    const value = VALUE_OF[byte] ?? OUTSIDE
    if (value === OUTSIDE) continue
    if (value === PADDING) {
      bits = 0
      held = 0
      continue
    }
    held = (held << 6) | value
    bits += 6
    if (bits < 8) continue
    bits -= 8
    decoded[length++] = (held >> bits) & 255
    held &= (1 << bits) - 1
  }
  if (bits === 6) warnings.say('An attachment ends in the middle: its last byte is missing.')
  return decoded.subarray(0, length)
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const EQUALS = '='.charCodeAt(0)
const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9

/** Quoted-printable (RFC 2045, 6.7): blanks at the end of a line are those of the way, and a sign that is none stays as it is. */
export function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (isBlank(byte)) {
      const end = afterBlanks(bytes, at)
      if (isLineEnd(bytes, end)) {
        at = end - 1
        continue
      }
      decoded.set(bytes.subarray(at, end), length)
      length += end - at
      at = end - 1
    } else if (byte !== EQUALS) decoded[length++] = byte
    else {
      const end = afterBlanks(bytes, at + 1)
      const value = Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16)
      if (isLineEnd(bytes, end)) at = end + (bytes[end] === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED ? 1 : 0)
      else if (isHex(bytes[at + 1]) && isHex(bytes[at + 2])) {
        decoded[length++] = value
        at += 2
      } else decoded[length++] = byte
    }
  }
  return decoded.subarray(0, length)
}

function afterBlanks(bytes: Uint8Array, from: number): number {
  let end = from
  while (isBlank(bytes[end])) end += 1
  return end
}

/** Whether a line ends there; the last one may end without a line end. */
const isLineEnd = (bytes: Uint8Array, at: number): boolean =>
  at >= bytes.length || bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN

const isHex = (byte = 0): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102)

/** Lines of uuencode (POSIX), from the one after `begin` to the one before `end`; both may stand there too. */
export function decodeUuencoded(bytes: Uint8Array): Uint8Array {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').split(/\r?\n/)
  const pieces: Uint8Array[] = []
  for (const line of lines) {
    if (line === 'end') break
    if (line.startsWith('begin ') || line === '') continue
    pieces.push(uuLine(line))
  }
  return Buffer.concat(pieces)
}

function uuLine(line: string): Uint8Array {
  const valueAt = (at: number) => ((line.charCodeAt(at) || 32) - 32) & 63
  const size = valueAt(0)
  const decoded = new Uint8Array(Math.ceil(size / 3) * 3)
  for (let group = 0; group * 3 < size; group += 1) {
    const [a, b, c, d] = [1, 2, 3, 4].map((offset) => valueAt(group * 4 + offset)) as [number, number, number, number]
    decoded.set([(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d], group * 3)
  }
  return decoded.subarray(0, size)
}
