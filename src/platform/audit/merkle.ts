import { createHash } from 'node:crypto'

/** Hash of a leaf: RFC 6962, section 2.1. */
export function leafHash(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(data).digest()
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest()
}

/**
 * A Merkle tree that is only ever added to, kept as the roots of its full subtrees: memory grows with the logarithm
 * of its size. Its root is the one of RFC 6962, section 2.1, over the leaves in order.
 */
export class MerkleTree {
  readonly #peaks: Buffer[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  add(leaf: Uint8Array): void {
    let node: Buffer = Buffer.from(leaf)
    for (let full = this.#size; full % 2 === 1; full = Math.floor(full / 2)) {
      const left = this.#peaks.pop()
      if (left) node = nodeHash(left, node)
    }
    this.#peaks.push(node)
    this.#size += 1
  }

  root(): Buffer {
    const peaks = [...this.#peaks]
    let node = peaks.pop()
    if (!node) return createHash('sha256').digest()
    for (let left = peaks.pop(); left; left = peaks.pop()) node = nodeHash(left, node)
    return node
  }
}

interface Sibling {
  /** The leaves under it: from the first up to and without the second. */
  readonly from: number
  readonly to: number
  readonly side: 'left' | 'right'
}

/** What stands beside the way from a leaf to the root, nearest first: RFC 6962, section 2.1.1. */
export function siblingsOf(index: number, size: number): readonly Sibling[] {
  const found: Sibling[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const half = from + 2 ** Math.ceil(Math.log2(to - from) - 1)
    if (index < half) {
      found.push({ from: half, to, side: 'right' })
      to = half
    } else {
      found.push({ from, to: half, side: 'left' })
      from = half
    }
  }
  return found.toReversed()
}

/** A leaf of a tree of that size. */
interface Wanted {
  readonly index: number
  readonly size: number
}

/** The hashes that prove leaves of trees over the same leaves, in one pass over these and little memory. */
export class Inclusions {
  readonly #all = new MerkleTree()
  /** Roots of the trees that were asked for, by their size. */
  readonly #roots = new Map<number, Buffer | null>()
  readonly #parts = new Map<string, (Sibling & { readonly tree: MerkleTree })[]>()

  constructor(wanted: readonly Wanted[]) {
    for (const { index, size } of wanted) {
      this.#roots.set(size, null)
      this.#parts.set(
        `${index} ${size}`,
        siblingsOf(index, size).map((sibling) => ({ ...sibling, tree: new MerkleTree() })),
      )
    }
  }

  add(leaf: Uint8Array): void {
    const at = this.#all.size
    for (const parts of this.#parts.values()) parts.find(({ from, to }) => from <= at && at < to)?.tree.add(leaf)
    this.#all.add(leaf)
    if (this.#roots.has(this.#all.size)) this.#roots.set(this.#all.size, this.#all.root())
  }

  /** The hashes of one that was asked for, nearest first, and the root of its tree. */
  of(index: number, size: number): { readonly path: readonly Buffer[]; readonly root: Buffer } {
    const path = (this.#parts.get(`${index} ${size}`) ?? []).map(({ tree }) => tree.root())
    return { path, root: this.#roots.get(size) ?? this.#all.root() }
  }
}

/** The hashes that prove a leaf of a tree of that size, and its root, in one pass over its leaves and little memory. */
export async function inclusionProof(
  leaves: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  index: number,
  size: number,
): Promise<ReturnType<Inclusions['of']>> {
  const proof = new Inclusions([{ index, size }])
  let at = 0
  for await (const leaf of leaves) {
    if (at >= size) break
    proof.add(leaf)
    at += 1
  }
  return proof.of(index, size)
}

/** The root that a leaf at its place leads to by those hashes; null where there are not as many as the place needs. */
export function rootFrom(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[]): Buffer | null {
  const siblings = siblingsOf(index, size)
  if (siblings.length !== proof.length || index < 0 || index >= size) return null
  return siblings.reduce<Buffer>((node, { side }, step) => {
    const beside = proof[step] ?? Buffer.alloc(0)
    return side === 'left' ? nodeHash(beside, node) : nodeHash(node, beside)
  }, Buffer.from(leaf))
}
