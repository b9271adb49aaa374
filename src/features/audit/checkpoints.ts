import { createPublicKey } from 'node:crypto'
import { appointmentsOn, mailedOn, rolesThatMay } from '#features/people/index.ts'
import { everybody } from '#platform/access/index.ts'
import {
  type Act,
  audit,
  type Checkpoint,
  fingerprint,
  keepCheckpoint,
  makeCheckpoint,
  signingKey,
} from '#platform/audit/index.ts'
import { type Day, dayOf, instantInWords } from '#platform/calendar/index.ts'
import { addressIn, type Config } from '#platform/config.ts'
import { type Db, type Queries, sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { type Message, post } from '#platform/mail/index.ts'
import { counted } from '#platform/words.ts'

type Settings = Pick<Config, 'data' | 'auditKey' | 'checkpoints' | 'objects' | 'publicUrl' | 'port'>

export interface MadeCheckpoint {
  readonly size: number
  /** Where it is kept, and where it could not be put. */
  readonly kept: readonly string[]
  readonly failed: readonly string[]
  /** How many people it was mailed to. */
  readonly told: number
}

/**
 * Makes the checkpoint of the day, keeps it outside the database, and writes it into the mail to whoever keeps records. Answers null where
 * that was done today already, or the log is empty. Where no place could take it, another is made the next time it is asked for, and is not
 * mailed again that day. Run again after it died half way, it makes another: two that say the same do no harm.
 */
export async function checkpointOfDay(db: Db, act: Act, config: Settings): Promise<MadeCheckpoint | null> {
  const today = dayOf(act.at)
  const earlier = await madeOn(db, today)
  if (earlier.isKept) return null
  const key = await signingKey(config)
  const made = await makeCheckpoint(db, key, act.at)
  if (!made) return null
  const { kept, failed } = await keepCheckpoint(config, made)
  if (earlier.isMade && kept.length === 0) return { size: made.size, kept, failed, told: 0 }
  const told = await db.transaction(async (tx) => {
    const keepers = earlier.isMade ? [] : await keepersOf(tx, today)
    const messages = keepers.map(({ id, email }) =>
      letter(act, made, { id, email, keyName: fingerprint(createPublicKey(key)), address: addressIn(config) }),
    )
    if (messages.length > 0) await post(tx, messages, act.at, everybody('a checkpoint tells of no object'))
    await audit(
      tx,
      act,
      'audit.checkpoint-made',
      { kind: 'checkpoint', id: today },
      { size: made.size, root: made.root, kept: kept.length, failed: failed.length, told: messages.length },
    )
    return messages.length
  })
  return { size: made.size, kept, failed, told }
}

/** Whether a checkpoint was made on a day, and whether one of that day lies in a place outside the database, or none was to be put there. */
async function madeOn(db: Queries, day: Day): Promise<{ readonly isMade: boolean; readonly isKept: boolean }> {
  const { made, kept } = await db.one<{ made: number; kept: number }>(sql`
    select count(*) as made, count(*) filter (where facts -> 'kept' <> '0' or facts -> 'failed' = '0') as kept
    from audit.entry where subject_kind = 'checkpoint' and subject_id = ${day} and what = 'audit.checkpoint-made'`)
  return { isMade: made > 0, isKept: kept > 0 }
}

/** Whoever holds a role today that is sent checkpoints, and has an address. */
function keepersOf(db: Queries, today: Day): Promise<{ readonly id: string; readonly email: string }[]> {
  return db.many(sql`
    select distinct p.id, p.email from ${mailedOn(today)} p join ${appointmentsOn(today)} a on a.person_id = p.id
    where a.role_id in (${rolesThatMay('audit:keep')}) order by p.id limit 500`)
}

interface Keeper {
  readonly id: string
  readonly email: string
  readonly keyName: string
  readonly address: string
}

function letter(act: Act, made: Checkpoint, { id, email, keyName, address }: Keeper): Message {
  return {
    id: newId(act.at.getTime()),
    key: `checkpoint ${made.size} ${made.root.slice(0, 16)} ${id}`,
    kind: 'checkpoint',
    personId: id,
    address: email,
    subject: `Checkpoint of the audit log: ${counted(made.size, 'entry', 'entries')}`,
    body: [
      `This is the checkpoint of the audit log of ${address}, made on ${instantInWords(new Date(made.madeAt))}.`,
      'Keep this message. With it anybody can show that the log was not cut short, rolled back or written anew since:',
      'save it as a file and run: npx muniment audit verify --checkpoint FILE',
      `It is signed by the key ${keyName}. If that name is not the one of the message before, ask why.`,
      '',
      JSON.stringify(made, null, 2),
    ].join('\n'),
    stopUrl: null,
  }
}
