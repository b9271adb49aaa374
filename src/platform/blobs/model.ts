import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { counted } from '../words.ts'

/** A file as it is kept: by what it holds. */
export interface Kept {
  readonly digest: Buffer
  readonly size: number
}

/** Keeps files under their SHA-256 digest. Two files with the same bytes are one. */
export interface BlobStore {
  /** Where it keeps them, in words, for `/health` and the log. */
  readonly name: string
  /** Keeps the bytes and answers when they are safe. */
  keep(bytes: Uint8Array): Promise<Kept>
  /** Keeps a file of which the digest and the size are known, without holding it in memory. Throws ChangedFile for other bytes. */
  keepAs(expected: Kept, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** The bytes of a file. The stream ends with a MissingFile where there is none, and with a ChangedFile where the bytes are not those of the digest. */
  read(digest: Uint8Array): Readable
  /** Everything that lies in the store, by digest, in its order; what is no kept file comes under its own name, anywhere in the order. */
  list(): AsyncIterable<Stored>
}

/** One thing that lies in a store: a kept file by its digest in hexadecimal, or `stray`, what Muniment did not put there or did not finish. */
export type Stored =
  | { readonly kind: 'file'; readonly digest: string }
  | { readonly kind: 'stray'; readonly name: string }

/** A file that rows speak of is not in the store. */
export class MissingFile extends Error {
  constructor(digest: Uint8Array) {
    super(`The file ${Buffer.from(digest).toString('hex')} is not in the store`)
    this.name = 'MissingFile'
  }
}

/** The bytes of a file are not those that were kept. */
export class ChangedFile extends Error {
  constructor(digest: Uint8Array) {
    super(`The file ${Buffer.from(digest).toString('hex')} is not what it was when it was kept`)
    this.name = 'ChangedFile'
  }
}

/** Passes bytes on and fails at the end where they are not those of the digest, so that nobody takes a changed file for whole. */
export async function* checked(digest: Uint8Array, bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
  if (!hash.digest().equals(Buffer.from(digest))) throw new ChangedFile(digest)
}

const HEX = /^[0-9a-f]{64}$/
/** Where a file lies in a store: two folders by the beginning of its digest. */
export const placeOf = (digest: Uint8Array): readonly [string, string, string] => {
  const hex = Buffer.from(digest).toString('hex')
  return [hex.slice(0, 2), hex.slice(2, 4), hex]
}

/** What lies at a place of a store. */
export function storedAt(name: string): Stored {
  const parts = name.split('/')
  const digest = parts.at(-1) ?? ''
  const isFile = HEX.test(digest) && name === placeOf(Buffer.from(digest, 'hex')).join('/')
  return isFile ? { kind: 'file', digest } : { kind: 'stray', name }
}

/** A size as people read it, in the units that file managers show: `1.4 GB`. Powers of 1,000. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte', 'bytes')
  const units = ['kB', 'MB', 'GB', 'TB', 'PB']
  let value = bytes
  let unit = -1
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}
