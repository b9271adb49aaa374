import { type Act, audit } from '../audit/index.ts'
import { type Db, type Queries, sql, type Tx } from '../db/index.ts'
import { hashPassword, isPassword, spendAsIfChecked } from './passwords.ts'

const MOST_FAILURES = 10
const LOCK_MINUTES = 15

/** Gives a person an account, or a new password for the one they have. */
export async function saveAccount(
  tx: Tx,
  act: Act,
  account: { personId: string; signInName: string; password: string },
): Promise<void> {
  const hash = await hashPassword(account.password)
  await tx.run(sql`
    insert into access.account (person_id, sign_in_name, password_hash) values (${account.personId}, ${account.signInName}, ${hash})
    on conflict (person_id) do update set sign_in_name = excluded.sign_in_name, password_hash = excluded.password_hash,
      failures = 0, locked_until = null, disabled_at = null`)
  await tx.run(
    sql`update access.session set ended_at = ${act.at} where person_id = ${account.personId} and ended_at is null`,
  )
  await audit(tx, act, 'account.saved', { kind: 'person', id: account.personId })
}

/** The name with which a person signs in, or null for somebody who has no password here. */
export async function signInNameOf(db: Queries, personId: string): Promise<string | null> {
  const row = await db.maybe<{ name: string }>(
    sql`select sign_in_name as name from access.account where person_id = ${personId} and disabled_at is null`,
  )
  return row?.name ?? null
}

/** Gives somebody the new password that they chose, and ends their other sessions. Answers how many there were. */
export async function changeOwnPassword(
  tx: Tx,
  act: Act,
  { personId, password, session }: { personId: string; password: string; session: Buffer },
): Promise<number> {
  const hash = await hashPassword(password)
  await tx.run(sql`update access.account set password_hash = ${hash} where person_id = ${personId}`)
  const sessions = await tx.run(sql`
    update access.session set ended_at = ${act.at}, notice = null
    where person_id = ${personId} and ended_at is null and token_digest <> ${session}`)
  await audit(tx, act, 'account.password-changed', { kind: 'person', id: personId }, { sessions })
  return sessions
}

/** The person whose name and password these are, or null. After ten failures the account rests for a quarter of an hour. */
export async function checkPassword(
  db: Db,
  signInName: string,
  password: string,
  act: Omit<Act, 'actor'>,
): Promise<string | null> {
  const account = await db.maybe<{ personId: string; hash: string; isOpen: boolean }>(sql`
    select person_id as "personId", password_hash as hash,
      disabled_at is null and coalesce(locked_until, '-infinity') < ${act.at} as "isOpen"
    from access.account where lower(sign_in_name) = lower(${signInName})`)
  const isRight = account ? await isPassword(password, account.hash) : await spendAsIfChecked(password)
  if (!account) return null
  const isIn = isRight && account.isOpen
  await db.transaction(async (tx) => {
    if (isIn)
      await tx.run(
        sql`update access.account set failures = 0, locked_until = null where person_id = ${account.personId}`,
      )
    else await countFailure(tx, account.personId, act.at)
    await audit(tx, { ...act, actor: { kind: 'system' } }, isIn ? 'sign-in.accepted' : 'sign-in.refused', {
      kind: 'person',
      id: account.personId,
    })
  })
  return isIn ? account.personId : null
}

async function countFailure(tx: Tx, personId: string, now: Date): Promise<void> {
  const until = new Date(now.getTime() + LOCK_MINUTES * 60_000)
  await tx.run(sql`
    update access.account set failures = case when failures + 1 >= ${MOST_FAILURES} then 0 else failures + 1 end,
      locked_until = case when failures + 1 >= ${MOST_FAILURES} then ${until}::timestamptz else locked_until end
    where person_id = ${personId}`)
}

/** Shuts somebody out at once: their account, every session and every key end. */
export async function shutOut(tx: Tx, act: Act, personId: string): Promise<void> {
  const accounts = await tx.run(
    sql`update access.account set disabled_at = ${act.at} where person_id = ${personId} and disabled_at is null`,
  )
  const sessions = await tx.run(
    sql`update access.session set ended_at = ${act.at} where person_id = ${personId} and ended_at is null`,
  )
  const keys = await tx.run(
    sql`update access.key set ended_at = ${act.at} where person_id = ${personId} and ended_at is null`,
  )
  await audit(tx, act, 'person.shut-out', { kind: 'person', id: personId }, { accounts, sessions, keys })
}

/** Whether anybody at all can sign in with a password. */
export async function hasAccounts(db: Db): Promise<boolean> {
  return (await db.one<{ has: boolean }>(sql`select exists (select from access.account) as has`)).has
}
