import type { Db } from '#platform/db/index.ts'
import { insertImport, type NewImport } from './store.ts'

/** Keeps a document that was read, with its original, until its person has looked at it. Nothing is a plan yet, so the audit log has no entry. */
export async function keepImport(db: Db, read: NewImport): Promise<void> {
  await db.transaction((tx) => insertImport(tx, read))
}
