import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Db, prepared, type Queries, sql, type Tx } from '../db/index.ts'
import type { Notice } from '../notice.ts'

/** Hours after which an unused session ends, and hours after which any does. */
const IDLE_HOURS = 8
const LONGEST_HOURS = 24

export interface Session {
  readonly digest: Buffer
  readonly personId: string
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The token that forms carry, made from the cookie's: another site knows neither. */
export function csrfToken(token: string): string {
  return createHash('sha256').update(`csrf ${token}`).digest('base64url')
}

/** What names a browser by its cookie, and cannot be turned back into it. */
export function browserName(token: string): string {
  return createHash('sha256').update(`browser ${token}`).digest('base64url')
}

export function isCsrfToken(sent: string, token: string): boolean {
  const expected = Buffer.from(csrfToken(token))
  const actual = Buffer.from(sent)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/** Starts a session and answers its token, of which only a digest is kept. It may have to end before its longest life is over. */
export async function startSession(
  tx: Tx,
  personId: string,
  now: Date,
  beganWith: string,
  latest: Date | null = null,
): Promise<string> {
  const token = newToken()
  const longest = now.getTime() + LONGEST_HOURS * 3_600_000
  const expires = new Date(Math.min(longest, latest?.getTime() ?? longest))
  await tx.run(sql`
    insert into access.session (token_digest, person_id, created_at, seen_at, expires_at, began_with)
    values (${digestOf(token)}, ${personId}, ${now}, ${now}, ${expires}, ${beganWith})`)
  return token
}

/** The open session of a token, or null. That it was seen is written down once a minute. */
export async function findSession(
  db: Db,
  token: string,
  now: Date,
): Promise<(Session & { notice: Notice | null }) | null> {
  const digest = digestOf(token)
  const found = await db.maybe<{ personId: string; seenAt: Date; notice: Notice | null }>(
    prepared(sql`
    select person_id as "personId", seen_at as "seenAt",
      case when notice is not null then jsonb_build_object('text', notice, 'isDone', notice_is_done) end as notice from access.session
    where token_digest = ${digest} and ended_at is null and expires_at > ${now}
      and seen_at > ${new Date(now.getTime() - IDLE_HOURS * 3_600_000)}`),
  )
  if (!found) return null
  if (now.getTime() - found.seenAt.getTime() > 60_000)
    await db.run(sql`update access.session set seen_at = ${now} where token_digest = ${digest}`)
  return { digest, personId: found.personId, notice: found.notice }
}

export async function endSession(db: Queries, digest: Buffer, now: Date): Promise<void> {
  await db.run(sql`update access.session set ended_at = ${now}, notice = null where token_digest = ${digest}`)
}

/** Ends every session of a person. Answers how many there were. */
export function endSessionsOf(tx: Tx, personId: string, now: Date): Promise<number> {
  return tx.run(
    sql`update access.session set ended_at = ${now}, notice = null where person_id = ${personId} and ended_at is null and expires_at > ${now}`,
  )
}

/** What the next page says once. */
export async function leaveNotice(db: Queries, digest: Buffer, notice: Notice | null): Promise<void> {
  await db.run(
    prepared(
      sql`update access.session set notice = ${notice?.text ?? null}, notice_is_done = ${notice?.isDone ?? true} where token_digest = ${digest}`,
    ),
  )
}

/** Forgets sessions that ended or expired more than a month ago. */
export async function forgetOldSessions(db: Queries, now: Date): Promise<number> {
  const month = new Date(now.getTime() - 30 * 86_400_000)
  return db.run(sql`delete from access.session where expires_at < ${month}`)
}
