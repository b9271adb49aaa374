import { may } from '#platform/access/index.ts'
import { type Act, byOf, record } from '#platform/audit/index.ts'
import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import { addressIn } from '#platform/config.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { ReminderSettings } from '#platform/mail/index.ts'
import { post } from '#platform/mail/index.ts'
import { actingPerson } from '../acting.ts'
import { administrators, type Reached } from '../administering.ts'
import { paths } from '../paths.ts'
import { againstMoving, CannotReorganise, choicesOf, MayNot, perform } from './deeds.ts'
import { type Effect, effectsOf, openThings, type Thing, thingsOf } from './going.ts'
import { type Asked, type Belonging, KINDS, type Kind, type Reorganisation, whenOf } from './model.ts'

export interface Planned {
  readonly id: string
  readonly kind: Kind
  readonly on: Day
  readonly why: string
  readonly what: Reorganisation
  readonly state: 'waiting' | 'done' | 'withdrawn' | 'refused'
  readonly at: Date
  readonly byId: string | null
  readonly by: string | null
  readonly endedWhy: string | null
  readonly reorganisationId: string | null
}

const PLANNED = sql`
  r.id, r.kind, r.on_day as on, r.why, r.what, r.state, r.at, r.by_person_id as "byId", p.name as by, r.ended_why as "endedWhy", r.reorganisation_id as "reorganisationId"`
const FROM = sql`people.planned_reorganisation r left join people.person p on p.id = r.by_person_id`

/** What waits for its day, in the order in which it will be done; at most 500. */
export function waiting(db: Queries): Promise<Planned[]> {
  return db.many(sql`select ${PLANNED} from ${FROM} where r.state = 'waiting' order by r.on_day, r.at, r.id limit 500`)
}

/** What waits, and what could not be done and nobody has put away yet. */
export function unfinished(db: Queries): Promise<Planned[]> {
  return db.many(
    sql`select ${PLANNED} from ${FROM} where r.state in ('waiting', 'refused') order by r.on_day, r.at, r.id limit 500`,
  )
}

export function findPlanned(db: Queries, id: string): Promise<Planned | null> {
  return db.maybe(sql`select ${PLANNED} from ${FROM} where r.id = ${id}`)
}

/** How a reorganisation would go on its day, after what else waits until then. */
export interface Rehearsed {
  readonly effects: readonly Effect[]
  readonly things: readonly Thing[]
  /** What is chosen where units that merge have the same, in sentences. */
  readonly choices: readonly string[]
  readonly all: number
  /** Things that have no place yet, or one that is taken. */
  readonly open: number
  /** What stands in the way beside those. */
  readonly problem: Problem | null
}

/** Ends a rehearsal with what it found: everything that it did is undone. */
class Enough extends Error {
  readonly found: Rehearsed
  constructor(found: Rehearsed) {
    super('enough')
    this.found = found
  }
}

export interface Page {
  readonly limit: number
  readonly offset: number
  readonly isOpenOnly: boolean
}

/**
 * Goes through a reorganisation and through everything else that waits, in the order of their days, in a transaction that is undone. What cannot be
 * is found in this way before anybody says yes: a circle that two of them make together, a name that is taken, a unit that is closed before.
 */
export async function rehearse(
  db: Db,
  act: Act,
  all: readonly Belonging[],
  what: Reorganisation,
  page: Page,
): Promise<Rehearsed> {
  return undone(db, (tx) => goThrough(tx, act, all, what, page))
}

async function undone(db: Db, work: (tx: Tx) => Promise<Rehearsed>): Promise<Rehearsed> {
  try {
    return await db.transaction(async (tx) => {
      throw new Enough(await work(tx))
    })
  } catch (error) {
    if (error instanceof Enough) return error.found
    throw error
  }
}

/** The same in a transaction that whoever calls it undoes. */
async function goThrough(
  tx: Tx,
  act: Act,
  all: readonly Belonging[],
  what: Reorganisation,
  page: Page,
): Promise<Rehearsed> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('people.unit'))`)
  const others = await waiting(tx)
  const isAhead = ({ on }: Planned) => on <= what.on
  for (const other of others.filter(isAhead)) await attempt(tx, plannersAct(act, other), all, other.what)
  const asked: Asked = { all, what, today: dayOf(act.at), viewer: await actingPerson(tx, act) }
  const effects = await effectsOf(tx, asked)
  const things = await thingsOf(tx, asked, page)
  const counts = await openThings(tx, asked)
  const choices = await choicesOf(tx, asked)
  const found = { effects, things, choices, ...counts, problem: null }
  const against = await againstMoving(tx, asked)
  if (against) return { ...found, problem: { field: 'on', message: against, isOfRights: true } }
  if (counts.open > 0) return found
  const problem = await attempt(tx, act, all, what)
  if (problem) return { ...found, problem }
  for (const other of others.filter((one) => !isAhead(one))) {
    const later = await attempt(tx, plannersAct(act, other), all, other.what)
    if (!later || later.isOfRights) continue
    const message = `This conflicts with what is planned for ${inWords(other.on)} (${plannedInWords(other)}): ${later.message}. Choose another day, or withdraw what is planned first`
    return { ...found, problem: { field: 'on', message, isOfRights: false } }
  }
  return found
}

/** What is planned, as people would call it. */
const plannedInWords = ({ kind, what }: Planned): string =>
  `${KINDS[kind].text.toLowerCase()}: ${[...what.before, ...what.makes].map(({ name }) => name).join(', ')}`

interface Problem {
  readonly field: string
  readonly message: string
  /** That whoever asks for it may not, rather than that it cannot be done. */
  readonly isOfRights: boolean
}

/** What was planned is done in the name of whoever planned it, with what they may do on that day. */
const plannersAct = ({ at, requestId, actor, address }: Act, { byId, by }: Planned): Act => ({
  at,
  requestId,
  ...(address === undefined ? {} : { address }),
  actor: byId ? { kind: 'person', id: byId, name: by ?? '' } : actor.kind === 'person' ? { kind: 'system' } : actor,
})

/** Does it unless something stands in the way, which is answered; then nothing of it was done. */
async function attempt(tx: Tx, act: Act, all: readonly Belonging[], what: Reorganisation): Promise<Problem | null> {
  await tx.run(sql`savepoint reorganising`)
  try {
    await perform(tx, act, all, what)
    await tx.run(sql`release savepoint reorganising`)
    return null
  } catch (error) {
    const problem = problemIn(error)
    if (!problem) throw error
    await tx.run(sql`rollback to savepoint reorganising`)
    return problem
  }
}

/** What the model or a rule of the database said against it, or null where something else went wrong. */
function problemIn(error: unknown): Problem | null {
  if (error instanceof CannotReorganise)
    return { field: error.field, message: error.message, isOfRights: error instanceof MayNot }
  if (error instanceof Refusal) return { field: 'on', message: error.message, isOfRights: error instanceof Forbidden }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('23') && error instanceof Error)
    return {
      field: 'on',
      message: 'A rule of the registers stands against it: two things would be the same in one unit',
      isOfRights: false,
    }
  return null
}

/** Keeps a reorganisation until its day. */
export function plan(db: Db, act: Act, what: Reorganisation): Promise<string> {
  const id = newId(act.at.getTime())
  return db.transaction(async (tx) => {
    await tx.run(sql`
      insert into people.planned_reorganisation (id, kind, on_day, why, what, at, by_person_id)
      values (${id}, ${what.kind}, ${what.on}, ${what.why}, ${JSON.stringify(what)}, ${act.at}, ${byOf(act)})`)
    await record(
      tx,
      act,
      'reorganisation.planned',
      { kind: 'planned-reorganisation', id },
      { on: what.on, kind: what.kind, before: what.before.map((unit) => unit.id) },
    )
    return id
  })
}

/** What stands against withdrawing what waits: that whoever wants to did not plan it, and could not have. Null where nothing does. */
export async function withdrawObstacle(
  db: Db,
  act: Act,
  all: readonly Belonging[],
  { id, byId, state, what }: Planned,
): Promise<string | null> {
  if (state !== 'waiting' || (byId !== null && byId === byOf(act))) return null
  if (may(await actingPerson(db, act), 'accounts:administer')) return null
  const { problem, open } = await undone(db, async (tx) => {
    await tx.run(
      sql`update people.planned_reorganisation set state = 'withdrawn', ended_at = ${act.at} where id = ${id}`,
    )
    return goThrough(tx, act, all, what, { limit: 1, offset: 0, isOpenOnly: true })
  })
  return open > 0 || problem?.isOfRights
    ? 'Only whoever planned it, or somebody who has the right to do all of it, can withdraw it'
    : null
}

/** Withdraws what waits, or puts away what could not be done. @throws Forbidden */
export async function withdraw(
  db: Db,
  act: Act,
  all: readonly Belonging[],
  { planned, why }: { readonly planned: Planned; readonly why: string },
): Promise<void> {
  const against = await withdrawObstacle(db, act, all, planned)
  if (against) throw new Forbidden(against)
  const { id } = planned
  await db.transaction(async (tx) => {
    const done = await tx.run(sql`
      update people.planned_reorganisation set state = 'withdrawn', ended_at = ${act.at}, ended_why = ${why}, ended_by = ${byOf(act)}
      where id = ${id} and state in ('waiting', 'refused')`)
    if (done === 0) throw new Conflict('This reorganisation has been done or withdrawn already')
    await record(tx, act, 'reorganisation.withdrawn', { kind: 'planned-reorganisation', id })
  })
}

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
    const outcome = await db.transaction((tx) => carryOutOne(tx, act, all, id, config))
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
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('people.unit'))`)
  const one = await tx.maybe<Planned>(
    sql`select ${PLANNED} from ${FROM} where r.id = ${id} and r.state = 'waiting' for update of r`,
  )
  if (!one) return null
  await tx.run(sql`savepoint carrying`)
  try {
    const reorganisationId = await perform(tx, plannersAct(act, one), all, one.what)
    await tx.run(sql`
      update people.planned_reorganisation set state = 'done', ended_at = ${act.at}, reorganisation_id = ${reorganisationId} where id = ${id}`)
    return 'done'
  } catch (error) {
    const problem = problemIn(error)
    if (!problem) throw error
    await tx.run(sql`rollback to savepoint carrying`)
    await tx.run(sql`
      update people.planned_reorganisation set state = 'refused', ended_at = ${act.at}, ended_why = ${problem.message} where id = ${id}`)
    await record(tx, act, 'reorganisation.refused', { kind: 'planned-reorganisation', id }, { why: problem.message })
    await tellOfRefusal(tx, act, one, problem, config)
    return 'refused'
  }
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
    select id, name, email from people.person where id = ${byId} and email is not null and coalesce(left_on >= ${dayOf(act.at)}, true)`)
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
  await post(tx, letters, act.at)
}
