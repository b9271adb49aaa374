import type { Json } from '../audit/index.ts'
import type { BlobStore } from '../blobs/index.ts'
import { examine } from './files.ts'

/** A file of something that was frozen, as its row names it. */
export interface FrozenFile {
  readonly ending: string
  readonly digest: Buffer
  readonly size: number
}

/**
 * What stands against the files of something that was frozen, in words: each must be the one that the audit log names, and lie whole in the
 * store. `logged` is what the entry says of them, digests by ending; null where the entry is from a time that named none.
 */
export async function frozenFileProblems(
  blobs: BlobStore,
  rows: readonly FrozenFile[],
  logged: { readonly [ending: string]: Json } | null,
): Promise<string[]> {
  const problems: string[] = []
  for (const { ending, digest, size } of rows) {
    const hex = digest.toString('hex')
    if (logged && logged[ending] === undefined) problems.push(`The log knows of no file ${ending}, but there is one.`)
    else if (logged && logged[ending] !== hex) problems.push(`The file ${ending} is not the one that the log names.`)
    const state = await examine(blobs, hex, size)
    if (state !== 'whole')
      problems.push(`The file ${ending} ${state === 'changed' ? 'has been changed' : 'is missing'}.`)
  }
  const there = new Set(rows.map(({ ending }) => ending))
  for (const ending of Object.keys(logged ?? {}))
    if (!there.has(ending)) problems.push(`The log names a file ${ending}, but there is none any more.`)
  return problems
}

/** What an entry of the log says of files: digests by ending. Null where it says nothing of the kind. */
export function namedFiles(said: Json | undefined): { readonly [ending: string]: Json } | null {
  if (said === undefined || said === null || typeof said !== 'object' || Array.isArray(said)) return null
  return said as { readonly [ending: string]: Json }
}
