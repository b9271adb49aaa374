import { leftJoinName } from '#features/people/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { type Framework, FrameworkFile } from '../scoring/model.ts'

export interface FrameworkRow {
  readonly id: string
  readonly key: string
  readonly version: string
  readonly name: string
  readonly kind: 'assessment' | 'health-check'
  readonly state: 'draft' | 'published' | 'withdrawn'
  readonly edition: number
  readonly questions: number
  readonly campaigns: number
  readonly madeAt: Date
  readonly madeBy: string | null
  readonly publishedAt: Date | null
  readonly publishedBy: string | null
}

const COLUMNS = sql`
  f.id, f.key, f.version, f.name, f.kind, f.state, f.edition, f.made_at as "madeAt", m.name as "madeBy", f.published_at as "publishedAt",
  p.name as "publishedBy", (select count(*) from assessments.campaign c where c.framework_id = f.id) as campaigns,
  (select coalesce(sum(jsonb_array_length(s -> 'questions')), 0)::integer from jsonb_array_elements(f.content -> 'sections') s) as questions`
const FROM = sql`assessments.framework f ${leftJoinName('person', 'm', 'f.made_by')} ${leftJoinName('person', 'p', 'f.published_by')}`

export function frameworks(db: Queries): Promise<FrameworkRow[]> {
  return db.many(sql`select ${COLUMNS} from ${FROM} order by f.name, f.published_at desc nulls first, f.id limit 500`)
}

export interface StoredFramework extends FrameworkRow {
  readonly content: Framework
}

/** Throws NotFound. */
export async function foundFramework(db: Queries, id: string | undefined): Promise<StoredFramework> {
  const row =
    id && isId(id)
      ? await db.maybe<StoredFramework>(sql`select ${COLUMNS}, f.content from ${FROM} where f.id = ${id}`)
      : null
  if (!row) throw new NotFound()
  return { ...row, content: FrameworkFile.parse(row.content) }
}

/** Other versions of a framework: what was published, newest first. */
export function versionsOf(
  db: Queries,
  key: string,
): Promise<{ id: string; version: string; state: string; name: string }[]> {
  return db.many(
    sql`select id, version, state, name from assessments.framework where key = ${key} order by published_at desc nulls first, id limit 100`,
  )
}

export async function publishedFrameworks(
  db: Queries,
): Promise<{ id: string; key: string; name: string; version: string }[]> {
  return db.many(
    sql`select id, key, name, version from assessments.framework where state = 'published' order by name, published_at desc limit 200`,
  )
}

/** The newest published framework of a key, or one version of it. */
export async function publishedContent(db: Queries, key: string, version?: string): Promise<Framework | null> {
  const row = await db.maybe<{ content: unknown }>(sql`
    select content from assessments.framework where key = ${key} and state <> 'draft' and (${version ?? null}::text is null or version = ${version ?? null})
    order by published_at desc limit 1`)
  return row ? FrameworkFile.parse(row.content) : null
}

export async function insertFramework(
  tx: Tx,
  row: { readonly id: string; readonly content: Framework; readonly at: Date; readonly by: string | null },
): Promise<void> {
  const { key, version, name, kind } = row.content
  await tx.run(sql`
    insert into assessments.framework (id, key, version, name, kind, state, content, made_at, made_by)
    values (${row.id}, ${key}, ${version}, ${name}, ${kind}, 'draft', ${JSON.stringify(row.content)}, ${row.at}, ${row.by})`)
}

/** Whether a draft was written: nobody else had changed it since. */
export async function updateDraft(tx: Tx, id: string, edition: number, content: Framework): Promise<boolean> {
  const { key, version, name, kind } = content
  const written = await tx.run(sql`
    update assessments.framework set key = ${key}, version = ${version}, name = ${name}, kind = ${kind}, content = ${JSON.stringify(content)}, edition = edition + 1
    where id = ${id} and state = 'draft' and edition = ${edition}`)
  return written > 0
}
