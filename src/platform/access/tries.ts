import { createHash } from 'node:crypto'
import { type Db, type Queries, sql, type Tx } from '../db/index.ts'
import { digestOf, newToken } from './sessions.ts'

/** So many wrong passwords for a name from one address, or one known browser, before whoever sends them has to wait. */
const MOST_FROM_ONE = 10
/** So many for a name on end, wherever from, before browsers that are not known have to wait (NIST SP 800-63B-4, 3.2.2: at most 100). */
const MOST_OF_ALL = 100
/** Behind those, so many more each time. */
const EACH_TIME = 10
export const WAIT_MINUTES = 15
/** What is counted is forgotten after so long without another failure. */
const COUNTED_HOURS = 24
export const KNOWN_DAYS = 180

const countedSince = (now: Date): Date => new Date(now.getTime() - COUNTED_HOURS * 3_600_000)
const knownSince = (now: Date): Date => new Date(now.getTime() - KNOWN_DAYS * 86_400_000)

/** Where a password comes from: the address, and the token of a browser in which that person has signed in before. */
export interface From {
  readonly address: string
  readonly browser: string | null
}

interface Counter {
  readonly digest: Buffer
  readonly most: number
}

const counter = (most: number, ...parts: readonly string[]): Counter => ({
  digest: createHash('sha256').update(JSON.stringify(parts)).digest(),
  most,
})

const keyOf = (name: string): string => name.normalize('NFC').toLowerCase()
const counterOfAll = (name: string): Counter => counter(MOST_OF_ALL, 'name', keyOf(name))

/** What counts the failures of a name from there: a known browser has a count of its own, which nobody else can fill. */
export function countersOf(name: string, { address, browser }: From, isKnown: boolean): readonly Counter[] {
  if (isKnown && browser !== null) return [counter(MOST_FROM_ONE, 'browser', keyOf(name), browser)]
  return [counter(MOST_FROM_ONE, 'address', keyOf(name), address), counterOfAll(name)]
}

/** Whether one of these counts is full for now: nothing is tried until the wait is over, and no try makes it longer. */
export async function mustWait(db: Queries, counters: readonly Counter[], now: Date): Promise<boolean> {
  const { waits } = await db.one<{ waits: boolean }>(sql`
    select exists (select from access.sign_in_try where digest = any(${counters.map(({ digest }) => digest)}::bytea[]) and waits_until > ${now}) as waits`)
  return waits
}

export async function countFailure(tx: Tx, counters: readonly Counter[], now: Date): Promise<void> {
  const until = new Date(now.getTime() + WAIT_MINUTES * 60_000)
  const old = countedSince(now)
  for (const { digest, most } of counters)
    await tx.run(sql`
      insert into access.sign_in_try as t (digest, failures, last_at, waits_until) values (${digest}, 1, ${now}, ${now})
      on conflict (digest) do update set last_at = ${now},
        failures = case when t.last_at < ${old} then 1 else t.failures + 1 end,
        waits_until = case when t.last_at >= ${old} and t.failures + 1 >= ${most}::integer and (t.failures + 1 - ${most}::integer) % ${EACH_TIME}::integer = 0
          then ${until}::timestamptz else t.waits_until end`)
}

/** Somebody came in: what was wrong before counts no more. */
export async function forgetFailures(tx: Tx, name: string, counters: readonly Counter[]): Promise<void> {
  const all = [...counters, counterOfAll(name)]
  await tx.run(sql`delete from access.sign_in_try where digest = any(${all.map(({ digest }) => digest)}::bytea[])`)
}

/** Whether this person has signed in with a password in the browser that has this token. */
export async function isKnownBrowser(db: Queries, token: string, personId: string, now: Date): Promise<boolean> {
  const { known } = await db.one<{ known: boolean }>(sql`
    select exists (select from access.known_browser where token_digest = ${digestOf(token)} and person_id = ${personId} and seen_at > ${knownSince(now)}) as known`)
  return known
}

/** Keeps in mind that this person has signed in there. Answers the token that the browser is to keep: a new one unless it was known for them. */
export async function knowBrowser(db: Db, token: string | null, personId: string, now: Date): Promise<string> {
  const kept = token !== null && (await isKnownBrowser(db, token, personId, now)) ? token : newToken()
  await db.run(sql`
    insert into access.known_browser (token_digest, person_id, seen_at) values (${digestOf(kept)}, ${personId}, ${now})
    on conflict (token_digest, person_id) do update set seen_at = ${now}`)
  return kept
}

/** Forgets browsers of somebody who gets another password: whoever had the old one has them too. */
export async function forgetBrowsers(tx: Tx, personId: string): Promise<void> {
  await tx.run(sql`delete from access.known_browser where person_id = ${personId}`)
}

/** Forgets failures that count no more, and browsers that have not been seen for long. Answers how many there were. */
export async function forgetOldTries(db: Queries, now: Date): Promise<number> {
  const tries = await db.run(sql`delete from access.sign_in_try where last_at < ${countedSince(now)}`)
  return tries + (await db.run(sql`delete from access.known_browser where seen_at < ${knownSince(now)}`))
}
