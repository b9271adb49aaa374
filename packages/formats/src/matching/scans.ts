/** A literal and the signature whose gate it opens. */
export interface Wanted {
  readonly first: number
  readonly last: number
  readonly bytes: Buffer
  readonly index: number
}

/** Looks for many literals in one pass and opens the gates of those that stand in their ranges. */
export interface Scan {
  /** How far into the file it looks. */
  readonly end: number
  /** `bytes` begin at `base` in the file. */
  scan(bytes: Buffer, base: number, open: (index: number) => void): void
}

/** Literals that must begin by here are marked by a pair of bytes, and one pass finds all; others are sought one by one. */
const NEAR = 4096

export function scansOf(wanted: readonly Wanted[]): Scan[] {
  const near = wanted.filter(({ last }) => last <= NEAR)
  const far = Map.groupBy(
    wanted.filter(({ last }) => last > NEAR),
    ({ first, last, bytes }) => `${first} ${last} ${bytes[0]}`,
  )
  return [new PairScan(near), ...[...far.values()].map((group) => new FarScan(group))]
}

interface Marked extends Wanted {
  /** Where in the literal its mark stands. */
  readonly at: number
}

/** Goes through every pair of bytes and stops at those that are the rarest of a literal. */
class PairScan implements Scan {
  readonly end: number
  /** For each pair of bytes, which literals have it as their mark; 0 for none, else an index into `#lists`. */
  readonly #marks = new Uint16Array(65536)
  readonly #lists: Marked[][] = [[]]

  constructor(wanted: readonly Wanted[]) {
    for (const one of wanted) {
      const at = rarestPair(one.bytes)
      const pair = ((one.bytes[at] as number) << 8) | (one.bytes[at + 1] as number)
      if (this.#marks[pair] === 0) this.#marks[pair] = this.#lists.push([]) - 1
      this.#lists[this.#marks[pair] as number]?.push({ ...one, at })
    }
    this.end = endOf(wanted)
  }

  scan(bytes: Buffer, base: number, open: (index: number) => void): void {
    const last = Math.min(bytes.length, this.end - base) - 1
    const marks = this.#marks
    let before = bytes[0] as number
    for (let at = 0; at < last; at += 1) {
      const next = bytes[at + 1] as number
      const mark = marks[(before << 8) | next] as number
      if (mark !== 0)
        for (const one of this.#lists[mark] as Marked[]) if (stands(one, bytes, base, at - one.at)) open(one.index)
      before = next
    }
  }
}

/** Seeks what literals of one range have in common, from its rarest byte on: the platform is quickest at finding that. */
class FarScan implements Scan {
  readonly end: number
  readonly #wanted: readonly Wanted[]
  readonly #first: number
  readonly #needle: Buffer
  /** Where in the literals the needle stands. */
  readonly #at: number

  constructor(wanted: readonly Wanted[]) {
    this.end = endOf(wanted)
    this.#wanted = wanted
    this.#first = Math.min(...wanted.map(({ first }) => first))
    const common = commonStart(wanted.map(({ bytes }) => bytes))
    this.#at = rarestByte(common)
    this.#needle = common.subarray(this.#at)
  }

  scan(bytes: Buffer, base: number, open: (index: number) => void): void {
    const from = Math.max(0, this.#first - base) + this.#at
    if (from + this.#needle.length > bytes.length) return
    const window = bytes.subarray(0, Math.max(0, this.end - base))
    for (let at = window.indexOf(this.#needle, from); at >= 0; at = window.indexOf(this.#needle, at + 1))
      for (const one of this.#wanted) if (stands(one, bytes, base, at - this.#at)) open(one.index)
  }
}

function commonStart(literals: readonly Buffer[]): Buffer {
  const [first = Buffer.alloc(0), ...others] = literals
  let length = first.length
  for (const other of others) {
    let same = 0
    while (same < length && same < other.length && first[same] === other[same]) same += 1
    length = same
  }
  return first.subarray(0, length)
}

/** Where the byte stands that files hold least often; not the last of several, for one byte alone is found too often. */
function rarestByte(literal: Buffer): number {
  let best = { at: 0, score: Number.POSITIVE_INFINITY }
  for (let at = 0; at < Math.max(1, literal.length - 3); at += 1) {
    const score = commonness(literal[at] as number)
    if (score < best.score) best = { at, score }
  }
  return best.at
}

const endOf = (wanted: readonly Wanted[]) => Math.max(0, ...wanted.map(({ last, bytes }) => last + bytes.length))

function stands({ first, last, bytes: literal }: Wanted, bytes: Buffer, base: number, start: number): boolean {
  const place = start + base
  if (start < 0 || place < first || place > last || start + literal.length > bytes.length) return false
  for (let at = 0; at < literal.length; at += 1) if (bytes[start + at] !== literal[at]) return false
  return true
}

/** Where the pair of bytes begins that files hold least often. */
function rarestPair(literal: Buffer): number {
  let best = { at: 0, score: Number.POSITIVE_INFINITY }
  for (let at = 0; at + 1 < literal.length; at += 1) {
    const score = commonness(literal[at] as number) * commonness(literal[at + 1] as number)
    if (score < best.score) best = { at, score }
  }
  return best.at
}

function commonness(byte: number): number {
  if (byte === 0 || byte === 0x20) return 20
  if (byte >= 0x61 && byte <= 0x7a) return 8
  return (byte >= 0x30 && byte <= 0x39) || [0x0a, 0x0d, 0x3c, 0xff].includes(byte) ? 4 : 2
}
