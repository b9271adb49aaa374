import { createReadStream } from 'node:fs'
import { readdir, stat, statfs, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { flushFolder, makeFolderDurably, NotOnDisk, writeThenName } from '../durable.ts'
import { NoRoom } from '../errors.ts'
import { checkRange, type Depot, INCOMING, type Lying, NothingThere, type Placement, type Range } from './model.ts'

/**
 * A folder. What is written lies in `incoming` until it is whole and flushed; then it gets its name. A crash leaves at most a file
 * there, or a whole file that no row names. A failed flush ends the process, because trying again would lie about what is on the disk.
 */
export class DiskDepot implements Depot {
  readonly name: string
  readonly #folder: string
  constructor(folder: string) {
    this.name = 'the data folder'
    this.#folder = folder
  }

  async put(bytes: AsyncIterable<Uint8Array>, place: () => Promise<Placement>): Promise<void> {
    try {
      let path = this.#folder
      await writeThenName(join(this.#folder, INCOMING), bytes, async () => {
        const { name, how } = await place()
        path = join(this.#folder, name)
        await makeFolderDurably(dirname(path), 0o700)
        return { path, how }
      })
      await this.#flushAbove(path)
    } catch (error) {
      if (isFull(error)) throw new NoRoom(undefined, undefined, error)
      if (!(error instanceof NotOnDisk)) throw error
      process.stderr.write(`Cannot go on: the disk did not take what was written. ${error.message}\n`)
      process.exit(70)
    }
  }

  async *read(name: string, range?: Range): AsyncIterable<Uint8Array> {
    checkRange(range)
    if (range && range.to <= range.from) return
    // Node counts the last byte in.
    const part = range ? { start: range.from, end: range.to - 1 } : {}
    try {
      yield* createReadStream(join(this.#folder, name), part)
    } catch (error) {
      throw isCode(error, 'ENOENT') ? new NothingThere(name) : error
    }
  }

  /** The folder is made when something is first put there: until then it is the disk of the one above it. */
  async room(): Promise<number | null> {
    for (let folder = this.#folder; ; folder = dirname(folder)) {
      const disk = await statfs(folder).catch((error: unknown) => {
        if (!isCode(error, 'ENOENT') || folder === dirname(folder)) throw error
        return null
      })
      if (disk) return disk.bavail * disk.bsize
    }
  }

  async sizeOf(name: string): Promise<number | null> {
    return (await this.#stat(name))?.size ?? null
  }

  async *list(folder = ''): AsyncIterable<Lying> {
    for await (const name of namesIn(join(this.#folder, folder), folder && `${folder}/`)) {
      const found = await this.#stat(name)
      if (found) yield { name, at: found.mtime }
    }
  }

  async remove(name: string): Promise<void> {
    const path = join(this.#folder, name)
    const isGone = await unlink(path).then(
      () => true,
      (error: unknown) => {
        if (!isCode(error, 'ENOENT')) throw error
        return false
      },
    )
    if (isGone) await flushFolder(dirname(path))
  }

  async clear(before: Date): Promise<number> {
    let cleared = 0
    for await (const { name, at } of this.list()) {
      if (at >= before || !name.endsWith('.part')) continue
      await this.remove(name)
      cleared += 1
    }
    return cleared
  }

  /** Whoever made the folders or wrote the same bytes first may not have flushed them yet, and this answer is relied on as well. */
  async #flushAbove(path: string): Promise<void> {
    for (let folder = dirname(path); folder.length >= this.#folder.length; folder = dirname(folder))
      await flushFolder(folder)
  }

  async #stat(name: string) {
    return stat(join(this.#folder, name)).catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return null
      throw error
    })
  }
}

/** The names of all files below a folder, in the order of their names, a folder at a time. */
async function* namesIn(folder: string, before: string): AsyncIterable<string> {
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

/** The disk has no room, or the account has used what it may. Nothing got a name. */
const isFull = (error: unknown): boolean => isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT')

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
