import type { Act } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { constraintOf, type Db, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { addQuietly, changeMany } from '#platform/register/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { counted } from '#platform/words.ts'
import { keepAdministrator } from '../administering.ts'
import { checkRules } from '../governance/check.ts'
import { units } from '../registers.ts'
import { moveUnits } from './belongings.ts'
import { choose } from './choosing.ts'
import { divides, going, isLeftWith, openThings, whichGo } from './going.ts'
import { keep, keepThings } from './keeping.ts'
import { type Asked, madeTarget, type Reorganisation, type Target, WITH_FUNCTIONS } from './model.ts'
import { inTurn } from './planned.ts'
import { CannotReorganise, circle, refuseBelow, refuseClosed, reorganiser } from './refusing.ts'

/** Does it, in one transaction: units are made, moved and closed, what they own follows, and what happened is kept with what it moved. */
export function reorganise(db: Db, act: Act, all: readonly Belonging[], what: Reorganisation): Promise<string> {
  return db.deed(async (tx) => {
    const id = await perform(tx, act, all, what)
    await askStanding(tx, act)
    return id
  })
}

/** Asks at the end of a reorganisation what it leaves standing: the rules of governance, and that somebody administers. @throws NobodyAdministers */
export async function askStanding(tx: Tx, act: Act): Promise<void> {
  await checkRules(tx, act, dayOf(act.at))
  await keepAdministrator(tx)
}

/** The same inside a transaction that does more, or is undone. Whoever calls it asks what it leaves standing. */
export async function perform(tx: Tx, act: Act, all: readonly Belonging[], what: Reorganisation): Promise<string> {
  await inTurn(tx)
  const asked: Asked = { all, what, today: dayOf(act.at), viewer: await reorganiser(tx, act) }
  await refuseClosed(tx, what)
  await refuseBelow(tx, what)
  const id = newId(act.at.getTime())
  const made = await makeUnits(tx, act, what)
  if (what.parent) for (const unit of what.before) await moveUnit(tx, act, unit.id, what.parent.id)
  const chosen = await choose(tx, asked, made)
  const moved = divides(what) ? await divide(tx, act, asked, { id, made }) : {}
  if (what.closes) await close(tx, act, what)
  await keep(tx, act, id, what, { made, moved, chosen })
  return id
}

async function makeUnits(tx: Tx, act: Act, what: Reorganisation): Promise<readonly string[]> {
  const made: string[] = []
  for (const unit of what.makes) {
    try {
      const value = { name: unit.name, kind: unit.kind, parent_id: unit.parentId, closed_on: null }
      made.push((await addQuietly(tx, act, units, value)).id)
    } catch (error) {
      throw nameTaken(error, unit.name) ?? error
    }
  }
  return made
}

const nameTaken = (error: unknown, name: string): CannotReorganise | null =>
  constraintOf(error) === 'unit_name'
    ? new CannotReorganise(
        'name',
        `There is already a unit called ${name} in the same place`,
        'Give the new one another name.',
      )
    : null

/** Gives each thing to the unit that it goes to. Answers how many followed, by what they are called. */
async function divide(
  tx: Tx,
  act: Act,
  asked: Asked,
  { id: reorganisationId, made }: { readonly id: string; readonly made: readonly string[] },
): Promise<Record<string, number>> {
  const { all, what } = asked
  const ids = new Map<Target, string>(made.map((id, index) => [madeTarget(index), id]))
  const placed: Asked = {
    ...asked,
    what: {
      ...what,
      heir: what.heir === 'made' ? { id: made[0] ?? '', name: '', parent: null } : what.heir,
      placements: what.placements.map((one) => ({ ...one, target: ids.get(one.target) ?? one.target })),
    },
  }
  const { open } = await openThings(tx, placed)
  if (open > 0)
    throw new CannotReorganise(
      'on',
      `You need to choose where ${counted(open, 'item of these units goes', 'items of these units go')}`,
      'Choose a unit for each of them.',
    )
  const targets = await tx.many<{ key: string; target: Target }>(sql`
    select distinct g.key, g.target from (${going(placed)}) g where g.is_movable and g.target <> g.unit_id::text order by g.key, g.target`)
  await keepThings(tx, reorganisationId, going(placed), what.otherBody)
  const moved: Record<string, number> = {}
  for (const belonging of all)
    for (const { target } of targets.filter(({ key }) => key === belonging.key)) {
      const count = await moveTo(tx, act, placed, belonging, target)
      if (count > 0) moved[belonging.more] = (moved[belonging.more] ?? 0) + count
    }
  return moved
}

async function moveTo(tx: Tx, act: Act, asked: Asked, belonging: Belonging, target: Target): Promise<number> {
  const { what } = asked
  const which = whichGo(asked, belonging.key, target)
  if (target === WITH_FUNCTIONS)
    return (await belonging.leave?.(tx, act, which, { body: what.otherBody ?? '', on: what.on })) ?? 0
  try {
    return await belonging.move(tx, act, which, { to: target, on: what.on })
  } catch (error) {
    if (constraintOf(error) === 'unit_circle') throw circle()
    throw error
  }
}

async function moveUnit(tx: Tx, act: Act, id: string, parentId: string): Promise<void> {
  try {
    await moveUnits(tx, act, sql`select ${id}::uuid`, parentId)
  } catch (error) {
    if (constraintOf(error) === 'unit_circle') throw circle()
    if (constraintOf(error) === 'unit_name')
      throw new CannotReorganise('parent', 'That unit already has a part with the same name')
    throw error
  }
}

/** Closes the units of before; one that goes to another body, with everything below it. Nothing stays behind with them. */
async function close(tx: Tx, act: Act, what: Reorganisation): Promise<void> {
  const ids = what.before.map(({ id }) => id)
  const gone = sql`
    with recursive gone as (
      select id from people.unit where id = any(${ids}::uuid[])
      union select u.id from people.unit u join gone g on u.parent_id = g.id where ${what.kind === 'transfer-out'})`
  const closed = await changeMany(tx, act, units, {
    which: sql`${gone} select u.id from people.unit u join gone g on g.id = u.id where coalesce(u.closed_on > ${what.on}, true)`,
    set: { closed_on: what.on },
  })
  if (await isLeftWith(tx, closed, what.on, dayOf(act.at)))
    throw new CannotReorganise(
      'on',
      'Something would stay with a unit that is closed',
      'Choose where each item of it goes.',
    )
}
