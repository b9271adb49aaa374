import type { Readable } from 'node:stream'

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
  /** The bytes of a file. What comes out of the stream has been checked against the digest where the store cannot be trusted to. */
  read(digest: Uint8Array): Readable
}

/** A size as people read it, in the units that file managers show: `1.4 GB`. Powers of 1,000. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const units = ['kB', 'MB', 'GB', 'TB', 'PB']
  let value = bytes
  let unit = -1
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}
