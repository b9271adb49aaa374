import {
  type BlobStore,
  ChangedFile,
  MissingFile,
  nameOfStored,
  type ReadOptions,
  type Stored,
  withoutRow,
} from '../blobs/index.ts'
import { type Queries, sql } from '../db/index.ts'
import { Refusal } from '../errors.ts'
import { NO_ID } from '../ids.ts'
import { knowsSealed } from './keys.ts'

/** Which kept files are read: the n-th of t parts of about the same size. The whole is part 1 of 1. */
export interface BackupPart {
  readonly number: number
  readonly of: number
}

export const WHOLE: BackupPart = { number: 1, of: 1 }

/** What stands against a kept file, by its digest in hexadecimal. */
export interface FileProblem {
  readonly digest: string
  readonly what: 'missing' | 'changed' | 'locked'
  /** Of a sealed file: its group, and its address in the store in hexadecimal. */
  readonly group?: string
  readonly address?: string
}

export interface FilesFound {
  /** How many files that rows speak of were read, and their bytes. */
  readonly files: number
  readonly bytes: number
  readonly missing: number
  readonly changed: number
  /** Sealed files whose key is not here: nobody can tell whether they are whole. */
  readonly locked: number
  /** What lies in the store and no row speaks of: left by a crash, or put there by somebody. */
  readonly untracked: number
  /** The first of the missing and the changed. */
  readonly problems: readonly FileProblem[]
  /** The first of what is untracked. */
  readonly strangers: readonly string[]
}

const MOST_NAMED = 1_000
const PAGE = 500

/** Whether the part has the file. Digests are spread evenly, so that their beginning parts them evenly. */
const isIn = ({ number, of }: BackupPart, digest: string): boolean =>
  Number.parseInt(digest.slice(0, 8), 16) % of === number - 1

/**
 * Reads every kept file of a part again, and compares the store with the rows that speak of it. Both come in the order of digests, so
 * that memory does not grow with their number.
 */
export async function readFilesAgain(db: Queries, blobs: BlobStore, part: BackupPart = WHOLE): Promise<FilesFound> {
  const hasSealed = await knowsSealed(db)
  const found = { files: 0, bytes: 0, missing: 0, changed: 0, locked: 0, untracked: 0 }
  const problems: FileProblem[] = []
  const store = blobs.over(db)
  for await (const { size, ...file } of everyFile(db, part, hasSealed)) {
    const state = await examine(store, file.digest, size, file)
    found.files += 1
    found.bytes += size
    if (state === 'whole') continue
    found[state] += 1
    if (problems.length < MOST_NAMED) problems.push({ ...file, what: state })
  }
  const strangers: string[] = []
  for await (const name of untracked(hasSealed ? db : null, blobs, part)) {
    found.untracked += 1
    if (strangers.length < MOST_NAMED) strangers.push(name)
  }
  return { ...found, problems, strangers }
}

/** Reads one file: whether it is whole, changed, missing, or locked because its key is not here. Trouble of the store itself is thrown on. */
export async function examine(
  blobs: BlobStore,
  digest: string,
  size: number | null = null,
  { group = null }: Pick<ReadOptions, 'group'> = {},
): Promise<'whole' | 'changed' | 'missing' | 'locked'> {
  let bytes = 0
  try {
    const stream: AsyncIterable<Uint8Array> = blobs.read(Buffer.from(digest, 'hex'), { group })
    for await (const chunk of stream) bytes += chunk.length
  } catch (error) {
    if (error instanceof MissingFile) return 'missing'
    if (error instanceof ChangedFile) return 'changed'
    // The key of the group, or the master key that wraps it.
    if (group !== null && error instanceof Refusal) return 'locked'
    throw error
  }
  return size === null || bytes === size ? 'whole' : 'changed'
}

interface Tracked {
  readonly digest: string
  readonly size: number
  readonly group?: string
  readonly address?: string
}

async function* everyFile(db: Queries, part: BackupPart, hasSealed: boolean): AsyncIterable<Tracked> {
  yield* tracked(db, part, hasSealed)
  if (hasSealed) yield* trackedSealed(db, part)
}

async function* tracked(db: Queries, part: BackupPart, knowsDestroyed: boolean): AsyncIterable<Tracked> {
  let last: Uint8Array = Buffer.alloc(0)
  for (;;) {
    const rows = await db.many<{ digest: Buffer; size: number }>(sql`
      select digest, size from blobs.blob where digest > ${last} and ${knowsDestroyed ? sql`destroyed_at is null` : sql`true`} order by digest limit ${PAGE}`)
    for (const { digest, size } of rows) {
      const hex = digest.toString('hex')
      if (isIn(part, hex)) yield { digest: hex, size }
    }
    const end = rows.at(-1)
    if (!end) return
    last = end.digest
  }
}

async function* trackedSealed(db: Queries, part: BackupPart): AsyncIterable<Tracked> {
  let last: { group: string; key: Uint8Array } = { group: NO_ID, key: Buffer.alloc(0) }
  for (;;) {
    const rows = await db.many<{ group: string; digest: Buffer; address: Buffer; size: number }>(sql`
      select s.group_id as "group", s.digest, s.address, s.size from blobs.sealed s join blobs.object_group g on g.id = s.group_id
      where (s.group_id, s.digest) > (${last.group}, ${last.key}) and s.destroyed_at is null and g.destroyed_at is null
      order by s.group_id, s.digest limit ${PAGE}`)
    for (const { group, size, ...row } of rows) {
      const [digest, address] = [row.digest.toString('hex'), row.address.toString('hex')]
      if (isIn(part, address)) yield { digest, size, group, address }
    }
    const end = rows.at(-1)
    if (!end) return
    last = { group: end.group, key: end.digest }
  }
}

/** Names of what lies in the store without a row. Strays belong to the first part. A database from before files were sealed is given as null. */
async function* untracked(db: Queries | null, blobs: BlobStore, part: BackupPart): AsyncIterable<string> {
  let page: Exclude<Stored, { kind: 'stray' }>[] = []
  for await (const stored of blobs.list()) {
    if (!belongs(stored, part)) continue
    if (stored.kind === 'stray') yield stored.name
    else page.push(stored)
    if (page.length < PAGE) continue
    if (db) yield* (await withoutRow(db, page)).map(nameOfStored)
    page = []
  }
  if (db) yield* (await withoutRow(db, page)).map(nameOfStored)
}

function belongs(stored: Stored, part: BackupPart): boolean {
  if (stored.kind === 'stray') return part.number === 1
  return isIn(part, stored.kind === 'file' ? stored.digest : stored.address)
}
