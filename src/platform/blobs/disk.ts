import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
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
   * Keeps the bytes and answers when they are safe: written to a temporary file, flushed, renamed, and the folder
   * flushed. A crash leaves at most a temporary file, or a whole file that no row names. A failed flush ends the
   * process, because trying again would lie about what is on the disk.
   */
  async keep(bytes: Uint8Array): Promise<Kept> {
    const digest = createHash('sha256').update(bytes).digest()
    const path = this.#path(digest)
    const folder = join(path, '..')
    if (await isThere(path, bytes.length)) return { digest, size: bytes.length }
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const temporary = join(folder, `.${randomUUID()}.part`)
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await flush(file)
    } catch (error) {
      await unlink(temporary).catch(() => undefined)
      throw error
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    const parent = await open(folder, 'r')
    try {
      await flush(parent)
    } finally {
      await parent.close()
    }
    return { digest, size: bytes.length }
  }

  read(digest: Uint8Array): Readable {
    return createReadStream(this.#path(digest))
  }

  #path(digest: Uint8Array): string {
    const hex = Buffer.from(digest).toString('hex')
    return join(this.#folder, hex.slice(0, 2), hex.slice(2, 4), hex)
  }
}

async function flush(file: { sync(): Promise<void> }): Promise<void> {
  try {
    await file.sync()
  } catch (error) {
    process.stderr.write(`Cannot go on: the disk did not take what was written (${String(error)})\n`)
    process.exit(70)
  }
}

async function isThere(path: string, size: number): Promise<boolean> {
  try {
    return (await stat(path)).size === size
  } catch {
    return false
  }
}
