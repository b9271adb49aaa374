import { saveAccount } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'

/** Gives a person an account with a password, or a new password for the one they have: their sessions end. */
export function giveAccount(
  db: Db,
  act: Act,
  account: { readonly personId: string; readonly signInName: string; readonly password: string },
): Promise<void> {
  return db.transaction((tx) => saveAccount(tx, act, account))
}
