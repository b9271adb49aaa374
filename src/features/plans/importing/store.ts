import { joinName } from '#features/people/index.ts'
import { nameFile } from '#platform/blobs/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { Choices, ColumnField, ImportedPlan } from '../recognising/model/model.ts'
import type { ChosenMatches } from '../revisions/model.ts'
import { Edits } from './model.ts'

/** A document that has been read and waits to be confirmed. */
export interface KeptImport {
  readonly id: string
  readonly fileName: string
  readonly at: Date
  readonly digest: Buffer | null
  /** The plan that the document was understood to be with these choices, before corrections. */
  readonly plan: ImportedPlan
  readonly choices: Choices & {
    /** What is typed about the plan, as it was typed, by the names of the form's fields. */
    readonly details?: Readonly<Record<string, string>>
    /** What was said of the matches with the plan of which it is a new version. */
    readonly matches?: ChosenMatches
    readonly skipped?: readonly string[]
    /** The owners of cells that were said of the version before, by the cell as written. */
    readonly ownersBefore?: Choices['owners']
    /** Whether columns were read as somebody once said for the same headers. */
    readonly isMapped?: boolean
  }
  /** The plan of which it is a new version, or null for a plan of its own. */
  readonly intoPlanId: string | null
  readonly edits: Edits
}

/** A document that was read, with the digest and the size of its original where it has one. */
export interface NewImport {
  readonly id: string
  readonly personId: string
  readonly at: Date
  readonly fileName: string
  readonly digest: Buffer | null
  readonly size: number
  /** The document as it was read, and what it was understood to be: see `ReadPlan`. */
  readonly document: string
  readonly understood: string
  readonly intoPlanId: string | null
  readonly choices: KeptImport['choices']
}

export async function insertImport(tx: Tx, kept: NewImport): Promise<void> {
  if (kept.digest) await nameFile(tx, { digest: kept.digest, size: kept.size })
  await tx.run(sql`
    insert into plans.import (id, by_person_id, at, file_name, digest, document, understood, into_plan_id, choices)
    values (${kept.id}, ${kept.personId}, ${kept.at}, ${kept.fileName}, ${kept.digest}, ${kept.document}, ${kept.understood}, ${kept.intoPlanId}, ${JSON.stringify(kept.choices)})`)
}

/** An import as its row holds it. */
export interface ImportRow extends Omit<KeptImport, 'plan'> {
  /** See `ReadPlan`; null where it was kept by an earlier version. */
  readonly understood: string | null
}

/** An import that this person started and has not finished. */
export async function findImport(db: Queries, id: string, personId: string): Promise<ImportRow | null> {
  const kept = await db.maybe<Omit<ImportRow, 'edits'> & { readonly edits: unknown }>(sql`
    select id, file_name as "fileName", at, digest, understood, choices, edits, into_plan_id as "intoPlanId" from plans.import
    where id = ${id} and by_person_id = ${personId} and plan_id is null`)
  return kept && { ...kept, edits: Edits.parse(kept.edits) }
}

/** The last import that became a plan or a version of it: what it was understood to be, with what was answered about it. */
export async function lastImportOf(
  db: Queries,
  planId: string,
): Promise<(Pick<ImportRow, 'understood' | 'choices'> & { readonly edits: Edits }) | null> {
  const kept = await db.maybe<Pick<ImportRow, 'understood' | 'choices'> & { readonly edits: unknown }>(sql`
    select understood, choices, edits from plans.import where plan_id = ${planId} order by at desc, id desc limit 1`)
  return kept && { ...kept, edits: Edits.parse(kept.edits) }
}

/** The document of an import as it was read, as JSON. */
export async function documentOf(db: Queries, id: string): Promise<string> {
  return (await db.one<{ document: string }>(sql`select document::text as document from plans.import where id = ${id}`))
    .document
}

export function openImports(db: Queries, personId: string): Promise<{ id: string; fileName: string; at: Date }[]> {
  return db.many(
    sql`select id, file_name as "fileName", at from plans.import where by_person_id = ${personId} and plan_id is null order by at desc limit 500`,
  )
}

export async function saveChoices(db: Db, id: string, choices: KeptImport['choices']): Promise<void> {
  await db.run(sql`update plans.import set choices = ${JSON.stringify(choices)} where id = ${id}`)
}

/** Keeps other choices of how the document is read, with what it is understood to be by them. */
export async function saveReading(
  db: Db,
  id: string,
  { choices, understood }: { readonly choices: KeptImport['choices']; readonly understood: string },
): Promise<void> {
  await db.run(
    sql`update plans.import set choices = ${JSON.stringify(choices)}, understood = ${understood} where id = ${id}`,
  )
}

/** Changes the corrections with the import held, so that two windows do not undo each other's. */
export async function changeEdits(db: Db, id: string, change: (edits: Edits) => Edits): Promise<void> {
  await db.transaction(async (tx) => {
    const kept = await tx.maybe<{ edits: unknown }>(
      sql`select edits from plans.import where id = ${id} and plan_id is null for update`,
    )
    if (!kept) throw new NotFound('There is no such import. It may have been finished or discarded.')
    await tx.run(
      sql`update plans.import set edits = ${JSON.stringify(change(Edits.parse(kept.edits)))} where id = ${id}`,
    )
  })
}

/** Says of which plan an import is a new version, or that it is a plan of its own. */
export async function setInto(db: Db, id: string, planId: string | null): Promise<void> {
  await db.run(sql`update plans.import set into_plan_id = ${planId} where id = ${id}`)
}

/** Forgets somebody's own import that is not finished. @throws NotFound where it is another's, as where there is none */
export async function discardImport(db: Db, id: string, personId: string): Promise<void> {
  const discarded = await db.run(
    sql`delete from plans.import where id::text = lower(${id}) and by_person_id = ${personId} and plan_id is null`,
  )
  if (discarded === 0) throw new NotFound('There is no such import. It may have been finished or discarded.')
}

/** Forgets imports that nobody has finished in a month. The kept files are collected with other unreferenced ones. */
export async function forgetOldImports(db: Queries, now: Date): Promise<number> {
  return db.run(
    sql`delete from plans.import where plan_id is null and at < ${new Date(now.getTime() - 30 * 86_400_000)}`,
  )
}

/** A way to read tables with these headers that somebody kept. */
export interface Mapping {
  readonly id: string
  readonly name: string
  readonly by: string
  readonly at: Date
}

export const headersKey = (headers: readonly (string | null)[]): string =>
  JSON.stringify(headers.map((header) => header?.toLowerCase().replace(/\s+/g, ' ').trim() ?? ''))

/** How tables with these headers were read before, by the headers' key. */
export async function mappingsFor(db: Queries, keys: readonly string[]): Promise<Map<string, ColumnField[]>> {
  const rows = await db.many<{ key: string; columns: ColumnField[] }>(sql`
    select k.key, m.columns from unnest(${[...new Set(keys)]}::text[]) as k (key)
      join plans.mapping m on md5(m.headers::text) = md5(k.key::jsonb::text)`)
  return new Map(rows.map(({ key, columns }) => [key, columns]))
}

/** Keeps how a table was read, for the next with the same headers. A later answer takes the place of an earlier one. */
export async function keepMapping(
  tx: Tx,
  mapping: { id: string; name: string; key: string; columns: readonly ColumnField[]; personId: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into plans.mapping (id, name, headers, columns, by_person_id, at)
    values (${mapping.id}, ${mapping.name}, ${mapping.key}, ${JSON.stringify(mapping.columns)}, ${mapping.personId}, ${mapping.at})
    on conflict (md5(headers::text)) do update set columns = excluded.columns, by_person_id = excluded.by_person_id, at = excluded.at, name = excluded.name`)
}

export function mappings(db: Queries): Promise<Mapping[]> {
  return db.many(sql`
    select m.id, m.name, p.name as by, m.at from plans.mapping m ${joinName('person', 'p', 'm.by_person_id')} order by m.at desc limit 100`)
}

export async function dropMapping(tx: Tx, id: string): Promise<string | null> {
  return (
    (await tx.maybe<{ name: string }>(sql`delete from plans.mapping where id = ${id} returning name`))?.name ?? null
  )
}
