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
