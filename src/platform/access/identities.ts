import { type Db, type Queries, sql, type Tx } from '../db/index.ts'
import { digestOf } from './sessions.ts'

/** What is remembered while somebody signs in elsewhere. */
export interface Attempt {
  readonly verifier: string
  readonly nonce: string
  readonly next: string
}

/** Minutes for which the provider's answer is waited for. */
const ATTEMPT_MINUTES = 15

/** Remembers an attempt of a browser. Old ones are forgotten with it. */
export async function beginAttempt(db: Db, state: string, browser: string, attempt: Attempt, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`delete from access.attempt where begun_at < ${new Date(now.getTime() - ATTEMPT_MINUTES * 60_000)}`)
    await tx.run(sql`
      insert into access.attempt (state_digest, browser, verifier, nonce, next, begun_at)
      values (${digestOf(state)}, ${browser}, ${attempt.verifier}, ${attempt.nonce}, ${attempt.next}, ${now})`)
  })
}

/** Takes an attempt, which is used up by it: null where there is none of this browser, or it is too old. */
export async function takeAttempt(db: Queries, state: string, browser: string, now: Date): Promise<Attempt | null> {
  const since = new Date(now.getTime() - ATTEMPT_MINUTES * 60_000)
  return db.maybe(sql`
    delete from access.attempt where state_digest = ${digestOf(state)} and browser = ${browser} and begun_at >= ${since} returning verifier, nonce, next`)
}

/** The person whom an issuer knows by a subject, or null. */
export async function findIdentity(tx: Tx, issuer: string, subject: string, now: Date): Promise<string | null> {
  const row = await tx.maybe<{ personId: string }>(sql`
    update access.identity set seen_at = ${now} where issuer = ${issuer} and subject = ${subject} returning person_id as "personId"`)
  return row?.personId ?? null
}

/** Ties a subject to a person. False where the person is known to the issuer by another subject. */
export async function linkIdentity(
  tx: Tx,
  identity: { readonly issuer: string; readonly subject: string; readonly personId: string },
  now: Date,
): Promise<boolean> {
  const { issuer, subject, personId } = identity
  const written = await tx.run(sql`
    insert into access.identity (issuer, subject, person_id, linked_at, seen_at) values (${issuer}, ${subject}, ${personId}, ${now}, ${now}) on conflict do nothing`)
  return written > 0
}

/** Keeps what the provider is asked again with, sealed, or forgets it. */
export async function keepTokens(
  tx: Tx,
  identity: { readonly issuer: string; readonly subject: string },
  tokens: Buffer | null,
  now: Date,
): Promise<void> {
  await tx.run(sql`
    update access.identity set tokens = ${tokens}, asked_at = ${now} where issuer = ${identity.issuer} and subject = ${identity.subject}`)
}

export interface OpenSession {
  readonly id: string
  readonly createdAt: Date
  readonly seenAt: Date
  readonly beganWith: string | null
  readonly isThis: boolean
}

/** The sessions of a person that are open, the newest first. The id is a digest of the digest, and lets nobody in. */
export function openSessions(db: Queries, personId: string, own: Buffer | null, now: Date): Promise<OpenSession[]> {
  return db.many(sql`
    select encode(sha256(token_digest), 'hex') as id, created_at as "createdAt", seen_at as "seenAt", began_with as "beganWith",
      coalesce(token_digest = ${own}, false) as "isThis"
    from access.session where person_id = ${personId} and ended_at is null and expires_at > ${now} order by seen_at desc limit 50`)
}

/** Ends one of a person's own sessions. Answers whether there was one. */
export async function endOneSession(tx: Tx, personId: string, id: string, now: Date): Promise<boolean> {
  const ended = await tx.run(sql`
    update access.session set ended_at = ${now}, notice = null
    where person_id = ${personId} and encode(sha256(token_digest), 'hex') = ${id} and ended_at is null`)
  return ended > 0
}
