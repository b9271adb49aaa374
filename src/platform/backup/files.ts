import { type BlobStore, ChangedFile, MissingFile, type Stored } from '../blobs/index.ts'
import { type Queries, sql } from '../db/index.ts'

/** Which kept files are read: the n-th of t parts of about the same size. The whole is part 1 of 1. */
export interface Part {
  readonly number: number
  readonly of: number
}

export const WHOLE: Part = { number: 1, of: 1 }

/** What stands against a kept file, by its digest in hexadecimal. */
export interface FileProblem {
  readonly digest: string
  readonly what: 'missing' | 'changed'
}

export interface FilesFound {
  /** How many files that rows speak of were read, and their bytes. */
  readonly files: number
  readonly bytes: number
  readonly missing: number
  readonly changed: number
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
const isIn = ({ number, of }: Part, digest: string): boolean =>
  Number.parseInt(digest.slice(0, 8), 16) % of === number - 1

/**
 * Reads every kept file of a part again, and compares the store with the rows that speak of it. Both come in the order of digests, so
 * that memory does not grow with their number.
 */
export async function readFilesAgain(db: Queries, blobs: BlobStore, part: Part = WHOLE): Promise<FilesFound> {
  const found = { files: 0, bytes: 0, missing: 0, changed: 0, untracked: 0 }
  const problems: FileProblem[] = []
  for await (const { digest, size } of tracked(db, part)) {
    const state = await examine(blobs, digest, size)
    found.files += 1
    found.bytes += size
    if (state === 'whole') continue
    found[state] += 1
    if (problems.length < MOST_NAMED) problems.push({ digest, what: state })
  }
  const strangers: string[] = []
  for await (const name of untracked(db, blobs, part)) {
    found.untracked += 1
    if (strangers.length < MOST_NAMED) strangers.push(name)
  }
  return { ...found, problems, strangers }
}

/** Reads one file: whether it is whole, changed or missing. Trouble of the store itself is thrown on. */
export async function examine(
  blobs: BlobStore,
  digest: string,
  size: number | null = null,
): Promise<'whole' | 'changed' | 'missing'> {
  let bytes = 0
  try {
    for await (const chunk of blobs.read(Buffer.from(digest, 'hex')) as AsyncIterable<Uint8Array>) bytes += chunk.length
  } catch (error) {
    if (error instanceof MissingFile) return 'missing'
    if (error instanceof ChangedFile) return 'changed'
    throw error
  }
  return size === null || bytes === size ? 'whole' : 'changed'
}

async function* tracked(db: Queries, part: Part): AsyncIterable<{ readonly digest: string; readonly size: number }> {
  let last: Uint8Array = Buffer.alloc(0)
  for (;;) {
    const rows = await db.many<{ digest: Buffer; size: number }>(
      sql`select digest, size from blobs.blob where digest > ${last} order by digest limit ${PAGE}`,
    )
    for (const { digest, size } of rows) {
      const hex = digest.toString('hex')
      if (isIn(part, hex)) yield { digest: hex, size }
    }
    const end = rows.at(-1)
    if (!end) return
    last = end.digest
  }
}

/** Names of what lies in the store without a row. Strays belong to the first part. */
async function* untracked(db: Queries, blobs: BlobStore, part: Part): AsyncIterable<string> {
  let page: string[] = []
  for await (const stored of blobs.list()) {
    if (!belongs(stored, part)) continue
    if (stored.kind === 'stray') yield stored.name
    else page.push(stored.digest)
    if (page.length < PAGE) continue
    yield* unknown(db, page)
    page = []
  }
  yield* unknown(db, page)
}

const belongs = (stored: Stored, part: Part) => (stored.kind === 'file' ? isIn(part, stored.digest) : part.number === 1)

async function* unknown(db: Queries, digests: readonly string[]): AsyncIterable<string> {
  const rows = await db.many<{ digest: string }>(sql`
    select d as digest from unnest(${digests}::text[]) d where not exists (select from blobs.blob b where b.digest = decode(d, 'hex')) order by d`)
  for (const { digest } of rows) yield digest
}
