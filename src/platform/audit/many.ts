import { sql, type Tx } from '../db/index.ts'
import { type Act, audit } from './audit.ts'
import { canonical, type Json } from './canonical.ts'
import type { AuditEntry } from './entry.ts'
import { leafHash, MerkleTree } from './merkle.ts'

/** One of the many that an entry tells of. `facts` holds ids, digests, days and counts, as those of an entry. */
export interface AuditItem {
  readonly subject: AuditEntry['subject']
  readonly facts: { readonly [key: string]: Json }
}

/** What an entry for many says of them, under `list` in its facts: how many, and the root over their hashes in their order. */
export interface ListFacts {
  readonly count: number
  readonly root: string
}

/** The hash that stands for an item in the list of its entry. */
export const hashItem = ({ subject, facts }: AuditItem): Buffer =>
  leafHash(canonical({ subject: { kind: subject.kind, id: subject.id }, facts }))

/**
 * Writes one entry for what was done to many, in the transaction that does it. Each is kept beside the entry, findable by its subject,
 * and is proven by the root that the entry holds. Up to some thousands at once: the work comes in batches. Answers the entry's id.
 */
export async function auditMany(
  tx: Tx,
  act: Act,
  what: string,
  subject: AuditEntry['subject'],
  items: readonly AuditItem[],
  facts: AuditEntry['facts'] = {},
): Promise<string> {
  const tree = new MerkleTree()
  for (const item of items) tree.add(hashItem(item))
  const list: ListFacts = { count: tree.size, root: tree.root().toString('hex') }
  const entryId = await audit(tx, act, what, subject, { ...facts, list: { ...list } })
  const rows = items.map((item, number) => ({
    number,
    kind: item.subject.kind,
    id: item.subject.id,
    facts: item.facts,
  }))
  await tx.run(sql`
    insert into audit.item (entry_id, number, subject_kind, subject_id, facts)
    select ${entryId}::uuid, n.number, n.kind, n.id, n.facts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (number integer, kind text, id text, facts jsonb)`)
  return entryId
}
