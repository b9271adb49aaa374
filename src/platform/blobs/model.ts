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
