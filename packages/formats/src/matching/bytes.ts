import type { ByteClass } from '../signatures/syntax.ts'

/** A row of byte classes, ready to be compared with a buffer. */
export interface Bytes {
  readonly length: number
  /** The value of each byte, or -1 where a set stands. */
  readonly values: Int16Array
  /** The set of each byte that is not one value. Null where there is none at all. */
  readonly sets: readonly (Uint8Array | null)[] | null
  /** The longest row of plain values in it, and where that begins. Empty where every byte is a set. */
  readonly literal: Buffer
  readonly literalAt: number
}

const made = new Map<string, Bytes>()

/** The same bytes are the same object, so that what was sought once need not be sought again. */
export function sameBytes(classes: readonly ByteClass[]): Bytes {
  if (classes.some((one) => typeof one !== 'number')) return makeBytes(classes)
  const key = Buffer.from(classes as readonly number[]).toString('latin1')
  const known = made.get(key)
  if (known) return known
  const bytes = makeBytes(classes)
  made.set(key, bytes)
  return bytes
}

export function makeBytes(classes: readonly ByteClass[]): Bytes {
  const values = Int16Array.from(classes, (one) => (typeof one === 'number' ? one : -1))
  const hasSets = values.includes(-1)
  const { start, length } = longestLiteral(values)
  return {
    length: values.length,
    values,
    sets: hasSets ? classes.map((one) => (typeof one === 'number' ? null : one)) : null,
    literal: Buffer.from(values.subarray(start, start + length)),
    literalAt: start,
  }
}

/** One row after the other. */
export function joinBytes(one: Bytes, other: Bytes): Bytes {
  return makeBytes([...classesOf(one), ...classesOf(other)])
}

const classesOf = ({ values, sets }: Bytes): ByteClass[] =>
  Array.from(values, (value, index) => (value >= 0 ? value : (sets?.[index] as Uint8Array)))

function longestLiteral(values: Int16Array): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  for (let at = 0; at < values.length; at += 1) {
    let end = at
    while (end < values.length && (values[end] ?? -1) >= 0) end += 1
    if (end - at > best.length) best = { start: at, length: end - at }
    at = end
  }
  return best
}

/** Whether the bytes stand at this index of the buffer. */
export function standsAt(bytes: Bytes, buffer: Uint8Array, at: number): boolean {
  const { length, values, sets } = bytes
  if (at < 0 || at + length > buffer.length) return false
  for (let index = 0; index < length; index += 1) {
    const byte = buffer[at + index] as number
    const value = values[index] as number
    if (byte !== value && (value >= 0 || sets?.[index]?.[byte] !== 1)) return false
  }
  return true
}

const FEW = 24

/** The first index from `from` to `to`, both included, at which the bytes stand, or -1. */
export function findForward(bytes: Bytes, buffer: Buffer, from: number, to: number): number {
  const last = Math.min(to, buffer.length - bytes.length)
  const { literal, literalAt } = bytes
  if (last - from < FEW || literal.length === 0) {
    for (let at = Math.max(0, from); at <= last; at += 1) if (standsAt(bytes, buffer, at)) return at
    return -1
  }
  const window = buffer.subarray(0, last + literalAt + literal.length)
  for (let at = Math.max(0, from); at <= last; at += 1) {
    const found = window.indexOf(literal, at + literalAt)
    if (found < 0) return -1
    at = found - literalAt
    if (bytes.sets === null || standsAt(bytes, buffer, at)) return at
  }
  return -1
}

/** The last index from `to` down to `from`, both included, at which the bytes stand, or -1. */
export function findBackward(bytes: Bytes, buffer: Buffer, from: number, to: number): number {
  const first = Math.max(0, from)
  const start = Math.min(to, buffer.length - bytes.length)
  const { literal, literalAt } = bytes
  if (start - first < FEW || literal.length === 0) {
    for (let at = start; at >= first; at -= 1) if (standsAt(bytes, buffer, at)) return at
    return -1
  }
  for (let at = start; at >= first; at -= 1) {
    const found = buffer.lastIndexOf(literal, at + literalAt)
    if (found < first + literalAt) return -1
    at = found - literalAt
    if (bytes.sets === null || standsAt(bytes, buffer, at)) return at
  }
  return -1
}
