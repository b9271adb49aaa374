import { type Sql, sql } from '../db/index.ts'
import type { Json } from './canonical.ts'
import { type AuditEntry, hashEntry } from './entry.ts'
import { isExact } from './numbers.ts'

/** An entry with its place, as the database has them. */
export interface LogRow {
  readonly placedLeaf: Buffer | null
  /** Null where the entry of a place is gone. */
  readonly leaf: Buffer | null
  readonly id: string
  readonly at: Date
  /** Whether the database's instant, which counts microseconds, is the one that was hashed, which counts milliseconds. */
  readonly isAtExact: boolean
  readonly actorKind: AuditEntry['actor']['kind']
  readonly actorId: string | null
  readonly what: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly requestId: string | null
  /** What it says beside, as the database writes it: the program's numbers are coarser than the database's. */
  readonly factsText: string
}

/** Whether an instant of the database is one that a `Date` holds to the last digit: whole milliseconds, of a year with four. */
export const isAtExact = (column: Sql): Sql => sql`
  coalesce(date_trunc('milliseconds', ${column}) = ${column} and ${column} between '0001-01-01 00:00Z' and '9999-12-31 23:59:59.999Z', false)`

/** Columns of a `LogRow`, out of `audit.entry e` and `audit.place p`. */
export const COLUMNS = sql`
  p.leaf as "placedLeaf", e.leaf, e.id, e.at, ${isAtExact(sql`e.at`)} as "isAtExact", e.actor_kind as "actorKind", e.actor_id as "actorId",
  e.what, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.request_id as "requestId", e.facts::text as "factsText"`

/** Every place of the log with its entry, in order. */
export const LOG = sql`
  select p.position, ${COLUMNS} from audit.place p left join audit.entry e on e.id = p.entry_id order by p.position`

/** What an entry says beside, as the program reads it. */
export const factsIn = ({ factsText }: Pick<LogRow, 'factsText'>): { readonly [key: string]: Json } =>
  JSON.parse(factsText)

/** What an entry's leaf is made of. */
export interface HashedRow
  extends Pick<LogRow, 'id' | 'at' | 'actorKind' | 'actorId' | 'what' | 'subjectKind' | 'subjectId' | 'requestId'> {
  readonly facts: AuditEntry['facts']
}

/** The leaf that an entry of these columns has. */
export function hashRow({
  id,
  at,
  actorKind,
  actorId,
  what,
  subjectKind,
  subjectId,
  requestId,
  facts,
}: HashedRow): Buffer {
  const actor = actorKind === 'person' ? { kind: actorKind, id: actorId ?? '', name: '' } : { kind: actorKind }
  return hashEntry({ id, at, actor, what, subject: { kind: subjectKind, id: subjectId }, requestId, facts })
}

/** Whether the entry, as it stands in the database to the last digit, is what its leaf was made of, and the leaf that of its place, if it has one. */
export function isWhole(row: LogRow): boolean {
  const { leaf, placedLeaf, actorKind, actorId, at, factsText } = row
  if (leaf === null || !row.isAtExact || !isExact(factsText)) return false
  if ((actorKind === 'person') !== (actorId !== null)) return false
  return hashRow({ ...row, at, facts: factsIn(row) }).equals(leaf) && (placedLeaf === null || placedLeaf.equals(leaf))
}
