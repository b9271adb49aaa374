/**
 * Unpacks DEFLATE data (RFC 1951) up to a number of bytes, and no further: the start of an entry tells its format, and a
 * hostile one never grows beyond what was asked. Answers what could be unpacked before the limit, the end, or a fault.
 */
export function inflateUpTo(packed: Uint8Array, atMost: number): Buffer {
  const out = new Output(atMost)
  const bits = new Bits(packed)
  for (let isLast = false; !isLast && !out.isFull && !bits.isSpent; ) {
    isLast = bits.take(1) === 1
    const kind = bits.take(2)
    if (kind === 0) stored(bits, out)
    else if (kind === 1) coded(bits, out, FIXED_LITERALS, FIXED_DISTANCES)
    else if (kind === 2) {
      const tables = readTables(bits)
      if (!tables) break
      coded(bits, out, tables.literals, tables.distances)
    } else break
  }
  return out.bytes()
}

const FIRST = 4096

/** What was unpacked. It grows as it is filled, so that a limit costs nothing until it is needed. */
class Output {
  buffer: Buffer
  length = 0
  readonly #atMost: number

  constructor(atMost: number) {
    this.#atMost = atMost
    this.buffer = Buffer.allocUnsafe(Math.min(atMost, FIRST))
  }

  get isFull(): boolean {
    return this.length >= this.#atMost
  }

  /** Makes room for so many bytes more, as far as the limit allows, and answers how many there is room for. */
  room(wanted: number): number {
    const needed = Math.min(this.#atMost, this.length + wanted)
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(this.#atMost, Math.max(needed, this.buffer.length * 4)))
      this.buffer.copy(larger, 0, 0, this.length)
      this.buffer = larger
    }
    return needed - this.length
  }

  bytes(): Buffer {
    return this.buffer.subarray(0, this.length)
  }
}

class Bits {
  readonly bytes: Uint8Array
  at = 0
  #held = 0
  #count = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  /** Whether more was taken than there is. */
  get isSpent(): boolean {
    return this.at - (this.#count >> 3) > this.bytes.length
  }

  /** The next bits without taking them; zeroes beyond the end. At most 16. */
  peek(count: number): number {
    while (this.#count < count) {
      this.#held |= (this.bytes[this.at] ?? 0) << this.#count
      this.at += 1
      this.#count += 8
    }
    return this.#held & ((1 << count) - 1)
  }

  drop(count: number): void {
    this.#held >>>= count
    this.#count -= count
  }

  take(count: number): number {
    if (count === 0) return 0
    const value = this.peek(count)
    this.drop(count)
    return value
  }

  /** Goes on at the next whole byte. */
  align(): void {
    this.drop(this.#count & 7)
    this.at -= this.#count >> 3
    this.#held = 0
    this.#count = 0
  }
}

function stored(bits: Bits, out: Output): void {
  bits.align()
  const length = bits.take(16)
  bits.take(16)
  bits.align()
  const from = bits.at
  const size = Math.min(out.room(length), Math.max(0, bits.bytes.length - from))
  out.buffer.set(bits.bytes.subarray(from, from + size), out.length)
  out.length += size
  bits.at = from + length
}

/** A Huffman code: for each row of `LONGEST` bits, the symbol and, in the lower four bits, the length of its code. */
type Table = Uint16Array

const LONGEST = 15

interface Code {
  /** For every row of bits as long as the longest code: symbol times 16 plus the length of the code; 0 where none begins so. */
  readonly table: Table
  readonly bits: number
}

function makeCode(lengths: Uint8Array): Code | null {
  const counts = new Uint16Array(LONGEST + 1)
  let bits = 0
  for (const length of lengths) {
    if (length > 0) counts[length] = (counts[length] as number) + 1
    if (length > bits) bits = length
  }
  if (bits === 0) return { table: new Uint16Array(2), bits: 1 }
  const next = new Uint16Array(LONGEST + 2)
  let code = 0
  for (let length = 1; length <= bits; length += 1) {
    next[length] = code
    code = (code + (counts[length] as number)) << 1
    if (code > 1 << (length + 1)) return null
  }
  const table = new Uint16Array(1 << bits)
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    const length = lengths[symbol] as number
    if (length === 0) continue
    const own = next[length] as number
    next[length] = own + 1
    const step = 1 << length
    for (let row = reversed(own, length); row < table.length; row += step) table[row] = (symbol << 4) | length
  }
  return { table, bits }
}

function reversed(code: number, length: number): number {
  let out = 0
  for (let bit = 0; bit < length; bit += 1) out |= ((code >> bit) & 1) << (length - 1 - bit)
  return out
}

/** The next symbol, or -1 where the bits are no code. */
function symbolOf(bits: Bits, { table, bits: most }: Code): number {
  const entry = table[bits.peek(most)] as number
  if (entry === 0) return -1
  bits.drop(entry & 15)
  return entry >> 4
}

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

const END_OF_BLOCK = 256

function coded(bits: Bits, out: Output, literals: Code, distances: Code): void {
  for (;;) {
    const symbol = symbolOf(bits, literals)
    if (symbol === END_OF_BLOCK || symbol < 0 || bits.isSpent) return
    if (symbol < END_OF_BLOCK) {
      if (out.room(1) === 0) return
      out.buffer[out.length] = symbol
      out.length += 1
      continue
    }
    const length = (LENGTH_BASE[symbol - 257] ?? 0) + bits.take(LENGTH_EXTRA[symbol - 257] ?? 0)
    const back = symbolOf(bits, distances)
    const distance = (DISTANCE_BASE[back] ?? 0) + bits.take(DISTANCE_EXTRA[back] ?? 0)
    if (distance === 0 || distance > out.length) return
    const size = out.room(length)
    const { buffer } = out
    for (let count = 0; count < size; count += 1) {
      buffer[out.length] = buffer[out.length - distance] as number
      out.length += 1
    }
    if (out.isFull) return
  }
}

function readTables(bits: Bits): { literals: Code; distances: Code } | null {
  const literalCount = bits.take(5) + 257
  const distanceCount = bits.take(5) + 1
  const codeCount = bits.take(4) + 4
  const own = new Uint8Array(19)
  for (let index = 0; index < codeCount; index += 1) own[CODE_ORDER[index] as number] = bits.take(3)
  const code = makeCode(own)
  if (!code) return null
  const lengths = new Uint8Array(literalCount + distanceCount)
  for (let at = 0; at < lengths.length; ) {
    const symbol = symbolOf(bits, code)
    if (symbol < 0 || bits.isSpent) return null
    if (symbol < 16) {
      lengths[at] = symbol
      at += 1
      continue
    }
    const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0
    const count = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7)
    lengths.fill(value, at, at + count)
    at += count
  }
  const literals = makeCode(lengths.subarray(0, literalCount))
  const distances = makeCode(lengths.subarray(literalCount))
  return literals && distances ? { literals, distances } : null
}

const FIXED_LITERALS = makeCode(
  Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
) as Code
const FIXED_DISTANCES = makeCode(new Uint8Array(30).fill(5)) as Code
