import { joinName, leftJoinName } from '#features/people/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import type { Status } from '../model.ts'
import type { Evidence } from './model.ts'
import { EVIDENCE } from './seeing.ts'

const COLUMNS = sql`
  e.id, e.claim_id as "claimId", e.action_id as "actionId", e.kind, e.digest, e.size, e.name, e.url, e.note, e.audience, e.at,
  e.by_person_id as "byId", p.name as by, e.withdrawn_at as "withdrawnAt", e.withdrawn_why as "withdrawnWhy"`

/** Evidence that somebody may see. What they may not know of is not there for them. */
const seen = (person: Person, where: Sql) => sql`
  select ${COLUMNS}, ${condition(person, EVIDENCE, 'withdraw', 'e')} as "canWithdraw"
  from plans.evidence e ${joinName('person', 'p', 'e.by_person_id')}
  where ${where} and ${condition(person, EVIDENCE, 'read', 'e')} order by e.at, e.id limit 500`

export function evidenceOf(db: Queries, actionId: string, person: Person): Promise<Evidence[]> {
  return db.many(seen(person, sql`e.action_id = ${actionId}`))
}

export function findEvidence(db: Queries, id: string, person: Person): Promise<Evidence | null> {
  return db.maybe(seen(person, sql`e.id = ${id}`))
}

export interface ClaimFacts {
  readonly id: string
  readonly actionId: string
  readonly ref: string | null
  readonly text: string
  readonly status: Status
  readonly on: Day
  readonly by: string | null
}

export function findClaim(db: Queries, id: string): Promise<ClaimFacts | null> {
  return db.maybe(sql`
    select c.id, c.action_id as "actionId", a.ref, a.text, c.status, c.claimed_on as on, p.name as by
    from plans.claim c join plans.action a on a.id = c.action_id ${leftJoinName('person', 'p', 'c.by_person_id')} where c.id = ${id}`)
}

export async function writeEvidence(
  tx: Tx,
  evidence: Omit<Evidence, 'by' | 'withdrawnAt' | 'withdrawnWhy' | 'canWithdraw'>,
): Promise<void> {
  const { id, claimId, actionId, kind, digest, size, name, url, note, audience, at, byId } = evidence
  await tx.run(sql`
    insert into plans.evidence (id, claim_id, action_id, kind, digest, size, name, url, note, audience, at, by_person_id)
    values (${id}, ${claimId}, ${actionId}, ${kind}, ${digest}, ${size}, ${name}, ${url}, ${note}, ${audience}, ${at}, ${byId})`)
}

export function withdraw(tx: Tx, id: string, at: Date, by: string, why: string): Promise<number> {
  return tx.run(
    sql`update plans.evidence set withdrawn_at = ${at}, withdrawn_by = ${by}, withdrawn_why = ${why} where id = ${id} and withdrawn_at is null`,
  )
}
