import { type Queries, sql } from '../db/index.ts'
import type { Json } from './canonical.ts'
import type { AuditEntry } from './entry.ts'
import { COLUMNS, factsIn, isWhole, type LogRow } from './log.ts'

/** An entry as the log has it. */
export interface FoundEntry {
  readonly id: string
  readonly at: Date
  /** Who did it, where it was a person. */
  readonly personId: string | null
  readonly subjectId: string
  readonly facts: { readonly [key: string]: Json }
  /** Whether it still hashes to its leaf, and the leaf is the one at its place. */
  readonly isWhole: boolean
}

/** Every entry of this act, oldest first: of one subject, or of all of that kind from one on. At most 1,000. */
export async function entriesOf(
  db: Queries,
  what: string,
  subject: { readonly kind: AuditEntry['subject']['kind']; readonly id?: string; readonly after?: string },
): Promise<FoundEntry[]> {
  const rows = await db.many<LogRow>(sql`
    select ${COLUMNS}
    from audit.entry e left join audit.place p on p.entry_id = e.id
    where e.what = ${what} and e.subject_kind = ${subject.kind} and (${subject.id ?? null}::text is null or e.subject_id = ${subject.id ?? null})
      and e.subject_id > ${subject.after ?? ''}
    order by e.subject_id, e.at, e.id limit 1000`)
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    personId: row.actorId,
    subjectId: row.subjectId,
    facts: factsIn(row),
    isWhole: isWhole(row),
  }))
}
