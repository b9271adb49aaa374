import type { Act } from '#platform/audit/index.ts'
import { dayOf, inWords } from '#platform/calendar/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { actingPerson } from '../acting.ts'
import { askAdministrator } from '../administering.ts'
import { attempt, plannersAct } from './attempting.ts'
import { choicesOf, rightsObstacle } from './choosing.ts'
import type { Rehearsed } from './going.ts'
import { effectsOf, openThings, type ThingsPage, thingsOf } from './going.ts'
import { type Asked, KINDS, type Reorganisation } from './model.ts'
import { inTurn, type Planned, waiting } from './planned.ts'

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
    return await db.deed(async (tx) => {
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
  await inTurn(tx)
  const others = await waiting(tx)
  const isAhead = ({ on }: Planned) => on <= what.on
  for (const other of others.filter(isAhead))
    await attempt(tx, plannersAct(act, other), all, other.what, askAdministrator)
  const asked: Asked = { all, what, today: dayOf(act.at), viewer: await actingPerson(tx, act) }
  const chosen = await choicesOf(tx, asked)
  const effects = await effectsOf(tx, asked, chosen)
  const things = await thingsOf(tx, asked, page)
  const counts = await openThings(tx, asked)
  const found = { effects, things, choices: chosen.map(({ words }) => words), ...counts, problem: null }
  const against = await rightsObstacle(tx, asked)
  if (against) return { ...found, problem: { field: '', message: against, isOfRights: true } }
  if (counts.open > 0) return found
  const tried = await attempt(tx, act, all, what, askAdministrator)
  if ('problem' in tried) return { ...found, problem: tried.problem }
  for (const other of others.filter((one) => !isAhead(one))) {
    const later = await attempt(tx, plannersAct(act, other), all, other.what, askAdministrator)
    if (!('problem' in later) || later.problem.isOfRights) continue
    const message = `This conflicts with what is planned for ${inWords(other.on)} (${plannedInWords(other)}): ${later.problem.message}. Choose another day, or withdraw what is planned first`
    return { ...found, problem: { field: 'on', message } }
  }
  return found
}

/** What is planned, as people would call it. */
const plannedInWords = ({ kind, what }: Planned): string =>
  `${KINDS[kind].text.toLowerCase()}: ${[...what.before, ...what.makes].map(({ name }) => name).join(', ')}`
