import { type Bytes, joinBytes } from './bytes.ts'
import type { Beside, Pattern } from './compile.ts'

/** Bytes of which one must be in the file for a pattern to match, and the range in which they begin. */
export interface Place {
  readonly options: readonly Bytes[]
  readonly first: number
  readonly last: number
}

/** Alternatives in a row of pieces, and the gap between them and the piece before. */
interface Piece {
  readonly options: readonly Bytes[]
  readonly min: number
  readonly max: number
}

/**
 * Where the pieces of a pattern may begin, counted from the start of the file for a pattern that is fixed there: by the
 * leftmost piece, which is what the offset is measured to, so that each further piece has a wider range.
 */
export function placesFromStart(pattern: Pattern): Place[] {
  const pieces = joined(inOrder(pattern))
  const places: Place[] = []
  let [first, last] = [pattern.min, pattern.max]
  for (const { options, min, max } of pieces) {
    first += min
    last += max
    places.push({ options, first, last })
    first += shortest(options)
    last += longest(options)
  }
  return places
}

/** The same for a pattern that is fixed at the end: how far before the end of the file the pieces begin, at least and at most. */
export function placesFromEnd(pattern: Pattern): Place[] {
  const pieces = joined(inOrder(pattern)).toReversed()
  const places: Place[] = []
  let [first, last] = [pattern.min, pattern.max]
  for (const { options, min, max } of pieces) {
    first += shortest(options)
    last += longest(options)
    places.push({ options, first, last })
    first += min
    last += max
  }
  return places
}

/** Anchor and fragments from left to right, each with the gap before it. */
function inOrder({ left, anchor, right }: Pattern): Piece[] {
  const before = left.toReversed()
  const pieces = before.map((options, index): Piece => {
    const { min, max } = index === 0 ? { min: 0, max: 0 } : gapOf(before[index - 1] ?? [])
    return { options: options.map(({ bytes }) => bytes), min, max }
  })
  const gap = before.length === 0 ? { min: 0, max: 0 } : gapOf(before.at(-1) ?? [])
  const after = right.map((options): Piece => ({ options: options.map(({ bytes }) => bytes), ...gapOf(options) }))
  return [...pieces, { options: [anchor], ...gap }, ...after]
}

const gapOf = (options: readonly Beside[]) => ({
  min: Math.min(...options.map(({ min }) => min)),
  max: Math.max(...options.map(({ max }) => max)),
})

const MOST_OPTIONS = 64

/** Pieces that always touch are taken together, so that `@` before alternatives becomes alternatives that begin with `@`. */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = []
  for (const piece of pieces) {
    const before = out.at(-1)
    const touches = before && piece.min === 0 && piece.max === 0
    if (touches && before.options.length * piece.options.length <= MOST_OPTIONS) {
      const options = before.options.flatMap((one) => piece.options.map((other) => joinBytes(one, other)))
      out[out.length - 1] = { ...before, options }
    } else out.push(piece)
  }
  return out
}

const shortest = (options: readonly Bytes[]) => Math.min(...options.map(({ length }) => length))
const longest = (options: readonly Bytes[]) => Math.max(...options.map(({ length }) => length))
