import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { flushFolder, makeFolderDurably, NotOnDisk, writeDurably } from '../durable.ts'
import type { BlobStore, Kept } from './model.ts'

/** Keeps files on disk under their SHA-256 digest. Two files with the same bytes are one. */
export class DiskStore implements BlobStore {
  readonly name: string
  readonly #folder: string
  constructor(folder: string) {
    this.name = 'the data folder'
    this.#folder = folder
  }

  /**
   * Keeps the bytes and answers when they are safe. A crash leaves at most a temporary file, or a whole file that no
   * row names. A failed flush ends the process, because trying again would lie about what is on the disk.
   */
  async keep(bytes: Uint8Array): Promise<Kept> {
    const digest = createHash('sha256').update(bytes).digest()
    const path = this.#path(digest)
    try {
      await makeFolderDurably(dirname(path), 0o700)
      if (!(await isThere(path, bytes.length))) await writeDurably(path, bytes, { mode: 0o600 })
      await this.#flushAbove(path)
    } catch (error) {
      if (!(error instanceof NotOnDisk)) throw error
      process.stderr.write(`Cannot go on: the disk did not take what was written. ${error.message}\n`)
      process.exit(70)
    }
    return { digest, size: bytes.length }
  }

  read(digest: Uint8Array): Readable {
    return createReadStream(this.#path(digest))
  }

  /** Whoever made the folders or wrote the same bytes first may not have flushed them yet, and this answer is relied on as well. */
  async #flushAbove(path: string): Promise<void> {
    for (let folder = dirname(path); folder.length >= this.#folder.length; folder = dirname(folder))
      await flushFolder(folder)
  }

  #path(digest: Uint8Array): string {
    const hex = Buffer.from(digest).toString('hex')
    return join(this.#folder, hex.slice(0, 2), hex.slice(2, 4), hex)
  }
}

async function isThere(path: string, size: number): Promise<boolean> {
  try {
    return (await stat(path)).size === size
  } catch {
    return false
  }
}
