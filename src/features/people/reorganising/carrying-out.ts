import { type Act, audit } from '#platform/audit/index.ts'
import { dayOf, inWords } from '#platform/calendar/index.ts'
import { addressIn } from '#platform/config.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { post, type ReminderSettings } from '#platform/mail/index.ts'
import type { Problem } from '#platform/register/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { administrators, type Reached } from '../administering.ts'
import { mailedOn } from '../in-force.ts'
import { paths } from '../paths.ts'
import { PEOPLE_SEEN } from '../seeing.ts'
import { attempt, plannersAct } from './attempting.ts'
import { KINDS, whenOf } from './model.ts'
import { heldWaiting, inTurn, type Planned, waiting } from './planned.ts'

export interface CarriedOut {
  readonly done: number
  readonly refused: number
}

/**
 * Does what waits for a day that has come, each in a transaction of its own and in the order of their days. One that cannot be done any more is
 * kept as such, with the reason, and whoever planned it is told. It can be run again at any time.
 */
export async function carryOut(
  db: Db,
  act: Act,
  all: readonly Belonging[],
  config: ReminderSettings,
): Promise<CarriedOut> {
  const counts = { done: 0, refused: 0 }
  const today = dayOf(act.at)
  for (const { id } of (await waiting(db)).filter(({ on }) => whenOf(on, today) !== 'ahead')) {
    const outcome = await db.deed((tx) => carryOutOne(tx, act, all, id, config))
    if (outcome) counts[outcome] += 1
  }
  return counts
}

async function carryOutOne(
  tx: Tx,
  act: Act,
  all: readonly Belonging[],
  id: string,
  config: ReminderSettings,
): Promise<keyof CarriedOut | null> {
  await inTurn(tx)
  const one = await heldWaiting(tx, id)
  if (!one) return null
  const tried = await attempt(tx, plannersAct(act, one), all, one.what)
  if ('id' in tried) {
    await tx.run(sql`
      update people.planned_reorganisation set state = 'done', ended_at = ${act.at}, reorganisation_id = ${tried.id} where id = ${id}`)
    return 'done'
  }
  const { problem } = tried
  await tx.run(sql`
    update people.planned_reorganisation set state = 'refused', ended_at = ${act.at}, ended_why = ${problem.message} where id = ${id}`)
  await audit(tx, act, 'reorganisation.refused', { kind: 'planned-reorganisation', id }, { why: problem.message })
  await tellOfRefusal(tx, act, one, problem, config)
  return 'refused'
}

/** Tells whoever planned it why it was not done; where they had no right to it any more, those who administer as well. */
async function tellOfRefusal(
  tx: Tx,
  act: Act,
  { id, byId, by, kind, on }: Planned,
  { message, isOfRights }: Problem,
  config: ReminderSettings,
): Promise<void> {
  const planner = await tx.many<Reached>(sql`
    select id, name, email from ${mailedOn(dayOf(act.at))} p where id = ${byId}`)
  const others = isOfRights ? await administrators(tx, dayOf(act.at)) : []
  const letter = (to: Reached, whose: string, subject: string) => ({
    id: newId(act.at.getTime()),
    key: `reorganisation-refused ${id} ${to.id}`,
    kind: 'reorganisation',
    personId: to.id,
    address: to.email,
    subject,
    body: [
      `Dear ${to.name},`,
      '',
      `What ${whose} planned for ${inWords(on)} (${KINDS[kind].text.toLowerCase()}) could not be done: ${message}. Nothing was changed.`,
      '',
      `See it here: ${addressIn(config)}${paths.planned(id)}`,
    ].join('\n'),
    stopUrl: null,
  })
  const letters = [
    ...planner.map((to) => letter(to, 'you', 'A reorganisation that you planned could not be done')),
    ...others
      .filter((to) => to.id !== byId)
      .map((to) => letter(to, by ?? 'somebody', 'A planned reorganisation could not be done')),
  ]
  await post(tx, letters, act.at, PEOPLE_SEEN)
}
