import { randomBytes } from 'node:crypto'

let last = 0
let sequence = 0

/**
 * A new identifier: UUID version 7 (RFC 9562, method 1 of section 6.2), so that rows made together lie together and
 * those that one process makes within a millisecond keep their order.
 */
export function newId(now = Date.now()): string {
  sequence = now > last ? 0 : (sequence + 1) % 4096
  last = sequence === 0 ? Math.max(now, last + (now > last ? 0 : 1)) : last
  const bytes = randomBytes(16)
  bytes.writeUIntBE(last, 0, 6)
  bytes[6] = 0x70 | (sequence >> 8)
  bytes[7] = sequence & 0xff
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isId(text: string): boolean {
  return UUID.test(text)
}
