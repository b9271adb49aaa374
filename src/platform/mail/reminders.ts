import type { SeenByEverybody } from '../access/index.ts'
import { type Act, audit } from '../audit/index.ts'
import { type Day, dayOf, sinceLastWorkingDay } from '../calendar/index.ts'
import { addressIn, type Config } from '../config.ts'
import { type Db, type Sql, sql, type Tx } from '../db/index.ts'
import { newId } from '../ids.ts'
import { keptCalendar } from '../kept-calendar.ts'
import { post } from './outbox.ts'

/** Somebody who is to be told something today. */
export interface Reminder {
  /** What it is about and whom it goes to: one with the same key is written once a day. */
  readonly key: string
  readonly personId: string
  readonly email: string
  readonly subject: string
  readonly body: string
}

/** The days whose reminders are written today, both included, and the address that links begin with. */
export interface Telling {
  readonly since: Day
  readonly today: Day
  readonly address: string
}

/**
 * The latest day between two, of those on which people are reminded of something with a first and a last day: the first, 14, 7 and 1 days before
 * the last, the day after it and every week from then on. A lateral table `t (day)` of at most one row.
 */
export const reminderDay = (opensOn: Sql, dueOn: Sql, { since, today }: Pick<Telling, 'since' | 'today'>): Sql => sql`
  lateral (select day::date as day from generate_series(${since}::date, ${today}::date, '1 day') day
    where day::date = ${opensOn} or ${dueOn} - day::date in (14, 7, 1) or (day::date > ${dueOn} and (day::date - ${dueOn}) % 7 = 1)
    order by day desc limit 1) t`

export type ReminderSettings = Pick<Config, 'publicUrl' | 'port' | 'bankHolidays'>

/**
 * Writes today's reminders into the outbox, on working days; what fell on days off since the last one is told with them. One of a day is
 * written once, however often this runs. Answers how many.
 */
export async function writeReminders(
  db: Db,
  act: Act,
  config: ReminderSettings,
  { kind, seenBy }: { readonly kind: string; readonly seenBy: SeenByEverybody },
  toRemind: (tx: Tx, telling: Telling) => Promise<readonly Reminder[]>,
): Promise<number> {
  const today = dayOf(act.at)
  const calendar = keptCalendar('england-and-wales', config.bankHolidays)
  if (calendar.isOff(today)) return 0
  const telling = { since: sinceLastWorkingDay(today, calendar), today, address: addressIn(config) }
  return db.transaction(async (tx) => {
    const messages = (await toRemind(tx, telling)).map(({ key, personId, email, subject, body }) => ({
      id: newId(act.at.getTime()),
      key: `${kind} ${key} ${today}`,
      kind,
      personId,
      address: email,
      subject,
      body,
      stopUrl: null,
    }))
    const count = messages.length === 0 ? 0 : await post(tx, messages, act.at, seenBy)
    if (count > 0)
      await audit(
        tx,
        act,
        'reminders.written',
        { kind: 'reminders', id: messages[0]?.id ?? '' },
        { kind, reminders: count },
      )
    return count
  })
}
