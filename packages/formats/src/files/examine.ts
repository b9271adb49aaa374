import { createHash, hash as hashOf } from 'node:crypto'
import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync, type Stats } from 'node:fs'
import { type Identifier, USUAL_LIMIT } from '../identify.ts'
import type { ScanLimit } from '../matching/find.ts'
import type { HashName, Row } from '../result.ts'
import { FileContent } from './file-content.ts'
import { named, rowOf } from './rows.ts'
import { type Entry, isOutside, kindOf, reasonOf } from './walk.ts'

export interface ExamineOptions {
  readonly limit?: ScanLimit
  readonly hash?: HashName | null
}

/**
 * Examines one file after another: opens each without following links or waiting for pipes, tells its format and, where it
 * is asked, its digest. Nothing that a file holds or does makes it throw: the row says what is wrong.
 */
export class Examiner {
  readonly #identifier: Identifier
  readonly #limit: ScanLimit
  readonly #hash: HashName | null
  readonly #content = new FileContent()
  #chunk: Buffer | null = null

  constructor(identifier: Identifier, { limit = USUAL_LIMIT, hash = null }: ExamineOptions = {}) {
    this.#identifier = identifier
    this.#limit = limit
    this.#hash = hash
  }

  /** `root` is where everything must lie, as `realRoot` says; null where the system cannot tell. */
  examine(entry: Entry, root: string | null): Row {
    if (entry.error !== null) return rowOf(entry, { error: entry.error })
    if (entry.kind === 'link') return rowOf(entry, { warnings: [linkWords(entry.at)] })
    if (entry.kind === 'folder') return rowOf(entry, datesOf(entry.at))
    if (entry.kind !== 'file' && entry.kind !== 'unknown')
      return rowOf(entry, { error: `It is a ${entry.kind} and not a file: not opened` })
    let file: number | null = null
    try {
      file = openSync(entry.at, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
      return this.#examineOpen(entry, file, root)
    } catch (error) {
      return rowOf(entry, { error: reasonOf(error) })
    } finally {
      if (file !== null) closeSync(file)
    }
  }

  #examineOpen(entry: Entry, file: number, root: string | null): Row {
    const stat = fstatSync(file)
    if (!stat.isFile()) return rowOf({ ...entry, kind: kindOf(stat) }, { error: 'It is not a file: not read' })
    if (isOutside(file, root)) return rowOf(entry, { error: 'It was moved while it was read: not read' })
    const { size, mtimeMs: modifiedAt } = stat
    const known = { size, ...datesAndOwner(stat) }
    if (size === 0) return rowOf(entry, { ...known, ...this.#ofNothing(entry), warnings: ['The file is empty'] })
    this.#content.open(file, size)
    const { formats, basis, extensionMismatch, isProtected, warnings } = this.#identifier.identify(
      this.#content,
      entry.name,
      this.#limit,
    )
    const hash = this.#hash === null ? undefined : this.#digest(file, size, this.#hash)
    const after = this.#hash === null ? null : fstatSync(file)
    const isChanged = after !== null && (after.size !== size || after.mtimeMs !== modifiedAt)
    return rowOf(entry, {
      ...known,
      ...named(formats),
      basis,
      extensionMismatch,
      isProtected,
      warnings: isChanged ? [...warnings, 'The file was changed while it was read'] : warnings,
      ...(hash === undefined ? {} : { hash }),
    })
  }

  /** An empty file has no bytes to be told by, only a name. */
  #ofNothing({ name }: Entry): Partial<Row> {
    const { formats, basis } = this.#identifier.byExtension(name)
    return {
      ...named(formats),
      basis,
      ...(this.#hash === null ? {} : { hash: hashOf(this.#hash, '') }),
    }
  }

  #digest(file: number, size: number, name: HashName): string {
    const { bytes, base } = this.#content
    if (base === 0 && bytes.length === size) return hashOf(name, bytes)
    this.#chunk ??= Buffer.allocUnsafeSlow(CHUNK)
    const digest = createHash(name)
    for (let at = 0; ; ) {
      const read = readSync(file, this.#chunk, 0, CHUNK, at)
      if (read === 0) return digest.digest('hex')
      digest.update(read === CHUNK ? this.#chunk : this.#chunk.subarray(0, read))
      at += read
    }
  }
}

const CHUNK = 512 * 1024

function datesOf(at: string | Buffer): Partial<Row> {
  const stat = lstatSync(at, { throwIfNoEntry: false })
  return stat ? datesAndOwner(stat) : {}
}

/** A file system that does not keep when a file was made answers 1970, or no time at all. */
function datesAndOwner({ mtimeMs, birthtimeMs, uid }: Stats): Pick<Row, 'modifiedAt' | 'createdAt' | 'ownerId'> {
  return {
    modifiedAt: mtimeMs,
    createdAt: birthtimeMs > 0 ? birthtimeMs : null,
    ownerId: process.platform === 'win32' ? null : uid,
  }
}

function linkWords(at: string | Buffer): string {
  try {
    return `It is a link to ${readlinkSync(at)}: recorded, not followed`
  } catch (error) {
    return `It is a link, not followed. ${reasonOf(error)}`
  }
}
