import type { Gate, Literal } from '../signatures/model.ts'
import type { Bytes } from './bytes.ts'
import type { Signature } from './compile.ts'
import { type Place, placesFromEnd, placesFromStart } from './places.ts'

/** The gate of a signature with the least expected cost. Costs are rough nanoseconds a file. */
export function gateOf(signature: Signature): Gate {
  let best: { gate: Gate; cost: number } = { gate: { kind: 'always' }, cost: 10_000 }
  const offer: Offer = (gate, cost) => {
    if (cost < best.cost) best = { gate, cost }
  }
  for (const { from, patterns } of signature.sequences) {
    const [first] = patterns
    const last = patterns.at(-1)
    if (from === 'bof' && first) for (const place of placesFromStart(first)) offerStart(place, offer)
    if (from === 'eof' && last) for (const place of placesFromEnd(last)) offerEnd(place, offer)
  }
  return best.gate
}

type Offer = (gate: Gate, cost: number) => void

/** What trying a signature costs, and how many pairs of bytes at most one gate may list. */
const TRYING = 2000
const MOST_PAIRS = 1024

function offerStart({ options, first, last }: Place, offer: Offer): void {
  if (first === last) offerFixed(options, first, offer)
  const literals = literalsOf(options, first, last, 1)
  if (!literals) return
  const width = Math.max(...literals.map((one) => one.last)) - first
  const shortest = Math.min(...literals.map(({ hex }) => hex.length / 2))
  // A longer literal is both rarer and skipped through faster.
  offer({ kind: 'start', literals }, 40 + width / Math.min(shortest, 16))
}

function offerFixed(options: readonly Bytes[], offset: number, offer: Offer): void {
  const length = Math.min(...options.map((one) => one.length))
  for (let at = 0; at < length; at += 1) {
    // The fewer offsets are looked at, the better.
    const distance = offset + at > 512 ? 50 : (offset + at) / 64
    const values = unionOf(options.map((one) => valuesAt(one, at)))
    if (values.length < 256)
      offer({ kind: 'byte', offset: offset + at, keys: values }, 20 + distance + TRYING * chanceOf(values))
    if (at + 1 >= length) continue
    const pairs = unionOf(options.map((one) => pairsOf(valuesAt(one, at), valuesAt(one, at + 1))))
    const next = unionOf(options.map((one) => valuesAt(one, at + 1)))
    if (pairs.length <= MOST_PAIRS)
      offer(
        { kind: 'pair', offset: offset + at, keys: pairs },
        5 + distance + TRYING * chanceOf(values) * chanceOf(next),
      )
  }
}

function pairsOf(ones: readonly number[], others: readonly number[]): number[] {
  if (ones.length * others.length > MOST_PAIRS) return Array.from({ length: MOST_PAIRS + 1 }, (_, index) => index)
  return ones.flatMap((one) => others.map((other) => (one << 8) | other))
}

const unionOf = (lists: readonly (readonly number[])[]) => [...new Set(lists.flat())]

/** A tail is only read as far as this. */
const TAIL = 4096

function offerEnd({ options, first, last }: Place, offer: Offer): void {
  const literals = literalsOf(options, first, last, -1)
  if (!literals || last > TAIL) return
  const shortest = Math.min(...literals.map(({ hex }) => hex.length / 2))
  offer({ kind: 'end', literals }, 200 + (last - first) / Math.min(shortest, 16))
}

/** The longest literal of each option with its own range, or null where one has none worth looking for. */
function literalsOf(options: readonly Bytes[], first: number, last: number, way: 1 | -1): Literal[] | null {
  if (options.some(({ literal }) => literal.length < 2)) return null
  return options.map(({ literal, literalAt }) => ({
    first: first + way * literalAt,
    last: last + way * literalAt,
    hex: literal.toString('hex'),
  }))
}

function valuesAt({ values, sets }: Bytes, at: number): number[] {
  const value = values[at] ?? -1
  if (value >= 0) return [value]
  const set = sets?.[at]
  return Array.from({ length: 256 }, (_, one) => one).filter((one) => set?.[one] === 1)
}

/** How often a byte of ordinary files has one of these values, roughly: zeroes, spaces and small letters are common. */
function chanceOf(values: readonly number[]): number {
  return Math.min(
    1,
    values.reduce((sum, value) => {
      if (value === 0) return sum + 0.2
      if (value === 0xff || value === 0x20) return sum + 0.05
      return sum + (value >= 0x61 && value <= 0x7a ? 0.02 : 0.004)
    }, 0),
  )
}
