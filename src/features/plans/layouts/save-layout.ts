import { askIn } from '#features/people/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import { nameFile } from '#platform/blobs/index.ts'
import type { Db } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import type { Layout } from './model.ts'
import { insertLayout, updateLayout } from './store.ts'

/** A template that was kept as a file and that nothing names yet. */
export interface KeptTemplate {
  readonly digest: Buffer
  readonly size: number
}

/** Adds a layout, with its template where a new one came. Throws a database error where another has its name. */
export async function addLayout(
  db: Db,
  act: Act,
  personId: string,
  layout: Layout,
  kept: KeptTemplate | null,
): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'plans:change', null)
    if (kept) await nameFile(tx, kept)
    await insertLayout(tx, layout, act.at, personId)
    await audit(tx, act, 'layout.added', { kind: 'layout', id: layout.id }, templateOf(layout))
  })
}

/** Changes a layout that is still in the version that somebody saw. Throws Conflict where it is not. */
export async function changeLayout(db: Db, act: Act, layout: Layout, kept: KeptTemplate | null = null): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'plans:change', null)
    if (kept) await nameFile(tx, kept)
    if ((await updateLayout(tx, layout)) === 0)
      throw new Conflict(
        'Somebody else has changed this layout meanwhile',
        'Go back, load the page again and make your change once more.',
      )
    await audit(tx, act, 'layout.changed', { kind: 'layout', id: layout.id }, templateOf(layout))
  })
}

const templateOf = ({ template }: Layout) => ({ template: template?.toString('hex') ?? null })
