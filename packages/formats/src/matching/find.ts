import { type Bytes, findBackward, findForward, standsAt } from './bytes.ts'
import type { Beside, Pattern, Sequence, Signature } from './compile.ts'
import type { Content } from './content.ts'

/** How many bytes at each end are looked at; 0 for all of the content. DROID's own default is 65,536. */
export type ScanLimit = number

/** One content, while signatures are looked for in it. What was sought through all of it is remembered: many ask for the same. */
export class Search {
  readonly content: Content
  readonly limit: ScanLimit
  readonly #sought = new Map<Bytes, { readonly from: number; readonly to: number; readonly at: number }>()

  constructor(content: Content, limit: ScanLimit) {
    this.content = content
    this.limit = limit
  }

  /** The first place from `from` to `to` at which the bytes stand, or -1. */
  first(bytes: Bytes, from: number, to: number): number {
    const known = this.#sought.get(bytes)
    if (known && known.from <= from && known.to >= to && (known.at < 0 || known.at >= from))
      return known.at <= to ? known.at : -1
    const at = this.#seek(bytes, from, to)
    if (to - from >= WORTH_KEEPING) this.#sought.set(bytes, { from, to, at })
    return at
  }

  #seek(bytes: Bytes, from: number, to: number): number {
    for (let at = from; at <= to; at += CHUNK + 1) {
      const last = Math.min(to, at + CHUNK)
      this.content.load(at, last + bytes.length)
      const found = findForward(bytes, this.content.bytes, at - this.content.base, last - this.content.base)
      if (found >= 0) return found + this.content.base
    }
    return -1
  }
}

/** How much is sought through at once. */
const CHUNK = 256 * 1024
const WORTH_KEEPING = 1024

/** Whether every sequence of the signature is in the content. */
export function matches(signature: Signature, search: Search): boolean {
  for (const sequence of signature.sequences) if (!holds(sequence, search)) return false
  return true
}

/**
 * Whether a sequence is there, by DROID's rules: each part is found at its first place and never sought again, a later part
 * only keeps its least distance, and the scan limit binds the anchors, moved on by as much as fragments may stand between
 * them and their limit. What agrees with DROID's answers to the skeleton files was kept.
 */
function holds({ from, patterns }: Sequence, search: Search): boolean {
  return from === 'eof' ? holdsBackward(patterns, search) : holdsForward(patterns, search, from)
}

function holdsForward(patterns: readonly Pattern[], search: Search, from: 'bof' | 'anywhere'): boolean {
  const { content, limit } = search
  // The last byte of an anchor may stand on the limit itself.
  const end = limit > 0 ? Math.min(content.size, limit + 1) : content.size
  let reached = 0
  for (const [index, pattern] of patterns.entries()) {
    const isFixed = index === 0 && from === 'bof'
    const first = reached + pattern.min
    reached = findAfter(pattern, search, first, isFixed ? pattern.max : Number.POSITIVE_INFINITY, end)
    if (reached < 0) return false
  }
  return true
}

function holdsBackward(patterns: readonly Pattern[], { content, limit }: Search): boolean {
  const floor = limit > 0 ? Math.max(0, content.size - 1 - limit) : 0
  let reached = content.size
  for (let index = patterns.length - 1; index >= 0; index -= 1) {
    const pattern = patterns[index] as Pattern
    const isFixed = index === patterns.length - 1
    const last = reached - pattern.min
    reached = findBefore(pattern, content, last, isFixed ? content.size - pattern.max : 0, floor)
    if (reached < 0) return false
  }
  return true
}

/** The end of the first match that begins from `first` to `lastStart`, with an anchor that ends by `end`; or -1. */
function findAfter(pattern: Pattern, search: Search, first: number, lastStart: number, end: number): number {
  const { anchor, leftMin, leftMax } = pattern
  const { content } = search
  const lastAnchor = Math.min(lastStart + leftMax, end + leftMax - anchor.length, content.size - anchor.length)
  for (let at = first + leftMin; at <= lastAnchor; at += 1) {
    at = search.first(anchor, at, lastAnchor)
    if (at < 0) return -1
    const matchEnd = around(pattern, content, at, first, lastStart)
    if (matchEnd >= 0) return matchEnd
  }
  return -1
}

/** The end of the match whose anchor begins at `start`, or -1 where its fragments are not there. */
function around(pattern: Pattern, content: Content, start: number, first: number, lastStart: number): number {
  const { anchor, left, right, leftMax, rightMax } = pattern
  const anchorEnd = start + anchor.length
  if (left.length + right.length > 0) content.load(start - leftMax, anchorEnd + rightMax)
  if (left.length > 0) {
    const starts = leftwards(left, content, start)
    if (!starts.some((one) => one >= first && one <= lastStart)) return -1
  } else if (start < first || start > lastStart) return -1
  if (right.length === 0) return anchorEnd
  return rightwards(right, content, anchorEnd)[0] ?? -1
}

/** The start of the last match that ends from `firstEnd` to `last`, with an anchor that begins from `floor` on; or -1. */
function findBefore(pattern: Pattern, content: Content, last: number, firstEnd: number, floor: number): number {
  const { anchor, left, right, leftMax, rightMin, rightMax } = pattern
  const firstAnchor = Math.max(0, floor - rightMax, firstEnd - rightMax - anchor.length)
  let at = last - rightMin - anchor.length
  while (at >= firstAnchor) {
    const chunkStart = Math.max(firstAnchor, at - CHUNK)
    content.load(chunkStart, at + anchor.length)
    const found = findBackward(anchor, content.bytes, chunkStart - content.base, at - content.base)
    if (found < 0) {
      at = chunkStart - 1
      continue
    }
    const start = found + content.base
    if (left.length + right.length > 0) content.load(start - leftMax, start + anchor.length + rightMax)
    const ends = rightwards(right, content, start + anchor.length)
    if (ends.some((end) => end >= firstEnd && end <= last)) {
      const starts = leftwards(left, content, start)
      if (starts.length > 0) return starts.at(-1) as number
    }
    at = start - 1
  }
  return -1
}

/** Where the row of fragments to the right of `end` may end, ascending. Each place is looked at once a level, however many ways lead there. */
function rightwards(levels: readonly (readonly Beside[])[], content: Content, end: number): readonly number[] {
  const { bytes, base } = content
  let ends: readonly number[] = [end - base]
  for (const options of levels) {
    const next: number[] = []
    for (const { min, max, bytes: wanted } of options) {
      let seen = -1
      for (const from of ends) {
        const first = Math.max(from + min, seen + 1)
        seen = from + max
        gather(wanted, bytes, first, seen, wanted.length, next)
      }
    }
    if (next.length === 0) return []
    ends = options.length > 1 ? ascending(next) : next
  }
  return base === 0 ? ends : ends.map((one) => one + base)
}

/** Where the row of fragments to the left of `start` may begin, ascending. */
function leftwards(levels: readonly (readonly Beside[])[], content: Content, start: number): readonly number[] {
  const { bytes, base } = content
  let starts: readonly number[] = [start - base]
  for (const options of levels) {
    const next: number[] = []
    for (const { min, max, bytes: wanted } of options) {
      let seen = -1
      for (const before of starts) {
        const last = before - min - wanted.length
        const first = Math.max(before - max - wanted.length, seen + 1, 0)
        seen = Math.max(seen, last)
        gather(wanted, bytes, first, last, 0, next)
      }
    }
    if (next.length === 0) return []
    starts = options.length > 1 ? ascending(next) : next
  }
  return base === 0 ? starts : starts.map((one) => one + base)
}

/** Adds each index from `first` to `last` at which the bytes stand, moved on by `shift`. */
function gather(wanted: Bytes, buffer: Buffer, first: number, last: number, shift: number, into: number[]): void {
  if (first === last) {
    if (standsAt(wanted, buffer, first)) into.push(first + shift)
    return
  }
  for (let at = findForward(wanted, buffer, first, last); at >= 0; at = findForward(wanted, buffer, at + 1, last))
    into.push(at + shift)
}

const ascending = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b)
