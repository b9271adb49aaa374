import { newId } from '#platform/ids.ts'
import { readDocument } from '#platform/reading/index.ts'
import type { AskedBy } from '#platform/web/index.ts'
import { keepImport } from './store.ts'

/**
 * Reads an upload in a process of its own, and keeps the original and what was read until somebody has looked at it.
 * Answers the import's id. Throws `UnreadableFile` for what cannot be read.
 */
export async function readUpload(
  { db, blobs, act, person }: AskedBy,
  { name, bytes }: { readonly name: string; readonly bytes: Buffer },
  intoPlanId: string | null,
  calledName = name,
): Promise<string> {
  const document = await readDocument(bytes, name)
  const original = await blobs.keep(bytes)
  const id = newId(act.at.getTime())
  await db.transaction((tx) =>
    keepImport(tx, { id, personId: person.id, at: act.at, fileName: calledName, ...original, document, intoPlanId }),
  )
  return id
}
