import type { Act } from '#platform/audit/index.ts'
import { type BlobStore, nameFile } from '#platform/blobs/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { ImportedPlan } from '../recognising/model/model.ts'
import { savePlanIn } from './save-plan.ts'

/** A document, by the name that it came with. */
export interface NamedDocument {
  readonly name: string
  readonly bytes: Buffer
}

/** Saves a plan with the document that it was read from, all of it or nothing. Answers the id of the plan. */
export async function importFile(
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
  act: Act,
  { name, bytes }: NamedDocument,
  { plan, title }: { readonly plan: ImportedPlan; readonly title: string },
): Promise<string> {
  const kept = await blobs.keep(bytes)
  return db.transaction(async (tx) => {
    await nameFile(tx, kept)
    return savePlanIn(tx, act, plan, { importId: null, title, unitId: null, fileName: name, digest: kept.digest })
  })
}

/** Keeps the document of a version, which its merge names by its digest. */
export async function keepDocument(
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
  bytes: Buffer,
): Promise<Buffer> {
  const kept = await blobs.keep(bytes)
  await db.transaction((tx) => nameFile(tx, kept))
  return kept.digest
}
