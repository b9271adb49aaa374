import type { Day } from '#platform/calendar/index.ts'
import { constraintOf, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'

/** Somebody whom a letter reaches. */
export interface Reached {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** Those who administer accounts today, by an appointment or for somebody, and have an email address. At most 500. */
export const administrators = (db: Queries, today: Day): Promise<Reached[]> =>
  db.many(sql`
    select p.id, p.name, p.email from people.person p
    where p.email is not null and p.id in (select person_id from people.administering where days @> ${today}::date) order by p.id limit 500`)

/** Said where a change would leave nobody who administers accounts. */
export const LAST_ADMINISTRATOR =
  'Nobody would be left who may give accounts and change appointments. Give that right to somebody else first'

/** Said where it would be left with people who have no way to sign in. */
export const NOBODY_SIGNS_IN =
  'Nobody would be left who may give accounts and change appointments and can sign in. Give an account to whoever shall do so first'

const MESSAGES = new Map([
  ['administrator_stays', LAST_ADMINISTRATOR],
  ['administrator_signs_in', NOBODY_SIGNS_IN],
])

/** That a change would leave nobody who administers accounts, or nobody of them who can sign in. */
export class NobodyAdministers extends Conflict {
  constructor(message = LAST_ADMINISTRATOR) {
    super(message)
  }
}

/** What the registers say of the rules by which the database keeps an administrator, at the field that ends one. */
export const administratorStays = (field: string) =>
  Object.fromEntries([...MESSAGES].map(([constraint, message]) => [constraint, { field, message }]))

/** Asks whether somebody would still administer accounts, and waits for nobody: it is asked again when the transaction ends. @throws NobodyAdministers */
export async function askAdministrator(tx: Tx): Promise<void> {
  await tx.run(sql`savepoint asking`)
  await keepAdministrator(tx)
  await tx.run(sql`rollback to savepoint asking`)
  await tx.run(sql`release savepoint asking`)
}

/** Asks at once what is asked when the transaction ends: whether somebody still administers accounts. @throws NobodyAdministers */
export async function keepAdministrator(tx: Tx): Promise<void> {
  try {
    await tx.run(sql`set constraints people.administrator_stays immediate`)
  } catch (error) {
    const message = MESSAGES.get(constraintOf(error))
    throw message === undefined ? error : new NobodyAdministers(message)
  }
  await tx.run(sql`set constraints people.administrator_stays deferred`)
}
