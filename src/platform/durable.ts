import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** What a power cut leaves of a file that was never flushed (nothing, or bytes that nobody wrote), or why there is no reading it. */
export type Damage = 'a folder' | 'empty' | 'filled with NUL bytes' | 'not readable' | 'not in a folder'

/** What a file is to hold: as it is, or as it comes. */
export type Bytes = string | Uint8Array | AsyncIterable<Uint8Array>

export interface DurableOptions {
  /** Who may do what with the file; kept by what replaces it. */
  readonly mode?: number
  /** The account that it is given to. */
  readonly owner?: { readonly uid: number; readonly gid: number } | null
}

/** Where a disk did not take what was written: it is not known what lies there, and trying again would lie. */
export class NotOnDisk extends Error {}

/**
 * Writes a file so that, whenever the power fails, there is the file as it was before or the file as it is now: a
 * temporary file in the same folder, all bytes, flushed, renamed over the old one, and the folder flushed. When this answers, it is
 * on the disk. @throws NotOnDisk where a flush fails
 */
export async function writeDurably(path: string, bytes: Bytes, options: DurableOptions = {}): Promise<void> {
  await makeFolderDurably(dirname(path))
  const temporary = await writeBeside(path, bytes, options)
  await orRemove(temporary, () => rename(temporary, path))
  await flushFolder(dirname(path))
}

/** The same where no such file may be there yet. Answers false, and changes nothing, if somebody was faster. */
export async function createDurably(path: string, bytes: Bytes, options: DurableOptions = {}): Promise<boolean> {
  await makeFolderDurably(dirname(path))
  const temporary = await writeBeside(path, bytes, options)
  try {
    await link(temporary, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await unlink(temporary)
    await flushFolder(dirname(path))
  }
}

/** The name that bytes get when all of them are on the disk. */
export interface Named {
  readonly path: string
  /** Under a name that nothing has yet (who is faster keeps it), in place of what has it, or nowhere. */
  readonly how: 'new' | 'replace' | 'there'
}

/**
 * The same for bytes whose name is known only at their end: they are written and flushed in a folder of the same file system, and named
 * then. Nothing has the name where the source fails. @throws NotOnDisk where a flush fails, or the disk took fewer bytes than it was given
 */
export async function writeThenName(
  folder: string,
  bytes: AsyncIterable<Uint8Array>,
  name: () => Promise<Named>,
): Promise<void> {
  await makeFolderDurably(folder, 0o700)
  const temporary = await writeBeside(join(folder, 'incoming'), bytes, { mode: 0o600 })
  await orRemove(temporary, async () => {
    const { path, how } = await name()
    if (how === 'replace') return rename(temporary, path)
    if (how === 'new')
      await link(temporary, path).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error
      })
    await unlink(temporary)
  })
}

/** Makes a folder and those above it that are missing, each flushed into the one that holds it. Answers whether it was missing. */
export async function makeFolderDurably(path: string, mode = 0o755): Promise<boolean> {
  const folder = resolve(path)
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  )
  if (isThere) return false
  await makeFolderDurably(dirname(folder), mode)
  await mkdir(folder, { mode }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  await flushFolder(dirname(folder))
  return true
}

/** Flushes what a folder says of its files. Where folders cannot be flushed (Windows, some network drives) the system sees to it. */
export async function flushFolder(path: string): Promise<void> {
  let folder: Awaited<ReturnType<typeof open>>
  try {
    folder = await open(path, 'r')
  } catch (error) {
    if (process.platform === 'win32') return
    throw error
  }
  try {
    await folder.sync()
  } catch (error) {
    const isOfWindows = process.platform === 'win32'
    if (!isOfWindows && !['EINVAL', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(codeOf(error)))
      throw new NotOnDisk(`Cannot flush the folder ${path} (${codeOf(error)})`, { cause: error })
  } finally {
    await folder.close()
  }
}

/** The text of a file, null where there is none, or what is wrong with it. */
export async function readKept(path: string): Promise<string | null | { readonly damage: Damage }> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    if (codeOf(error) === 'EISDIR') return { damage: 'a folder' }
    if (codeOf(error) === 'ENOTDIR') return { damage: 'not in a folder' }
    if (['EACCES', 'EPERM', 'ELOOP'].includes(codeOf(error))) return { damage: 'not readable' }
    throw error
  }
  const damage = damageOf(bytes)
  return damage ? { damage } : bytes.toString('utf8')
}

/** What is plainly wrong with the bytes of a text. */
export function damageOf(bytes: Uint8Array): Damage | null {
  if (bytes.includes(0)) return 'filled with NUL bytes'
  return bytes.every((byte) => byte === 32 || byte === 10 || byte === 13 || byte === 9) ? 'empty' : null
}

async function writeBeside(path: string, bytes: Bytes, { mode = 0o600, owner }: DurableOptions): Promise<string> {
  const temporary = join(dirname(path), `.${randomUUID()}.part`)
  const file = await open(temporary, 'wx', mode)
  try {
    await orRemove(temporary, async () => {
      const written = { bytes: 0 }
      await file.writeFile(counted(bytes, written))
      const { size } = await file.stat()
      if (size !== written.bytes)
        throw new NotOnDisk(`Cannot write ${path}: the disk took ${size} of the ${written.bytes} that it was given`)
      // What a process may make is less than what it asks for, where its mask says so.
      await file.chmod(mode)
      if (owner) await file.chown(owner.uid, owner.gid)
      await file.sync().catch((error: unknown) => {
        // Some disks find only now that they are full. The file goes, and nobody is told that it is there.
        if (['ENOSPC', 'EDQUOT'].includes(codeOf(error))) throw error
        throw new NotOnDisk(`Cannot flush ${path} (${codeOf(error)})`, { cause: error })
      })
    })
  } finally {
    await file.close()
  }
  return temporary
}

/** Bytes as they pass, counted. */
async function* counted(bytes: Bytes, written: { bytes: number }): AsyncIterable<Uint8Array> {
  const source = typeof bytes === 'string' ? [Buffer.from(bytes)] : bytes instanceof Uint8Array ? [bytes] : bytes
  for await (const chunk of source) {
    written.bytes += chunk.length
    yield chunk
  }
}

async function orRemove(temporary: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw error
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
