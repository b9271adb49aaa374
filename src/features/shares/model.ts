import type { HashName, Row } from '#formats'

/** What people look for among files. */
export const FLAGS = {
  unreadable: 'Could not be read',
  protected: 'Encrypted, or needs a password',
  empty: 'Empty',
  unknown: 'Format not known',
  mismatch: 'Name ends otherwise than the format',
  names: 'Name or path makes trouble',
  rubbish: 'Left over by programs',
  link: 'Links, not followed',
} as const
export type Flag = keyof typeof FLAGS

export const isFlag = (text: string): text is Flag => Object.hasOwn(FLAGS, text)

/** What is to be said of a file. */
export function flagsOf(row: Row, isRubbish: boolean): Flag[] {
  const isFile = row.kind === 'file'
  const all: readonly (readonly [Flag, boolean])[] = [
    ['unreadable', row.error !== null],
    ['protected', row.isProtected],
    ['empty', isFile && row.size === 0],
    ['unknown', isFile && row.error === null && row.size !== 0 && row.puids.length === 0],
    ['mismatch', row.extensionMismatch],
    ['names', row.nameProblems.length > 0],
    ['rubbish', isFile && isRubbish],
    ['link', row.kind === 'link'],
  ]
  return all.flatMap(([flag, is]) => (is ? [flag] : []))
}

/** What is known of something on a share, wherever it is shown, written or read. */
export interface ItemFacts {
  /** Below the root of the share, with slashes. */
  readonly path: string
  readonly kind: string
  /** In bytes. */
  readonly size: number | null
  readonly owner: string | null
  readonly puids: readonly string[]
  readonly format: string | null
  readonly formatVersion: string | null
  readonly mime: string | null
  readonly basis: string | null
  /** In hexadecimal. */
  readonly digest: string | null
  readonly flags: readonly string[]
  readonly warnings: readonly string[]
  readonly error: string | null
}

export const SCAN_STATES = {
  waiting: 'Waiting to begin',
  running: 'Under way',
  stopping: 'Stopping',
  left: 'Broken off',
  stopped: 'Stopped',
  finished: 'Finished',
  failed: 'Failed',
} as const
export type ScanState = keyof typeof SCAN_STATES

export const LEVELS = { high: 'High', moderate: 'Moderate', low: 'Low', unrated: 'Not rated' } as const
export type Level = keyof typeof LEVELS

export { timeLeft } from '#platform/runs/index.ts'

export const countInWords = (count: number) => count.toLocaleString('en-GB')

/** An age of files by their last change, in whole years: from the first up to and without the second. */
export interface AgeBand {
  readonly label: string
  readonly from: number
  readonly to: number | null
}

export const AGE_BANDS: readonly AgeBand[] = [
  { label: 'Less than a year ago', from: 0, to: 1 },
  { label: '1 to 3 years ago', from: 1, to: 3 },
  { label: '3 to 7 years ago', from: 3, to: 7 },
  { label: '7 to 10 years ago', from: 7, to: 10 },
  { label: '10 to 15 years ago', from: 10, to: 15 },
  { label: '15 to 20 years ago', from: 15, to: 20 },
  { label: 'More than 20 years ago', from: 20, to: null },
]

const ALGORITHMS = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' } as const

/** Which algorithm made a digest, told by how many hexadecimal digits it has; null where none of ours did. */
export function algorithmOf(digest: string): HashName | null {
  return Object.entries(ALGORITHMS).find(([length]) => Number(length) === digest.length)?.[1] ?? null
}

export const ALGORITHM_NAMES: Readonly<Record<HashName, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
}

/** A share as the list of them shows it. */
export interface ShareRow {
  readonly id: string
  readonly name: string
  readonly unit: string | null
  readonly files: number
  readonly bytes: number
  readonly saved: number
  readonly state: ScanState | null
  readonly scannedAt: Date | null
}

/** A file that a search found. */
export interface Found {
  readonly id: string
  readonly shareId: string
  readonly share: string
  readonly path: string
  readonly format: string | null
  readonly size: number | null
  readonly modifiedAt: Date | null
}
