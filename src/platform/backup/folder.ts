import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { flushFolder, makeFolderDurably } from '../durable.ts'
import { NotFound, Refusal } from '../errors.ts'
import { DAMAGED, type Manifest, manifestText, readManifest } from './manifest.ts'

const MANIFEST = 'manifest.json'
/** In the form of `sha256sum`, so that a backup can be checked without Muniment. */
const SUMS = 'SHA256SUMS'

/** Makes a file that is not there yet. Only tests bring another, to be the disk that is full. */
export type MakeFile = (path: string) => Promise<Pick<FileHandle, 'write' | 'sync' | 'close'>>

const onDisk: MakeFile = (path) => open(path, 'wx', 0o600)

export interface WriteOptions {
  readonly makeFile?: MakeFile
  /** Gives up at this, and leaves nothing. */
  readonly signal?: AbortSignal
}

interface Written {
  readonly bytes: number
  readonly sha256: string
}

/**
 * A backup that is being written: into a folder beside its own, which gets its name only when everything in it is on the disk. Readable by
 * its owner only, because it holds what everybody wrote, what passwords hash to, and the key that signs checkpoints.
 */
export class NewBackup {
  readonly #target: string
  readonly #folder: string
  readonly #makeFile: MakeFile
  readonly #sums = createHash('sha256')
  readonly #list: Awaited<ReturnType<MakeFile>>
  readonly #folders: Set<string>
  readonly #signal: AbortSignal | undefined

  private constructor(
    target: string,
    folder: string,
    list: Awaited<ReturnType<MakeFile>>,
    { makeFile = onDisk, signal }: WriteOptions,
  ) {
    this.#target = target
    this.#folder = folder
    this.#makeFile = makeFile
    this.#list = list
    this.#signal = signal
    this.#folders = new Set([folder])
  }

  static async begin(target: string, options: WriteOptions): Promise<NewBackup> {
    const { makeFile = onDisk } = options
    const wanted = resolve(target)
    await checkFree(wanted)
    await makeFolderDurably(dirname(wanted))
    const folder = join(dirname(wanted), `.${basename(wanted)}.incomplete-${randomUUID().slice(0, 8)}`)
    await mkdir(folder, { mode: 0o700 })
    return new NewBackup(wanted, folder, await makeFile(join(folder, SUMS)), options)
  }

  /** Writes a file of the backup from what the source gives, and answers when it is on the disk. */
  async write(name: string, source: AsyncIterable<Uint8Array>): Promise<Written> {
    const path = join(this.#folder, name)
    await this.#makeFolder(dirname(path))
    const hash = createHash('sha256')
    let bytes = 0
    const file = await this.#makeFile(path)
    try {
      for await (const chunk of source) {
        this.#signal?.throwIfAborted()
        hash.update(chunk)
        bytes += chunk.length
        await writeAll(file, chunk)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    const sha256 = hash.digest('hex')
    const line = Buffer.from(`${sha256}  ${name}\n`)
    this.#sums.update(line)
    await writeAll(this.#list, line)
    return { bytes, sha256 }
  }

  /** The folder in which the backup gets its name. */
  get beside(): string {
    return dirname(this.#target)
  }

  /** The lines of a file that was written. */
  lines(name: string): AsyncIterable<string> {
    return createInterface({ input: createReadStream(join(this.#folder, name)) })
  }

  /** Forgets a file that could not be written whole. */
  async drop(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true })
  }

  /** Writes the manifest, waits until all is on the disk, and gives the backup its name. */
  async finish(facts: Omit<Manifest, 'sums'>): Promise<Manifest> {
    const said = { ...facts, sums: this.#sums.digest('hex') }
    await this.#list.sync()
    await this.#list.close()
    const manifest = await this.#makeFile(join(this.#folder, MANIFEST))
    try {
      await writeAll(manifest, Buffer.from(manifestText(said)))
      await manifest.sync()
    } finally {
      await manifest.close()
    }
    for (const folder of this.#folders) await flushFolder(folder)
    await checkFree(this.#target)
    await rmdir(this.#target).catch(() => undefined)
    await rename(this.#folder, this.#target)
    await flushFolder(dirname(this.#target))
    return said
  }

  /** Takes away what was written of a backup that failed. */
  async abandon(): Promise<void> {
    await this.#list.close().catch(() => undefined)
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #makeFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return
    await this.#makeFolder(dirname(folder))
    await mkdir(folder, { mode: 0o700 })
    this.#folders.add(folder)
  }
}

async function writeAll(file: Pick<FileHandle, 'write'>, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length; ) from += (await file.write(bytes, from, bytes.length - from)).bytesWritten
}

/** A backup has a name of its own: nothing is written over, or mixed with what is there. */
async function checkFree(target: string): Promise<void> {
  const [there, parent] = [await statOf(target), await statOf(dirname(target))]
  if (!there) return
  const advice = 'Give a name that is not used yet, such as one with today’s date.'
  if (!there.isDirectory() || (await readdir(target)).length > 0)
    throw new Refusal(`Cannot make the backup: ${target} is there already`, 409, advice)
  if (parent && parent.dev !== there.dev)
    throw new Refusal(`Cannot make the backup: ${target} is where a disk is joined on`, 409, 'Name a folder in it.')
}

async function statOf(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A backup that is there. */
export class Backup {
  readonly folder: string
  readonly manifest: Manifest
  private constructor(folder: string, manifest: Manifest) {
    this.folder = folder
    this.manifest = manifest
  }

  /** Reads the manifest. A folder without one is no backup, or one that was never finished. */
  static async open(folder: string): Promise<Backup> {
    const place = resolve(folder)
    let text = ''
    try {
      for await (const chunk of createReadStream(join(place, MANIFEST), 'utf8')) text += chunk
    } catch {
      throw new NotFound(`${place} is not a backup, or one that was never finished: it has no ${MANIFEST}`)
    }
    return new Backup(place, readManifest(text))
  }

  /** Reads everything again and compares it with the list of digests, and that with the manifest. Throws a Refusal for the first that differs. */
  async check(): Promise<void> {
    if ((await this.#digestOf(SUMS)) !== this.manifest.sums)
      throw new Refusal(`The list ${SUMS} of the backup has been changed`, 409, DAMAGED)
    for await (const { sha256, name } of this.names())
      if ((await this.#digestOf(name)) !== sha256)
        throw new Refusal(`${name} of the backup is missing or has been changed`, 409, DAMAGED)
  }

  /** Every file that the backup holds beside its manifest. */
  async *names(): AsyncIterable<{ readonly sha256: string; readonly name: string }> {
    for await (const line of this.lines(SUMS)) {
      const [, sha256, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
      if (sha256 && name) yield { sha256, name }
    }
  }

  lines(name: string): AsyncIterable<string> {
    return createInterface({ input: this.read(name) })
  }

  read(name: string): ReadStream {
    return createReadStream(join(this.folder, name))
  }

  async #digestOf(name: string): Promise<string | null> {
    const hash = createHash('sha256')
    try {
      for await (const chunk of this.read(name)) hash.update(chunk)
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EIO')) return null
      throw error
    }
    return hash.digest('hex')
  }
}
