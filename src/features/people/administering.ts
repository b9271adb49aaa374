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

/** That a change would leave nobody who administers accounts. */
export class NobodyAdministers extends Conflict {
  constructor() {
    super(LAST_ADMINISTRATOR)
  }
}

/** What the registers say of the rule by which the database keeps an administrator, at the field that ends one. */
export const administratorStays = (field: string) => ({
  administrator_stays: { field, message: LAST_ADMINISTRATOR },
})

/** Asks at once what is asked when the transaction ends: whether somebody still administers accounts. @throws NobodyAdministers */
export async function keepAdministrator(tx: Tx): Promise<void> {
  try {
    await tx.run(sql`set constraints people.administrator_stays immediate`)
  } catch (error) {
    throw constraintOf(error) === 'administrator_stays' ? new NobodyAdministers() : error
  }
  await tx.run(sql`set constraints people.administrator_stays deferred`)
}
