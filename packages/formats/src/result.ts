import type { NameProblem } from './files/names.ts'
import type { Basis } from './identify.ts'

/** What an entry of a folder is. Only files are opened. */
export type EntryKind = 'file' | 'folder' | 'link' | 'pipe' | 'socket' | 'device' | 'unknown'

/** A format as a release calls it. */
export interface FormatName {
  readonly puid: string
  readonly name: string
  readonly version: string
  readonly mime: string
}

/** What is known of one file, or of something that is none or could not be read. */
export interface Row {
  /** As it was reached from what was asked for. Bytes that are not UTF-8 stand as U+FFFD, and are whole in `pathBytes`. */
  readonly path: string
  /** Base64 of the path's bytes, where they are not UTF-8. */
  readonly pathBytes?: string
  readonly kind: EntryKind
  /** Whether a format was told, none could be, or the bytes could not be read. */
  readonly outcome: 'identified' | 'unidentified' | 'unreadable'
  /** In bytes; null where it could not be asked. */
  readonly size: number | null
  /** When the content was changed last, as milliseconds since 1970. */
  readonly modifiedAt: number | null
  /** When the file was made, in the same way; null where the file system does not keep it. */
  readonly createdAt: number | null
  /** Who owns it by the system's number, where the system has such. */
  readonly ownerId: number | null
  readonly puids: readonly string[]
  /** The formats of those PUIDs, one by one. */
  readonly formats: readonly FormatName[]
  /** What differs among the formats, put together. */
  readonly format: string | null
  readonly version: string | null
  readonly mime: string | null
  readonly basis: Basis | null
  readonly extensionMismatch: boolean
  /** Whether it is encrypted or needs a password, as far as can be told. */
  readonly isProtected: boolean
  /** What is wrong with its name or path. */
  readonly nameProblems: readonly NameProblem[]
  readonly warnings: readonly string[]
  /** Why it could not be read, in words. */
  readonly error: string | null
  /** In hexadecimal, where one was asked for. */
  readonly hash?: string
}

/** The line that `identify --json` prints. */
export function asJson(row: Row, hash: HashName | null): string {
  const { path, pathBytes, size, puids, format, version, mime, basis, extensionMismatch, warnings, error } = row
  return JSON.stringify({
    path,
    ...(pathBytes === undefined ? {} : { pathBytes }),
    size,
    puids,
    format,
    version,
    mime,
    basis,
    extensionMismatch,
    warnings,
    error,
    ...(hash === null ? {} : { [hash]: row.hash ?? null }),
  })
}

export const HASHES = ['sha256', 'sha512', 'sha1', 'md5'] as const
export type HashName = (typeof HASHES)[number]
