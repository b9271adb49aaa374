import { type Db, type Queries, sql } from '../db/index.ts'
import type { AuditEntry } from './entry.ts'
import { type AuditItem, hashItem } from './many.ts'
import { MerkleTree } from './merkle.ts'
import { isExact } from './numbers.ts'
import { listOf } from './proving.ts'

interface Row {
  readonly entryId: string
  readonly entryFacts: AuditEntry['facts']
  readonly number: number | null
  readonly kind: string | null
  readonly id: string | null
  /** As the database writes them: the program's numbers are coarser than the database's. */
  readonly factsText: string | null
}

const ITEMS = sql`
  select e.id as "entryId", e.facts as "entryFacts", i.number, i.subject_kind as kind, i.subject_id as id, i.facts::text as "factsText"
  from audit.entry e left join audit.item i on i.entry_id = e.id
  where e.facts ? 'list' or i.entry_id is not null order by e.id, i.number`

/** Compares the items of every entry that tells of many with the root that it holds. */
export async function checkLists(db: Queries & Pick<Db, 'batches'>, say: (problem: string) => void): Promise<void> {
  let entry: Pick<Row, 'entryId' | 'entryFacts'> | null = null
  let tree = new MerkleTree()
  let isExactly = true
  const close = () => {
    if (!entry) return
    const list = listOf(entry.entryFacts)
    const agrees = list ? list.count === tree.size && list.root === tree.root().toString('hex') : tree.size === 0
    if (!agrees || !isExactly) say(`The list of entry ${entry.entryId} has been changed.`)
  }
  for await (const rows of db.batches<Row>(ITEMS, 2_000)) {
    for (const row of rows) {
      if (row.entryId !== entry?.entryId) {
        close()
        entry = row
        tree = new MerkleTree()
        isExactly = true
      }
      const { kind, id, factsText, number } = row
      if (kind === null || id === null || factsText === null) continue
      // Proofs take an item by its number: a list whose numbers have gaps is not as it was written.
      isExactly &&= isExact(factsText) && number === tree.size
      tree.add(hashItem({ subject: { kind, id }, facts: JSON.parse(factsText) as AuditItem['facts'] }))
    }
  }
  close()
}
