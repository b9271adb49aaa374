import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { flushFolder, makeFolderDurably, NotOnDisk, writeDurably } from '../durable.ts'
import { type BlobStore, checked, type Kept, MissingFile, placeOf, type Stored, storedAt } from './model.ts'

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
    const kept = { digest: createHash('sha256').update(bytes).digest(), size: bytes.length }
    await this.keepAs(kept, once(bytes))
    return kept
  }

  async keepAs({ digest, size }: Kept, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const path = this.#path(digest)
    try {
      await makeFolderDurably(dirname(path), 0o700)
      if (!(await isThere(path, size))) await writeDurably(path, checked(digest, bytes), { mode: 0o600 })
      await this.#flushAbove(path)
    } catch (error) {
      if (!(error instanceof NotOnDisk)) throw error
      process.stderr.write(`Cannot go on: the disk did not take what was written. ${error.message}\n`)
      process.exit(70)
    }
  }

  read(digest: Uint8Array): Readable {
    return Readable.from(this.#pour(digest), { objectMode: false })
  }

  async *#pour(digest: Uint8Array): AsyncIterable<Uint8Array> {
    try {
      yield* checked(digest, createReadStream(this.#path(digest)))
    } catch (error) {
      throw isCode(error, 'ENOENT') ? new MissingFile(digest) : error
    }
  }

  async *list(): AsyncIterable<Stored> {
    for await (const name of namesIn(this.#folder)) yield storedAt(name)
  }

  /** Whoever made the folders or wrote the same bytes first may not have flushed them yet, and this answer is relied on as well. */
  async #flushAbove(path: string): Promise<void> {
    for (let folder = dirname(path); folder.length >= this.#folder.length; folder = dirname(folder))
      await flushFolder(folder)
  }

  #path(digest: Uint8Array): string {
    return join(this.#folder, ...placeOf(digest))
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** The names of all files below a folder, in the order of their names, a folder at a time. */
async function* namesIn(folder: string, before = ''): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return []
    throw error
  })
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = `${before}${entry.name}`
    if (entry.isDirectory()) yield* namesIn(join(folder, entry.name), `${name}/`)
    else yield name
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

async function isThere(path: string, size: number): Promise<boolean> {
  try {
    return (await stat(path)).size === size
  } catch {
    return false
  }
}
