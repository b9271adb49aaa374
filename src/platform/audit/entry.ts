import { canonical, type Json } from './canonical.ts'
import { leafHash } from './merkle.ts'

/** Who acts: a person, Muniment itself (a job), or somebody at the command line of the server. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string; readonly name: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'command' }

/** One act. `facts` holds ids, digests, days and counts, never content, so that disposal need not edit the log. */
export interface AuditEntry {
  readonly id: string
  readonly at: Date
  readonly actor: Actor
  /** A noun and a verb, `claim.made`. */
  readonly what: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly requestId: string | null
  readonly facts: { readonly [key: string]: Json }
}

/** The hash that stands for the entry in the log. */
export function hashEntry({ id, at, actor, what, subject, requestId, facts }: AuditEntry): Buffer {
  const actorId = actor.kind === 'person' ? actor.id : null
  return leafHash(
    canonical({
      id,
      at: at.toISOString(),
      actor: { kind: actor.kind, id: actorId },
      what,
      subject: { ...subject },
      requestId,
      facts,
    }),
  )
}
