import { leftJoinName } from '#features/people/index.ts'
import type { FrozenRows } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import { canonicalBlocks, type PaperBlock, revived } from '#platform/documents/index.ts'
import type { Report, ReportPart } from './model.ts'

const REPORT = sql`
  r.id, r.kind, r.title, r.from_on as "fromOn", r.to_on as "toOn", r.version, r.compiled_at as "compiledAt", r.figures_on as "figuresOn", r.record_began_on as "recordBeganOn", r.issued_at as "issuedAt", p.name as "issuedBy", r.digest`

/** The newest reports; without drafts for those who only read. */
export function reports(db: Queries, withDrafts: boolean): Promise<Report[]> {
  return db.many(sql`
    select ${REPORT} from reports.report r ${leftJoinName('person', 'p', 'r.issued_by')} where ${withDrafts} or r.issued_at is not null
    order by r.made_at desc, r.id limit 200`)
}

export function findReport(db: Queries, id: string): Promise<Report | null> {
  return db.maybe(
    sql`select ${REPORT} from reports.report r ${leftJoinName('person', 'p', 'r.issued_by')} where r.id = ${id}`,
  )
}

/** Locks a report that is not issued, and answers it; null where it is gone or issued. */
export function lockDraft(tx: Tx, id: string): Promise<{ readonly version: number } | null> {
  return tx.maybe(sql`select version from reports.report where id = ${id} and issued_at is null for update`)
}

type KeptPart = Omit<ReportPart, 'blocks'> & { readonly blocks: Parameters<typeof revived>[0] | null }

export async function partsOf(db: Queries, reportId: string): Promise<ReportPart[]> {
  const rows = await db.many<KeptPart>(sql`
    select id, position, section, heading, hint, words, is_in as "isIn", blocks from reports.part where report_id = ${reportId} order by position, id limit 200`)
  return rows.map((row) => ({ ...row, blocks: row.blocks && revived(row.blocks) }))
}

export async function findPart(db: Queries, id: string): Promise<(ReportPart & { readonly reportId: string }) | null> {
  const row = await db.maybe<KeptPart & { reportId: string }>(
    sql`select id, report_id as "reportId", position, section, heading, hint, words, is_in as "isIn", blocks from reports.part where id = ${id}`,
  )
  return row && { ...row, blocks: row.blocks && revived(row.blocks) }
}

export async function writeBlocks(tx: Tx, partId: string, blocks: readonly PaperBlock[] | null): Promise<void> {
  await tx.run(
    sql`update reports.part set blocks = ${blocks && JSON.stringify(canonicalBlocks(blocks))}::jsonb where id = ${partId}`,
  )
}

export interface FrozenFile {
  readonly ending: string
  readonly digest: Buffer
  readonly size: number
}

export function filesOf(db: Queries, reportId: string): Promise<FrozenFile[]> {
  return db.many(sql`select ending, digest, size from reports.file where report_id = ${reportId} order by ending`)
}

/** The day of the last meeting of a board. */
export async function lastBoard(db: Queries, today: Day): Promise<Day | null> {
  const row = await db.maybe<{ on: Day }>(sql`
    select m.held_on as on from people.meeting m join people.body b on b.id = m.body_id where b.kind = 'board' and m.held_on <= ${today} order by 1 desc limit 1`)
  return row?.on ?? null
}

export interface Step {
  readonly at: Date
  readonly what: 'begun' | 'compiled' | 'changed' | 'issued'
  readonly heading: string | null
  readonly wordsBefore: string | null
  readonly by: string | null
}

/** What happened to a report, the newest first. */
export function stepsOf(db: Queries, reportId: string): Promise<Step[]> {
  return db.many(sql`
    select s.at, s.what, s.heading, s.words_before as "wordsBefore", p.name as by from reports.step s ${leftJoinName('person', 'p', 's.by_person_id')}
    where s.report_id = ${reportId} order by s.at desc, s.id desc limit 200`)
}

/** The rows of a report that its issue freezes, beside its files: `test/tampering.ts` changes every column of them. */
export const FROZEN: readonly FrozenRows[] = [
  {
    name: 'report',
    table: ['reports', 'report'],
    of: 'id',
    by: 'id',
    values: ['kind', 'title', 'from_on', 'to_on', 'version', 'made_by', 'figures_on', 'record_began_on', 'issued_by'],
    instants: ['made_at', 'compiled_at', 'issued_at'],
  },
  {
    name: 'parts',
    table: ['reports', 'part'],
    of: 'report_id',
    by: 'id',
    values: ['position', 'section', 'heading', 'hint', 'words', 'is_in', 'blocks'],
    instants: [],
  },
  {
    name: 'history',
    table: ['reports', 'step'],
    of: 'report_id',
    by: 'id',
    values: ['what', 'heading', 'words_before', 'by_person_id'],
    instants: ['at'],
  },
]

/** When a report was begun, by whom and by whom it was issued: people by their ids. */
export function hands(
  db: Queries,
  id: string,
): Promise<{ readonly madeAt: Date; readonly madeBy: string | null; readonly issuedBy: string | null } | null> {
  return db.maybe(
    sql`select made_at as "madeAt", made_by as "madeBy", issued_by as "issuedBy" from reports.report where id = ${id}`,
  )
}

/** The next ids of issued reports after one. */
export async function issuedIds(db: Queries, after: string | null, limit: number): Promise<string[]> {
  const rows = await db.many<{ id: string }>(sql`
    select id from reports.report where issued_at is not null and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`)
  return rows.map(({ id }) => id)
}
