import type { ByteSequence, Fragment, InternalSignature, Part } from '../signatures/model.ts'
import { type ByteClass, parseExpression, SyntaxFault, type Token } from '../signatures/syntax.ts'
import { type Bytes, makeBytes, sameBytes } from './bytes.ts'

/** Bytes beside the anchor. `min` and `max` are the gap to the neighbour nearer to the anchor. */
export interface Beside {
  readonly min: number
  readonly max: number
  readonly bytes: Bytes
}

/** A sub-sequence, ready to be looked for. */
export interface Pattern {
  readonly min: number
  readonly max: number
  readonly anchor: Bytes
  /** From the anchor outwards; those of one level are alternatives. */
  readonly left: readonly (readonly Beside[])[]
  readonly right: readonly (readonly Beside[])[]
  /** How far the fragments reach to each side of the anchor, at least and at most. */
  readonly leftMin: number
  readonly leftMax: number
  readonly rightMin: number
  readonly rightMax: number
}

export interface Sequence {
  readonly from: ByteSequence['from']
  readonly patterns: readonly Pattern[]
}

export interface Signature {
  readonly id: number
  readonly sequences: readonly Sequence[]
}

const ORDER = { bof: 0, eof: 1, anywhere: 2 } as const

/** Makes a signature ready, its cheapest sequences first. @throws SyntaxFault where an expression cannot be read */
export function compileSignature({ id, sequences }: InternalSignature): Signature {
  const ordered = sequences.toSorted((a, b) => ORDER[a.from] - ORDER[b.from])
  return { id, sequences: ordered.map(compileSequence) }
}

function compileSequence({ from, parts }: ByteSequence): Sequence {
  return { from, patterns: parts.flatMap((part) => compilePart(part)) }
}

/** One pattern, or several where an unlimited gap inside the expression parts it. */
function compilePart(part: Part): Pattern[] {
  const pieces = partAtGaps(parseExpression(part.bytes))
  const [only] = pieces
  if (pieces.length === 1 && only) return [patternOf(only.tokens, part.min, part.max, part)]
  return pieces.map(({ min, tokens }, index) =>
    patternOf(tokens, index === 0 ? part.min : min, index === 0 ? part.max : min, {
      left: index === 0 ? part.left : [],
      right: index === pieces.length - 1 ? part.right : [],
    }),
  )
}

function partAtGaps(tokens: readonly Token[]): { min: number; tokens: Token[] }[] {
  const pieces: { min: number; tokens: Token[] }[] = [{ min: 0, tokens: [] }]
  for (const token of tokens) {
    if (token.kind === 'gap' && token.max === Number.POSITIVE_INFINITY) pieces.push({ min: token.min, tokens: [] })
    else pieces.at(-1)?.tokens.push(token)
  }
  return pieces
}

function patternOf(
  tokens: readonly Token[],
  min: number,
  max: number,
  sides: { readonly left: readonly (readonly Fragment[])[]; readonly right: readonly (readonly Fragment[])[] },
): Pattern {
  const { anchor, left: ownLeft, right: ownRight } = anchorOf(tokens)
  const left = [...ownLeft, ...sides.left.map((options) => options.flatMap(besideOf))]
  const right = [...ownRight, ...sides.right.map((options) => options.flatMap(besideOf))]
  const [leftMin, leftMax] = reach(left)
  const [rightMin, rightMax] = reach(right)
  return { min, max, anchor, left, right, leftMin, leftMax, rightMin, rightMax }
}

/** The longest row of bytes is looked for; what stands beside it in the expression becomes fragments. */
function anchorOf(tokens: readonly Token[]): { anchor: Bytes; left: Beside[][]; right: Beside[][] } {
  const rows = tokens.flatMap((token, index) => (token.kind === 'bytes' ? [{ token, index }] : []))
  const longest = rows.toSorted((a, b) => b.token.classes.length - a.token.classes.length)[0]
  if (longest)
    return {
      anchor: sameBytes(longest.token.classes),
      left: outwards(tokens.slice(0, longest.index).reverse()),
      right: outwards(tokens.slice(longest.index + 1)),
    }
  const [first, ...rest] = tokens
  if (first?.kind !== 'either') throw new SyntaxFault('Cannot look for an expression without bytes')
  // Only alternatives: any of their first bytes is the anchor, and the alternatives begin upon it.
  const options = optionsOf(first)
  const set = new Uint8Array(256)
  for (const [byte] of options)
    for (let value = 0; value < 256; value += 1)
      if (byte === value || (byte instanceof Uint8Array && byte[value] === 1)) set[value] = 1
  const upon = options.map((classes): Beside => ({ min: -1, max: -1, bytes: makeBytes(classes) }))
  return { anchor: makeBytes([set]), left: [], right: [upon, ...outwards(rest)] }
}

function outwards(tokens: readonly Token[]): Beside[][] {
  const levels: Beside[][] = []
  let gap = { min: 0, max: 0 }
  for (const token of tokens) {
    if (token.kind === 'gap') gap = { min: gap.min + token.min, max: gap.max + token.max }
    else {
      const options = token.kind === 'bytes' ? [token.classes] : optionsOf(token)
      levels.push(options.map((classes) => ({ ...gap, bytes: makeBytes(classes) })))
      gap = { min: 0, max: 0 }
    }
  }
  return levels
}

const MANY = 4096

/** Every row of bytes that alternatives allow. */
function optionsOf(token: Extract<Token, { kind: 'either' }>): ByteClass[][] {
  const all = token.options.flatMap((tokens) => {
    let rows: ByteClass[][] = [[]]
    for (const inner of tokens) {
      if (inner.kind === 'gap') throw new SyntaxFault('Cannot look for a gap inside alternatives')
      const tails = inner.kind === 'bytes' ? [inner.classes] : optionsOf(inner)
      rows = rows.flatMap((row) => tails.map((tail) => [...row, ...tail]))
      if (rows.length > MANY) throw new SyntaxFault('Cannot look for so many alternatives')
    }
    return rows
  })
  if (all.some((row) => row.length === 0)) throw new SyntaxFault('Cannot look for an empty alternative')
  return all
}

function besideOf({ min, max, bytes }: Fragment): Beside[] {
  const [token, ...more] = parseExpression(bytes)
  if (!token || token.kind === 'gap' || more.length > 0)
    throw new SyntaxFault(`Cannot read the fragment “${bytes.slice(0, 80)}”`)
  const options = token.kind === 'bytes' ? [token.classes] : optionsOf(token)
  return options.map((classes) => ({ min, max, bytes: makeBytes(classes) }))
}

function reach(levels: readonly (readonly Beside[])[]): [number, number] {
  let least = 0
  let most = 0
  for (const options of levels) {
    least += Math.min(...options.map(({ min, bytes }) => min + bytes.length))
    most += Math.max(...options.map(({ max, bytes }) => max + bytes.length))
  }
  return [least, most]
}
