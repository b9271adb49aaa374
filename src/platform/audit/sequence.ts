import { type Db, sql } from '../db/index.ts'

const LOCK = 7_205_759_405
const BATCH = 1_000

/** Gives committed entries their places in the log, oldest first. Answers how many were placed. */
export async function placeEntries(db: Db): Promise<number> {
  let placed = 0
  for (;;) {
    const count = await placeBatch(db)
    placed += count
    if (count < BATCH) return placed
  }
}

async function placeBatch(db: Db): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${LOCK})`)
    return tx.run(sql`
      with chosen as (
        select e.id, e.leaf, e.at from audit.unplaced u join audit.entry e on e.id = u.entry_id
        order by e.at, e.id limit ${BATCH}),
      placed as (
        insert into audit.place (position, entry_id, leaf)
        select coalesce((select max(position) from audit.place), -1) + row_number() over (order by at, id), id, leaf
        from chosen returning entry_id)
      delete from audit.unplaced where entry_id in (select entry_id from placed)`)
  })
}
