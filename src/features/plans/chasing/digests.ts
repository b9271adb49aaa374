import { findPerson } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import { addDays, type Day, dayOf, sinceLastWorkingDay, type WorkingDays, weekdayOf } from '#platform/calendar/index.ts'
import { addressIn, type Config } from '#platform/config.ts'
import type { Db, Queries } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { keptCalendar } from '#platform/kept-calendar.ts'
import { type Message, post, replaceWaiting } from '#platform/mail/index.ts'
import { paths } from '../paths.ts'
import { PLANS_SEEN } from '../seeing.ts'
import { DEFAULT_CHOICES, digestFor, isDigestDue, type Recipient } from './model.ts'
import { addressOf, choicesOf, dueActions, recipientsAfter, stopTokens } from './store.ts'
import { newToken } from './tokens.ts'

export const DIGEST = 'digest'
const BATCH = 200
const TOLD_MOST = 40

function isFirstOfWeek(today: Day, calendar: WorkingDays): boolean {
  let first = addDays(today, 1 - weekdayOf(today))
  while (first < today && calendar.isOff(first)) first = addDays(first, 1)
  return first === today
}

type Settings = Pick<Config, 'publicUrl' | 'port' | 'bankHolidays'>

/**
 * Writes today's digests into the outbox: on working days, for everybody who is to be told something. A digest of a day is written
 * once, however often this runs, and whoever is killed in the middle is gone on with. Answers how many were written.
 */
export async function writeDigests(db: Db, act: Act, config: Settings): Promise<number> {
  const today = dayOf(act.at)
  const calendar = keptCalendar('england-and-wales', config.bankHolidays)
  if (calendar.isOff(today)) return 0
  const since = sinceLastWorkingDay(today, calendar)
  const weekly = isFirstOfWeek(today, calendar)
  let after: string | null = null
  let written = 0
  for (;;) {
    const last: string | null = after
    const recipients: Recipient[] = await recipientsAfter(db, last, today, BATCH)
    if (recipients.length === 0) return written
    written += await writeBatch(db, act, addressIn(config), recipients, { today, since, weekly })
    after = recipients.at(-1)?.id ?? null
  }
}

async function writeBatch(
  db: Db,
  act: Act,
  address: string,
  recipients: readonly Recipient[],
  { today, since, weekly }: { readonly today: Day; readonly since: Day; readonly weekly: boolean },
): Promise<number> {
  return db.transaction(async (tx) => {
    const due = Map.groupBy(await dueActions(tx, recipients, today, TOLD_MOST), ({ personId }) => personId)
    const wanted = recipients.filter((one) => isDigestDue(one, due.get(one.id) ?? [], today, since, weekly))
    if (wanted.length === 0) return 0
    const tokens = await stopTokens(
      tx,
      wanted.map(({ id }) => ({ personId: id, token: newToken() })),
      act.at,
    )
    const messages = wanted.map((recipient): Message => {
      const stop = `${address}${paths.chasingStop}?token=${tokens.get(recipient.id) ?? ''}`
      const letter = digestFor(recipient, due.get(recipient.id) ?? [], today, {
        action: (id) => `${address}${paths.action(id)}`,
        all: `${address}${paths.actions}?mine=me`,
        choices: `${address}${paths.chasing}`,
        stop,
      })
      return {
        id: newId(act.at.getTime()),
        key: `${DIGEST} ${recipient.id} ${today}`,
        kind: DIGEST,
        personId: recipient.id,
        address: recipient.email,
        ...letter,
        stopUrl: stop,
      }
    })
    const count = await post(tx, messages, act.at, PLANS_SEEN)
    if (count === 0) return 0
    await replaceWaiting(
      tx,
      DIGEST,
      wanted.map(({ id }) => id),
      act.at,
    )
    await audit(tx, act, 'digests.written', { kind: 'digests', id: messages[0]?.id ?? '' }, { digests: count })
    return count
  })
}

/** Why somebody gets no digest any more, or null: asked just before it goes. */
export async function withheldFrom(db: Queries, personId: string, kind: string, today: Day): Promise<string | null> {
  const person = await findPerson(db, personId, today)
  if (!person) return 'They have left.'
  if (kind !== DIGEST) return null
  if (!may(person, 'plans:read')) return 'They may not see action plans any more.'
  const { frequency } = (await choicesOf(db, personId)) ?? DEFAULT_CHOICES
  if (frequency === 'never') return 'They have stopped these messages.'
  return (await addressOf(db, personId)) === null ? 'They have no email address any more.' : null
}
