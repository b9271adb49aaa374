import { sql, type Tx } from '../db/index.ts'
import { newId } from '../ids.ts'
import type { Actor, AuditEntry } from './entry.ts'
import { hashEntry } from './entry.ts'

/** Who does something, when, and in which request: handed from the door to the deed. */
export interface Act {
  readonly actor: Actor
  readonly at: Date
  readonly requestId: string | null
  /** The permissions beyond which it does not go, whatever its person holds: those of a key. */
  readonly within?: readonly string[]
  /** Where this service is reached, for letters that the act writes; not known everywhere. */
  readonly address?: string
}

/** What the house does by itself, such as by a job. */
export const bySystem = (at: Date): Act => ({ actor: { kind: 'system' }, at, requestId: null })

/** The id of the person whose act it is; null for the house itself. */
export const byOf = ({ actor }: Pick<Act, 'actor'>): string | null => (actor.kind === 'person' ? actor.id : null)

/** Writes what was done into the log, in the transaction that does it: no entry, no effect. Answers the entry's id. */
export async function audit(
  tx: Tx,
  act: Act,
  what: string,
  subject: AuditEntry['subject'],
  facts: AuditEntry['facts'] = {},
): Promise<string> {
  const entry: AuditEntry = {
    id: newId(act.at.getTime()),
    at: act.at,
    actor: act.actor,
    what,
    subject,
    requestId: act.requestId,
    facts,
  }
  await tx.run(sql`
    with written as (
      insert into audit.entry (id, at, actor_kind, actor_id, what, subject_kind, subject_id, request_id, facts, leaf)
      values (${entry.id}, ${entry.at}, ${act.actor.kind}, ${byOf(act)}, ${what},
        ${subject.kind}, ${subject.id}, ${act.requestId}, ${JSON.stringify(facts)}, ${hashEntry(entry)})
      returning id)
    insert into audit.unplaced (entry_id) select id from written`)
  return entry.id
}
