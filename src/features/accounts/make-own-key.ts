import { makeKey } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { addDays, dayOf } from '#platform/calendar/index.ts'
import type { Db } from '#platform/db/index.ts'

export interface WantedKey {
  readonly name: string
  readonly permissions: readonly string[]
  /** For how many days from today on it holds. */
  readonly days: number
}

/** Makes a key of a person for programs. Answers its token, which is shown once. */
export function makeOwnKey(db: Db, act: Act, personId: string, { days, ...key }: WantedKey): Promise<string> {
  return db.transaction((tx) => makeKey(tx, act, { ...key, personId, expiresOn: addDays(dayOf(act.at), days) }))
}
