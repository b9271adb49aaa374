/** A piece of a stream: all of one size but the last, which may be shorter. An empty stream is one empty piece. */
export interface Piece {
  readonly bytes: Buffer
  readonly isLast: boolean
}

/** Cuts a stream into pieces of one size. One piece is held back until it is known whether another follows. */
export async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Piece, void, void> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    if (chunk.length === 0) continue
    held.push(chunk)
    length += chunk.length
    if (length <= size) continue
    let all = Buffer.concat(held)
    for (; all.length > size; all = all.subarray(size)) yield { bytes: all.subarray(0, size), isLast: false }
    held = [all]
    length = all.length
  }
  yield { bytes: Buffer.concat(held), isLast: true }
}
