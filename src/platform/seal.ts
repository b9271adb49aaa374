import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { checkRange, inPieces, type Range } from './depot/index.ts'
import { InOurWords } from './errors.ts'

/**
 * Sealed files: AES-256-GCM in chunks, as STREAM has it (Hoang, Reyhanitabar, Rogaway and Vizár, 2015), so that any part can be read without the
 * rest and nothing can be left out, added, moved or cut off unseen. A file has a key of its own (HKDF of the key of its group and a salt in
 * its head); the nonce of a chunk is its number and whether it is the last; the head is authenticated with each chunk.
 */
const MARK = Buffer.from('MUNSEAL1')
const SALT = 32
export const HEAD = MARK.length + SALT
/** Bytes of a chunk before it is sealed: all of a file have so many but the last. */
export const CHUNK = 64 * 1024
const TAG = 16
const SEALED_CHUNK = CHUNK + TAG

/** The bytes of a sealed file are not those that were sealed, or the key is another. */
export class BrokenSeal extends InOurWords {
  constructor() {
    super('The seal of the file is broken')
    this.name = 'BrokenSeal'
  }
}

/** How long a file of so many bytes is when it is sealed. */
export const sealedSize = (size: number): number => HEAD + size + TAG * Math.max(1, Math.ceil(size / CHUNK))

/** How many bytes are sealed in a file of this length; null where no sealed file has it. */
export function sizeInside(sealed: number): number | null {
  const body = sealed - HEAD
  const size = body - TAG * Math.max(1, Math.ceil(body / SEALED_CHUNK))
  return size >= 0 && sealedSize(size) === sealed ? size : null
}

const derived = (key: Uint8Array, salt: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, `muniment ${purpose}`, 32))

/** Where a file lies in the store: worked out with the key of its group, so that the same file lies elsewhere in another. */
export const addressOf = (groupKey: Uint8Array, digest: Uint8Array): Buffer =>
  createHmac('sha256', derived(groupKey, Buffer.alloc(0), 'address'))
    .update(digest)
    .digest()

/** Names a key without saying it. */
export const keyDigest = (groupKey: Uint8Array): Buffer => derived(groupKey, Buffer.alloc(0), 'name of a key')

function nonceOf(chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(chunk, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

export async function* sealed(groupKey: Uint8Array, source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const head = Buffer.concat([MARK, randomBytes(SALT)])
  const key = derived(groupKey, head.subarray(MARK.length), 'file')
  yield head
  let number = 0
  for await (const { bytes, isLast } of inPieces(source, CHUNK)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast), { authTagLength: TAG })
    cipher.setAAD(head)
    // GCM gives all of it at once: putting it together again would only make work for the collector of garbage.
    yield cipher.update(bytes)
    cipher.final()
    yield cipher.getAuthTag()
    number += 1
  }
}

/** Reads bytes of a sealed file as it lies. */
export type ReadSealed = (range: Range) => AsyncIterable<Uint8Array>

/**
 * What is sealed in a file of `length` bytes, or a part of it; a range beyond the end gives what there is. Gives only bytes whose chunk is
 * whole and in its place. @throws BrokenSeal, RangeError
 */
export async function* unsealed(
  groupKey: Uint8Array,
  read: ReadSealed,
  length: number,
  range?: Range,
): AsyncIterable<Uint8Array> {
  checkRange(range)
  const size = sizeInside(length)
  if (size === null) throw new BrokenSeal()
  const head = await allOf(read({ from: 0, to: HEAD }))
  if (head.length !== HEAD || !head.subarray(0, MARK.length).equals(MARK)) throw new BrokenSeal()
  const key = derived(groupKey, head.subarray(MARK.length), 'file')
  const from = range?.from ?? 0
  const to = Math.min(size, range?.to ?? size)
  if (range && from >= to) return
  const last = Math.max(0, Math.ceil(size / CHUNK) - 1)
  let number = Math.floor(from / CHUNK)
  const end = Math.min(length, HEAD + Math.ceil(Math.max(to, 1) / CHUNK) * SEALED_CHUNK)
  const wanted = read({ from: HEAD + number * SEALED_CHUNK, to: end })
  for await (const { bytes } of inPieces(wanted, SEALED_CHUNK)) {
    const plain = chunkOf(key, head, { number, isLast: number === last, bytes })
    const start = number * CHUNK
    number += 1
    yield plain.subarray(Math.max(0, from - start), Math.min(plain.length, to - start))
  }
  // Fewer came than lie there by its length.
  if (number !== Math.floor(Math.max(0, to - 1) / CHUNK) + 1) throw new BrokenSeal()
}

interface SealedChunk {
  readonly number: number
  readonly isLast: boolean
  readonly bytes: Buffer
}

function chunkOf(key: Uint8Array, head: Uint8Array, { number, isLast, bytes }: SealedChunk): Buffer {
  if (bytes.length < TAG) throw new BrokenSeal()
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast), { authTagLength: TAG })
  decipher.setAAD(head)
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG))
  try {
    const plain = decipher.update(bytes.subarray(0, bytes.length - TAG))
    // What is not authentic is told here, before anybody is given it.
    decipher.final()
    return plain
  } catch {
    throw new BrokenSeal()
  }
}

async function allOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = []
  for await (const chunk of source) found.push(chunk)
  return Buffer.concat(found)
}
