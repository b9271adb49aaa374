import { closeSync, constants, type Dir, type Dirent, fstatSync, opendirSync, openSync, readlinkSync } from 'node:fs'
import type { EntryKind } from '../result.ts'

/** Something in a folder, before it is opened. */
export interface Entry {
  /** Path for the system: bytes where the name is not UTF-8. */
  readonly at: string | Buffer
  readonly path: string
  readonly name: string
  readonly isUtf8: boolean
  readonly kind: EntryKind
  /** Why a folder's contents are not known, for a folder that could not be entered. */
  readonly error: string | null
}

/** Folders up to this size are given in the order of their names; larger ones as the system lists them, so that memory stays small. */
const SORTED = 20_000
const SYSTEM_BATCH = 1024

/**
 * Goes through everything below a folder, folders as they come among files. Links are given and never followed; a folder that
 * is reached again inside itself, as through a mount, is given with an error and not entered.
 */
export function* walk(root: string): Generator<Entry> {
  const real = realRoot(root)
  const folder = enter(root, [], real)
  if (typeof folder === 'string')
    yield {
      at: root,
      path: root,
      name: lastName(root),
      isUtf8: true,
      kind: 'folder',
      error: folder === REASONS.ENOENT ? NO_SUCH : folder,
    }
  else yield* inside({ at: root, path: root, above: [], root: real }, folder)
}

/** How a folder is known whatever it is called. */
interface Identity {
  readonly device: number
  readonly inode: number
}

interface Opened {
  readonly listing: Dir
  readonly identity: Identity
}

interface Place {
  readonly at: string | Buffer
  readonly path: string
  readonly above: readonly Identity[]
  readonly root: string | null
}

function* inside({ at, path, above, root }: Place, { listing, identity }: Opened): Generator<Entry> {
  const below = [...above, identity]
  try {
    for (const dirent of inOrder(listing)) {
      const entry = entryOf(dirent, at, path)
      if (entry.kind !== 'folder') {
        yield entry
        continue
      }
      const folder = enter(entry.at, below, root)
      if (typeof folder === 'string') yield { ...entry, error: folder }
      else {
        yield entry
        yield* inside({ at: entry.at, path: entry.path, above: below, root }, folder)
      }
    }
  } catch (error) {
    yield { at, path, name: lastName(path), isUtf8: true, kind: 'folder', error: reasonOf(error) }
  } finally {
    listing.closeSync()
  }
}

/** Opens a folder that is no link, lies below the root and is not inside itself; or says why not. */
function enter(at: string | Buffer, above: readonly Identity[], root: string | null): Opened | string {
  let handle: number | null = null
  try {
    const follow = above.length === 0 ? 0 : constants.O_NOFOLLOW
    handle = openSync(at, constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | follow)
    const { dev, ino } = fstatSync(handle)
    if (above.some(({ device, inode }) => device === dev && inode === ino))
      return 'The folder contains itself, as through a mount: not entered again'
    if (isOutside(handle, root)) return 'The folder was moved while it was read: not entered'
    const listing = opendirSync(onLinux ? `/proc/self/fd/${handle}` : at.toString(), {
      encoding: 'buffer' as BufferEncoding,
      bufferSize: SYSTEM_BATCH,
    })
    return { listing, identity: { device: dev, inode: ino } }
  } catch (error) {
    return reasonOf(error)
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

const onLinux = process.platform === 'linux'

/** Where the root really is, which the system can say of everything that is opened below it. */
export function realRoot(root: string): string | null {
  if (!onLinux) return null
  let handle: number | null = null
  try {
    handle = openSync(root, constants.O_RDONLY)
    return readlinkSync(`/proc/self/fd/${handle}`)
  } catch {
    return null
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** Whether what was opened is not below the root: a folder on the way may have been replaced by a link. */
export function isOutside(handle: number, root: string | null): boolean {
  if (root === null) return false
  const real = readlinkSync(`/proc/self/fd/${handle}`)
  return real !== root && !real.startsWith(root === '/' ? root : `${root}/`)
}

/** Dirents whose names are bytes, which the types of the platform do not know. */
type RawDirent = Omit<Dirent, 'name'> & { readonly name: unknown }

function* inOrder(listing: Dir): Generator<RawDirent> {
  const first: RawDirent[] = []
  let next = listing.readSync() as RawDirent | null
  for (; next !== null && first.length < SORTED; next = listing.readSync() as RawDirent | null) first.push(next)
  if (next === null) first.sort((a, b) => Buffer.compare(bytesOf(a), bytesOf(b)))
  yield* first
  for (; next !== null; next = listing.readSync() as RawDirent | null) yield next
}

const bytesOf = ({ name }: RawDirent): Buffer => (Buffer.isBuffer(name) ? name : Buffer.from(String(name)))

function entryOf(dirent: RawDirent, at: string | Buffer, path: string): Entry {
  const bytes = bytesOf(dirent)
  const name = bytes.toString('utf8')
  const isUtf8 = !name.includes('\ufffd') || Buffer.from(name).equals(bytes)
  const isPlain = isUtf8 && typeof at === 'string'
  return {
    at: isPlain ? `${at}${separatorAfter(at)}${name}` : Buffer.concat([Buffer.from(at), Buffer.from('/'), bytes]),
    path: `${path}${separatorAfter(path)}${name}`,
    name,
    isUtf8,
    kind: kindOf(dirent),
    error: null,
  }
}

const separatorAfter = (path: string) => (path.endsWith('/') ? '' : '/')
const lastName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

interface Kinds {
  isFile(): boolean
  isDirectory(): boolean
  isSymbolicLink(): boolean
  isFIFO(): boolean
  isSocket(): boolean
  isBlockDevice(): boolean
  isCharacterDevice(): boolean
}

export function kindOf(one: Kinds): EntryKind {
  if (one.isFile()) return 'file'
  if (one.isDirectory()) return 'folder'
  if (one.isSymbolicLink()) return 'link'
  if (one.isFIFO()) return 'pipe'
  if (one.isSocket()) return 'socket'
  return one.isBlockDevice() || one.isCharacterDevice() ? 'device' : 'unknown'
}

/** What somebody named was in no list before: it is not gone. */
export const NO_SUCH = 'There is no such file or folder'

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EPERM: 'Permission denied',
  ENOENT: 'It was there when the folder was listed, and is gone',
  ENOTDIR: 'It was a folder when it was listed, and is none now',
  ELOOP: 'It became a link while it was read: not followed',
  ENAMETOOLONG: 'The path is too long for the system to open',
  EIO: 'The disk could not read it',
  EMFILE: 'Too many files are open',
  ENXIO: 'It is not a file that can be read',
  ESTALE: 'The server of the share has lost it',
  EBUSY: 'Another program keeps it locked',
  EISDIR: 'It became a folder while it was read',
}

/** Why the system would not, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? `It cannot be read (${code || 'the system gives no reason'})`
}
