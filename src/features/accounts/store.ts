import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'

const digest = (code: string) => createHash('sha256').update(code).digest()

/** Makes the code with which the first account of a new installation is opened. Only its digest is kept. */
export async function makeFirstAccountCode(db: Queries): Promise<string> {
  const code = randomBytes(18).toString('base64url')
  await db.run(sql`update muniment.installation set first_account_code_digest = ${digest(code)}`)
  return code
}

export async function isFirstAccountCode(db: Queries, code: string): Promise<boolean> {
  const row = await db.maybe<{ kept: Buffer | null }>(
    sql`select first_account_code_digest as kept from muniment.installation for update`,
  )
  return row?.kept ? timingSafeEqual(row.kept, digest(code)) : false
}

export async function forgetFirstAccountCode(tx: Tx): Promise<void> {
  await tx.run(sql`update muniment.installation set first_account_code_digest = null`)
}

/** Whether somebody else signs in with a name already, however it is capitalised. */
export async function isTaken(db: Queries, signInName: string, personId: string): Promise<boolean> {
  const other = await db.maybe(
    sql`select from access.account where lower(sign_in_name) = lower(${signInName}) and person_id <> ${personId}`,
  )
  return other !== null
}

/** The people who have an email address: two where there are more. */
export const peopleWithEmail = (db: Queries, email: string): Promise<{ id: string }[]> =>
  db.many(sql`select id from people.person where lower(email) = lower(${email}) limit 2`)
