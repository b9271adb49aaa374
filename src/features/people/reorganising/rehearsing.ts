import type { Act } from '#platform/audit/index.ts'
import { dayOf, inWords } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Forbidden, Refusal } from '#platform/errors.ts'
import { type Problem, problemOf, type Register } from '#platform/register/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { actingPerson } from '../acting.ts'
import { governanceRegisters } from '../governance/registers.ts'
import { appointments, people, units } from '../registers.ts'
import { choicesOf, rightsObstacle } from './choosing.ts'
import { perform } from './deeds.ts'
import { type Effect, effectsOf, openThings, type Thing, type ThingsPage, thingsOf } from './going.ts'
import { type Asked, KINDS, type Reorganisation } from './model.ts'
import { type Planned, waiting } from './planned.ts'
import { CannotReorganise, MayNot } from './refusing.ts'

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

/**
 * Goes through a reorganisation and through everything else that waits, in the order of their days, in a transaction that is undone. What cannot be
 * is found in this way before anybody says yes: a circle that two of them make together, a name that is taken, a unit that is closed before.
 */
export async function rehearse(
  db: Db,
  act: Act,
  all: readonly Belonging[],
  what: Reorganisation,
  page: ThingsPage,
): Promise<Rehearsed> {
  return undone(db, (tx) => goThrough(tx, act, all, what, page))
}

export async function undone(db: Db, work: (tx: Tx) => Promise<Rehearsed>): Promise<Rehearsed> {
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
export async function goThrough(
  tx: Tx,
  act: Act,
  all: readonly Belonging[],
  what: Reorganisation,
  page: ThingsPage,
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
  const against = await rightsObstacle(tx, asked)
  if (against) return { ...found, problem: { field: '', message: against, isOfRights: true } }
  if (counts.open > 0) return found
  const problem = await attempt(tx, act, all, what)
  if (problem) return { ...found, problem }
  for (const other of others.filter((one) => !isAhead(one))) {
    const later = await attempt(tx, plannersAct(act, other), all, other.what)
    if (!later || later.isOfRights) continue
    const message = `This conflicts with what is planned for ${inWords(other.on)} (${plannedInWords(other)}): ${later.message}. Choose another day, or withdraw what is planned first`
    return { ...found, problem: { field: 'on', message } }
  }
  return found
}

/** What is planned, as people would call it. */
const plannedInWords = ({ kind, what }: Planned): string =>
  `${KINDS[kind].text.toLowerCase()}: ${[...what.before, ...what.makes].map(({ name }) => name).join(', ')}`

/** What was planned is done in the name of whoever planned it, with what they may do on that day. */
export const plannersAct = ({ at, requestId, actor, address }: Act, { byId, by }: Planned): Act => ({
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

/** What the model, a register or a rule of the database said against it, or null where something else went wrong. */
export function problemIn(error: unknown): Problem | null {
  if (error instanceof CannotReorganise)
    return { field: error.field, message: error.message, isOfRights: error instanceof MayNot }
  if (error instanceof Refusal) return { field: '', message: error.message, isOfRights: error instanceof Forbidden }
  const told = REGISTERS.map((register) => problemOf(register, error)).find((problem) => problem !== null)
  if (told) return { ...told, field: '' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!code.startsWith('23')) return null
  return { field: '', message: ARE_TWICE.has(code) ? TWICE : BROKEN }
}

/** The registers of the room, which say what their constraints mean. Those of other rooms are not known here. */
const REGISTERS: readonly Register[] = [units, people, appointments, ...governanceRegisters]

/** What PostgreSQL says where two rows have the same: of a unique index, and of an exclusion. */
const ARE_TWICE: ReadonlySet<string> = new Set(['23505', '23P01'])
const TWICE = 'A rule of the registers stands against it: two things would be the same in one unit'
const BROKEN = 'A rule of the database stands against it'
