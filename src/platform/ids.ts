import { randomUUID } from 'node:crypto'

let last = 0
let sequence = 0

/**
 * A new identifier: UUID version 7 (RFC 9562, method 1 of section 6.2), so that rows made together lie together and
 * those that one process makes within a millisecond keep their order.
 */
export function newId(now = Date.now()): string {
  sequence = now > last ? 0 : (sequence + 1) % 4096
  last = sequence === 0 ? Math.max(now, last + (now > last ? 0 : 1)) : last
  const time = last.toString(16).padStart(12, '0')
  // A random identifier (version 4) ends with the variant and 62 random bits, as one of version 7 does.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`
}

/** The id of nothing, which comes before every other: the nil UUID (RFC 9562, section 5.9). */
export const NO_ID = '00000000-0000-0000-0000-000000000000'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isId(text: string): boolean {
  return UUID.test(text)
}
