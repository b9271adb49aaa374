import { sql } from '../db/index.ts'
import { type Entry, hashEntry } from './entry.ts'

/** An entry with its place, as the database has them. */
export interface LogRow {
  readonly placedLeaf: Buffer
  /** Null where the entry of a place is gone. */
  readonly leaf: Buffer | null
  readonly id: string
  readonly at: Date
  readonly actorKind: Entry['actor']['kind']
  readonly actorId: string | null
  readonly what: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly requestId: string | null
  readonly facts: Entry['facts']
}

/** Every place of the log with its entry, in order. */
export const LOG = sql`
  select p.position, p.leaf as "placedLeaf", e.leaf, e.id, e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.what,
    e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.request_id as "requestId", e.facts
  from audit.place p left join audit.entry e on e.id = p.entry_id order by p.position`

/** What the entry hashes to as it stands in the database. */
export function hashRow(row: Omit<LogRow, 'placedLeaf' | 'leaf'>): Buffer {
  const actor =
    row.actorKind === 'person' ? { kind: row.actorKind, id: row.actorId ?? '', name: '' } : { kind: row.actorKind }
  const { id, at, what, requestId, facts } = row
  return hashEntry({ id, at, actor, what, subject: { kind: row.subjectKind, id: row.subjectId }, requestId, facts })
}
