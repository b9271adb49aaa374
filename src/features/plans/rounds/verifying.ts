import { entriesOf } from '#platform/audit/index.ts'
import { frozenFileProblems, namedFiles } from '#platform/backup/index.ts'
import type { BlobStore } from '#platform/blobs/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { reportsOf } from './store.ts'

/** What stands against the reports that were frozen with a review, in words; empty when nothing does. */
export interface RoundVerdict {
  readonly id: string
  readonly name: string
  readonly problems: readonly string[]
}

/**
 * Compares the reports that were frozen when reviews of a plan were closed with their files in the store and with what the audit log named when
 * it happened.
 */
export async function verifyRounds(db: Queries, blobs: BlobStore, planId: string): Promise<RoundVerdict[]> {
  const entries = await entriesOf(db, 'round.closed', { kind: 'plan', id: planId })
  const rounds = await db.many<{ id: string; name: string; isClosed: boolean }>(sql`
    select id, name, closed_at is not null as "isClosed" from plans.round where plan_id = ${planId} and dropped_at is null order by due_on, id`)
  const verdicts: RoundVerdict[] = []
  for (const { id, name, isClosed } of rounds) {
    const own = entries.filter(({ facts }) => facts.round === id)
    const [entry] = own
    if (!entry && !isClosed) continue
    const problems = [
      ...(own.length > 1 ? [`The log says ${counted(own.length, 'time', 'times')} that it was closed.`] : []),
      ...(entry ? [] : ['The audit log has no entry of its close.']),
      ...(entry && !entry.isWhole ? ['The entry of its close in the audit log has been changed.'] : []),
      ...(entry && !isClosed ? ['The log says that it was closed, but it stands as open.'] : []),
      ...(await frozenFileProblems(blobs, await reportsOf(db, id), namedFiles(entry?.facts.reports))),
    ]
    verdicts.push({ id, name, problems })
  }
  const known = new Set(rounds.map(({ id }) => id))
  for (const { facts } of entries)
    if (typeof facts.round === 'string' && !known.has(facts.round))
      verdicts.push({ id: facts.round, name: 'A review that is gone', problems: ['There is no such review any more.'] })
  return verdicts
}
