import { type Act, audit } from '../audit/index.ts'
import { type Db, type Queries, sql, type Tx } from '../db/index.ts'
import { NO_ID } from '../ids.ts'
import { hashPassword, isPassword, spendAsIfChecked } from './passwords.ts'
import {
  countersOf,
  countFailure,
  type From,
  forgetBrowsers,
  forgetFailures,
  isKnownBrowser,
  mustWait,
} from './tries.ts'

/** Gives a person an account, or a new password for the one they have. */
export async function saveAccount(
  tx: Tx,
  act: Act,
  account: { personId: string; signInName: string; password: string },
): Promise<void> {
  const hash = await hashPassword(account.password)
  await tx.run(sql`
    insert into access.account (person_id, sign_in_name, password_hash) values (${account.personId}, ${account.signInName}, ${hash})
    on conflict (person_id) do update set sign_in_name = excluded.sign_in_name, password_hash = excluded.password_hash, disabled_at = null`)
  await forgetBrowsers(tx, account.personId)
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
  db: Db,
  act: Act,
  { personId, password, session }: { personId: string; password: string; session: Buffer },
): Promise<number> {
  const hash = await hashPassword(password)
  return db.transaction(async (tx) => {
    await tx.run(sql`update access.account set password_hash = ${hash} where person_id = ${personId}`)
    await forgetBrowsers(tx, personId)
    const sessions = await tx.run(sql`
      update access.session set ended_at = ${act.at}, notice = null
      where person_id = ${personId} and ended_at is null and token_digest <> ${session}`)
    await audit(tx, act, 'account.password-changed', { kind: 'person', id: personId }, { sessions })
    return sessions
  })
}

/**
 * The person whose name and password these are, or null: also where too many wrong ones came from there, so that nobody learns which it was.
 * Whoever guesses waits, and holds up neither other addresses nor a browser in which that person has signed in (OWASP ASVS 5, 6.3.1).
 */
export async function checkPassword(
  db: Db,
  { signInName, password, from }: { readonly signInName: string; readonly password: string; readonly from: From },
  act: Omit<Act, 'actor'>,
): Promise<string | null> {
  const account = await db.maybe<{ personId: string; hash: string; isOpen: boolean }>(sql`
    select person_id as "personId", password_hash as hash, disabled_at is null as "isOpen"
    from access.account where lower(sign_in_name) = lower(${signInName})`)
  // Also asked where there is no account, so that a name that nobody has costs as much.
  const isKnown = from.browser !== null && (await isKnownBrowser(db, from.browser, account?.personId ?? NO_ID, act.at))
  const counters = countersOf(signInName, from, isKnown)
  const waits = await mustWait(db, counters, act.at)
  const isRight = account ? await isPassword(password, account.hash) : await spendAsIfChecked(password)
  const personId = isRight && account?.isOpen && !waits ? account.personId : null
  await db.transaction(async (tx) => {
    if (personId !== null) await forgetFailures(tx, signInName, counters)
    else if (!waits) await countFailure(tx, counters, act.at)
    if (account)
      await audit(
        tx,
        { ...act, actor: { kind: 'system' } },
        personId === null ? 'sign-in.refused' : 'sign-in.accepted',
        { kind: 'person', id: account.personId },
      )
  })
  return personId
}

/** Shuts somebody out at once: their account, every session and every key end. */
export async function shutOut(tx: Tx, act: Act, personId: string): Promise<void> {
  const accounts = await tx.run(
    sql`update access.account set disabled_at = ${act.at} where person_id = ${personId} and disabled_at is null`,
  )
  const sessions = await tx.run(
    sql`update access.session set ended_at = ${act.at} where person_id = ${personId} and ended_at is null`,
  )
  await forgetBrowsers(tx, personId)
  const keys = await tx.run(
    sql`update access.key set ended_at = ${act.at} where person_id = ${personId} and ended_at is null`,
  )
  await audit(tx, act, 'person.shut-out', { kind: 'person', id: personId }, { accounts, sessions, keys })
}

/** Whether anybody at all can sign in with a password. */
export async function hasAccounts(db: Db): Promise<boolean> {
  return (await db.one<{ has: boolean }>(sql`select exists (select from access.account) as has`)).has
}
