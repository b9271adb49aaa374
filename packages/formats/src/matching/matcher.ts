import type { Gate, InternalSignature } from '../signatures/model.ts'
import { type Bytes, findForward, makeBytes } from './bytes.ts'
import { compileSignature, type Signature } from './compile.ts'
import type { Content } from './content.ts'
import { matches, type ScanLimit, Search } from './find.ts'
import { type Scan, scansOf, type Wanted } from './scans.ts'

/**
 * Looks for many signatures at once: each is tried only where its gate is open, and once at most. A signature is made ready
 * when its gate opens for the first time; most never do.
 */
export class Matcher {
  readonly #sources: readonly InternalSignature[]
  readonly #ready: (Signature | undefined)[] = []
  readonly #pairs: readonly OffsetTable[]
  readonly #values: readonly OffsetTable[]
  readonly #starts: readonly Scan[]
  readonly #ends: readonly End[]
  readonly #always: readonly number[]
  /** The round in which each signature's gate was opened last, so that it is tried once. */
  readonly #opened: Uint32Array
  #round = 0
  readonly #headSize: number
  readonly #tailSize: number

  /** `gates` are those of the signatures, in the same order, as `gateOf` gives them. */
  constructor(signatures: readonly InternalSignature[], gates: readonly Gate[]) {
    this.#sources = signatures
    this.#opened = new Uint32Array(signatures.length)
    const literals = (kind: 'start' | 'end') =>
      gates.flatMap((gate, index) =>
        gate.kind === kind
          ? gate.literals.map(
              ({ first, last, hex }): Wanted => ({ first, last, bytes: Buffer.from(hex, 'hex'), index }),
            )
          : [],
      )
    this.#pairs = tablesOf(gates, 'pair')
    this.#values = tablesOf(gates, 'byte')
    this.#starts = scansOf(literals('start'))
    this.#ends = endsOf(literals('end'))
    this.#always = gates.flatMap((gate, index) => (gate.kind === 'always' ? [index] : []))
    this.#headSize = Math.max(0, ...[...this.#pairs, ...this.#values].map(({ offset }) => offset + 2))
    this.#tailSize = Math.max(0, ...this.#ends.map(({ last }) => last))
  }

  /** Indexes of the signatures that the content matches, in no order. */
  find(content: Content, limit: ScanLimit): number[] {
    if (content.size === 0) return []
    const search = new Search(content, limit)
    return this.#candidates(content, limit).filter((index) => matches(this.#signature(index), search))
  }

  #signature(index: number): Signature {
    const ready = this.#ready[index] ?? compileSignature(this.#sources[index] as InternalSignature)
    this.#ready[index] = ready
    return ready
  }

  #candidates(content: Content, limit: ScanLimit): number[] {
    const round = (this.#round + 1) >>> 0
    this.#round = round
    const candidates: number[] = []
    const open = (index: number) => {
      if (this.#opened[index] === round) return
      this.#opened[index] = round
      candidates.push(index)
    }
    for (const index of this.#always) open(index)
    this.#lookAtOffsets(content, open)
    this.#lookAtStart(content, limit, open)
    this.#lookAtEnd(content, open)
    return candidates
  }

  #lookAtOffsets(content: Content, open: (index: number) => void): void {
    content.load(0, this.#headSize)
    const { bytes } = content
    for (const { offset, lists } of this.#pairs) {
      if (offset + 1 >= bytes.length) break
      const list = lists.get(((bytes[offset] as number) << 8) | (bytes[offset + 1] as number))
      if (list) for (const index of list) open(index)
    }
    for (const { offset, lists } of this.#values) {
      if (offset >= bytes.length) break
      const list = lists.get(bytes[offset] as number)
      if (list) for (const index of list) open(index)
    }
  }

  #lookAtStart(content: Content, limit: ScanLimit, open: (index: number) => void): void {
    const reach = limit > 0 ? limit + REACH : Number.POSITIVE_INFINITY
    for (const scan of this.#starts) {
      content.load(0, Math.min(scan.end, reach))
      scan.scan(content.bytes, content.base, open)
    }
  }

  #lookAtEnd(content: Content, open: (index: number) => void): void {
    if (this.#ends.length === 0) return
    const { size } = content
    content.load(size - this.#tailSize, size)
    const { bytes, base } = content
    for (const { first, last, literal, indexes } of this.#ends) {
      const from = Math.max(0, size - last - base)
      const to = size - first - base
      if (to >= from && findForward(literal, bytes, from, to) >= 0) for (const index of indexes) open(index)
    }
  }
}

/** Fragments may reach beyond the scan limit, so a gate may too: as far as the first window of a file is read. */
const REACH = 4096

/** A literal near the end, and the signatures whose gates it opens: many share one. */
interface End {
  readonly first: number
  readonly last: number
  readonly literal: Bytes
  readonly indexes: readonly number[]
}

function endsOf(wanted: readonly Wanted[]): End[] {
  const same = Map.groupBy(wanted, ({ first, last, bytes }) => `${first} ${last} ${bytes.toString('hex')}`)
  return [...same.values()].flatMap((group) => {
    const [one] = group
    if (!one) return []
    return [
      {
        first: one.first,
        last: one.last,
        literal: makeBytes([...one.bytes]),
        indexes: group.map(({ index }) => index),
      },
    ]
  })
}

interface OffsetTable {
  readonly offset: number
  readonly lists: ReadonlyMap<number, readonly number[]>
}

function tablesOf(gates: readonly Gate[], kind: 'pair' | 'byte'): OffsetTable[] {
  const tables = new Map<number, Map<number, number[]>>()
  for (const [index, gate] of gates.entries()) {
    if (gate.kind !== kind) continue
    const lists = tables.get(gate.offset) ?? new Map<number, number[]>()
    tables.set(gate.offset, lists)
    for (const key of gate.keys) {
      const list = lists.get(key)
      if (list) list.push(index)
      else lists.set(key, [index])
    }
  }
  return [...tables].map(([offset, lists]) => ({ offset, lists })).toSorted((a, b) => a.offset - b.offset)
}
