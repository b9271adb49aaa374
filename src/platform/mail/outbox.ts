import type { SeenByEverybody } from '../access/index.ts'
import { type Db, type Queries, sql, type Tx } from '../db/index.ts'
import { type Outcome, OWN_ADDRESS, type Transport } from './model.ts'

/** A message that somebody is to get. */
export interface Message {
  readonly id: string
  /** What it tells of: the same key is told once. */
  readonly key: string
  readonly kind: string
  readonly personId: string
  readonly address: string
  readonly subject: string
  readonly body: string
  readonly stopUrl: string | null
}

/**
 * Puts messages into the outbox in the transaction that wants them, and says how the rows are seen that they tell of. It takes no rules: a letter is read long
 * after they were asked, by whoever has it. Of what a rule hides it says that there is something, and leads there. Messages whose key is known are there
 * already. Answers how many were new.
 */
export function post(tx: Tx, messages: readonly Message[], at: Date, _seenBy: SeenByEverybody): Promise<number> {
  return tx.run(sql`
    insert into mail.message (id, key, kind, person_id, address, subject, body, stop_url, made_at, next_try_at)
    select id, key, kind, "personId", address, subject, body, "stopUrl", ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(messages)})
      as n (id uuid, key text, kind text, "personId" uuid, address text, subject text, body text, "stopUrl" text)
    on conflict (key) do nothing`)
}

/** Messages of this kind that still wait for these people are replaced by newer ones. */
export async function replaceWaiting(tx: Tx, kind: string, personIds: readonly string[], before: Date): Promise<void> {
  await tx.run(sql`
    update mail.message set state = 'replaced', error = 'A newer message took its place before it could be sent.'
    where state = 'waiting' and kind = ${kind} and person_id = any(${personIds}::uuid[]) and made_at < ${before}`)
}

interface Waiting {
  readonly id: string
  readonly kind: string
  readonly personId: string
  readonly to: string
  readonly subject: string
  readonly body: string
  readonly stopUrl: string | null
  readonly tries: number
  readonly madeAt: Date
}

export interface Sending {
  readonly transport: Transport
  /** Where this service is reached, without a slash at its end. */
  readonly address: string
  readonly now: () => Date
  /** Whether somebody may still get mail of a kind: asked just before it goes. Answers why not, or null. */
  readonly withheld: (db: Queries, personId: string, kind: string) => Promise<string | null>
  readonly signal?: AbortSignal | undefined
}

export interface Sent {
  readonly sent: number
  readonly bounced: number
  readonly withheld: number
  readonly later: number
  readonly failed: number
}

const LANES = 5
/** After this long a message is given up; a mail server may well be down for a day. */
const GIVE_UP_MILLISECONDS = 4 * 86_400_000

/**
 * Sends what waits, a few at a time. Each message is held while it is sent and marked in the same transaction, so that several workers
 * send it once, and a worker that dies leaves it waiting. The one moment in which a message could go twice is between the mail server's
 * yes and the commit; it then carries the same Message-ID. When the service is in trouble the run ends and the rest waits.
 */
export async function sendWaiting(db: Db, sending: Sending): Promise<Sent> {
  const counts = { sent: 0, bounced: 0, withheld: 0, later: 0, failed: 0 }
  let isInTrouble = false
  const lane = async () => {
    while (!isInTrouble && !sending.signal?.aborted) {
      const outcome = await db.transaction((tx) => sendNext(tx, sending))
      if (outcome === null) return
      counts[outcome] += 1
      if (outcome === 'later') isInTrouble = true
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return counts
}

async function sendNext(tx: Tx, { transport, address, now, withheld }: Sending): Promise<keyof Sent | null> {
  const at = now()
  const message = await tx.maybe<Waiting>(sql`
    select id, kind, person_id as "personId", address as to, subject, body, stop_url as "stopUrl", tries, made_at as "madeAt"
    from mail.message where state = 'waiting' and next_try_at <= ${at} order by next_try_at, id limit 1 for update skip locked`)
  if (!message) return null
  const why = (await bouncedBefore(tx, message.to)) ?? (await withheld(tx, message.personId, message.kind))
  if (why) {
    await tx.run(sql`update mail.message set state = 'withheld', error = ${why} where id = ${message.id}`)
    return 'withheld'
  }
  const outcome = await transport.send({ ...message, body: message.body.replaceAll(OWN_ADDRESS, address) })
  return keep(tx, message, outcome, at)
}

/** An address that has bounced is not tried again until somebody changes it. */
async function bouncedBefore(tx: Tx, address: string): Promise<string | null> {
  const bounced = await tx.maybe(
    sql`select from mail.message where state = 'bounced' and lower(address) = lower(${address}) limit 1`,
  )
  return bounced ? 'Mail to this address has bounced before.' : null
}

async function keep(tx: Tx, message: Waiting, outcome: Outcome, at: Date): Promise<keyof Sent> {
  if (outcome.kind === 'sent') {
    await tx.run(sql`
      update mail.message set state = 'sent', tries = tries + 1, sent_at = ${at}, provider_id = ${outcome.providerId}, error = null where id = ${message.id}`)
    return 'sent'
  }
  const isOver = at.getTime() - message.madeAt.getTime() > GIVE_UP_MILLISECONDS
  if (outcome.kind === 'later' && !isOver) {
    const minutes = Math.min(2 ** message.tries, 120)
    await tx.run(sql`
      update mail.message set tries = tries + 1, next_try_at = ${new Date(at.getTime() + minutes * 60_000)}, error = ${outcome.why} where id = ${message.id}`)
    return 'later'
  }
  const state = outcome.kind === 'bounced' ? 'bounced' : 'failed'
  await tx.run(
    sql`update mail.message set state = ${state}, tries = tries + 1, error = ${outcome.why} where id = ${message.id}`,
  )
  return state
}

/** Asks the mail service what became of what it took in the last days. Answers how many have bounced. */
export async function findBounces(db: Db, transport: Transport, now: Date): Promise<number> {
  if (!transport.bouncesOf) return 0
  const since = new Date(now.getTime() - 3 * 86_400_000)
  const taken = await db.many<{ id: string }>(sql`
    select provider_id as id from mail.message where state = 'sent' and provider_id is not null and sent_at > ${since} order by sent_at desc limit 1000`)
  const bounced = await transport.bouncesOf(taken.map(({ id }) => id))
  return db.transaction((tx) =>
    tx.run(sql`
      update mail.message m set state = 'bounced', error = n.why
      from jsonb_to_recordset(${JSON.stringify(bounced)}) as n ("providerId" text, why text) where m.provider_id = n."providerId" and m.state = 'sent'`),
  )
}
