import { type Act, audit } from '../audit/index.ts'
import type { Day } from '../calendar/index.ts'
import { type Db, prepared, type Queries, sql, type Tx } from '../db/index.ts'
import { newId } from '../ids.ts'
import { digestOf, newToken } from './sessions.ts'

export interface KeyFacts {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  /** Its last day. */
  readonly expiresOn: Day
}

/** Days for which a key may be made. One that nobody renews ends by itself. */
export const KEY_DAYS = [30, 90, 365] as const

/** Makes a bearer key for the API that acts for a person, with some of that person's permissions. The token is shown once. */
export async function makeKey(
  tx: Tx,
  act: Act,
  key: { name: string; personId: string; permissions: readonly string[]; expiresOn: Day },
): Promise<string> {
  const token = `muniment_${newToken()}`
  const id = newId(act.at.getTime())
  await tx.run(sql`
    insert into access.key (id, name, token_digest, person_id, permissions, created_at, expires_on)
    values (${id}, ${key.name}, ${digestOf(token)}, ${key.personId}, ${key.permissions}, ${act.at}, ${key.expiresOn})`)
  await audit(tx, act, 'key.made', { kind: 'key', id }, { person: key.personId })
  return token
}

export async function findKey(
  db: Db,
  token: string,
  today: Day,
): Promise<{ personId: string; permissions: string[] } | null> {
  return db.maybe(sql`
    select person_id as "personId", permissions from access.key
    where token_digest = ${digestOf(token)} and ended_at is null and expires_on >= ${today}`)
}

/** The keys of a person that have not been ended, also those whose last day has passed. */
export async function keysOf(db: Queries, personId: string): Promise<KeyFacts[]> {
  return db.many(
    prepared(sql`
    select id, name, created_at as "createdAt", expires_on as "expiresOn" from access.key
    where person_id = ${personId} and ended_at is null order by created_at, id`),
  )
}

/** Ends a key of a person. Nothing happens where it has ended, or is somebody else’s. */
export async function endKey(db: Db, act: Act, id: string, personId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await tx.run(
      sql`update access.key set ended_at = ${act.at} where id = ${id} and person_id = ${personId} and ended_at is null`,
    )
    if (ended > 0) await audit(tx, act, 'key.ended', { kind: 'key', id })
  })
}
