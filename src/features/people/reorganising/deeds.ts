import { may, type Person } from '#platform/access/index.ts'
import { type Act, byOf, record } from '#platform/audit/index.ts'
import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import { type Db, type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { addIn, changeMany } from '#platform/register/index.ts'
import { counted } from '#platform/words.ts'
import { actingPerson } from '../acting.ts'
import { keepAdministrator } from '../administering.ts'
import { checkRules } from '../governance/check.ts'
import { units } from '../registers.ts'
import { moveUnits } from './belongings.ts'
import { beyond, divides, going, isLeftWith, openThings, whichGo } from './going.ts'
import {
  type Asked,
  type Belonging,
  heirTarget,
  isUnitTarget,
  madeTarget,
  type Reorganisation,
  type Target,
  WITH_FUNCTIONS,
} from './model.ts'
import { ASK, seesAll } from './seeing.ts'

/** What stands in the way of a reorganisation, and the field of its form that it is about. */
export class CannotReorganise extends Conflict {
  readonly field: string
  constructor(field: string, message: string, advice?: string) {
    super(message, advice)
    this.field = field
  }
}

/** That whoever asks for it has no right to it, or to all of it. */
export class MayNot extends CannotReorganise {
  constructor(message: string) {
    super('on', message)
  }
}

/** Does it, in one transaction: units are made, moved and closed, what they own follows, and what happened is kept with what it moved. */
export function reorganise(db: Db, act: Act, all: readonly Belonging[], what: Reorganisation): Promise<string> {
  return db.transaction((tx) => perform(tx, act, all, what))
}

/** The same inside a transaction that does more, or is undone. */
export async function perform(tx: Tx, act: Act, all: readonly Belonging[], what: Reorganisation): Promise<string> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('people.unit'))`)
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
  await keepAdministrator(tx)
  await checkRules(tx, act, dayOf(act.at))
  return id
}

async function makeUnits(tx: Tx, act: Act, what: Reorganisation): Promise<readonly string[]> {
  const made: string[] = []
  for (const unit of what.makes) {
    try {
      const value = { name: unit.name, kind: unit.kind, parent_id: unit.parentId, closed_on: null }
      made.push((await addIn(tx, act, units, value)).id)
    } catch (error) {
      throw nameTaken(error, unit.name) ?? error
    }
  }
  return made
}

const constraintOf = (error: unknown): string =>
  error instanceof Error && 'constraint' in error ? String(error.constraint) : ''

const nameTaken = (error: unknown, name: string): CannotReorganise | null =>
  constraintOf(error) === 'unit_name'
    ? new CannotReorganise(
        'name',
        `There is already a unit called ${name} in the same place`,
        'Give the new one another name.',
      )
    : null

/** Whoever asks for it, who may change units still. @throws MayNot */
async function reorganiser(tx: Tx, act: Act): Promise<Person> {
  const person = await actingPerson(tx, act).catch((error: unknown) => {
    throw error instanceof Forbidden ? new MayNot(error.message) : error
  })
  if (may(person, 'people:change')) return person
  throw new MayNot(`${person.name} may not change units`)
}

/** What stands in the way of somebody who may not move all that would have to move; null where they may. */
export async function againstMoving(db: Queries, asked: Asked): Promise<string | null> {
  const { keys, hasUnseen } = await beyond(db, asked)
  if (hasUnseen || (await hasForeignChoices(db, asked)))
    return `Some of what belongs to these units is not yours to see or move. ${ASK} to do it`
  if (keys.length === 0) return null
  const named = asked.all.filter(({ key }) => keys.includes(key)).map(({ more }) => more)
  return `You do not have the right to move some of what belongs to these units: ${named.join(', ')}. ${ASK} to do it`
}

/** Whether something would be chosen in a room in which somebody may not. */
async function hasForeignChoices(db: Queries, asked: Asked): Promise<boolean> {
  const others = asked.all.filter((one) => !isChosenBy(one, asked.viewer))
  return (await choicesOf(db, { ...asked, all: others })).length > 0
}

const isChosenBy = (belonging: Belonging, viewer: Person): boolean =>
  seesAll(belonging, viewer) && may(viewer, belonging.moves)

/** What is chosen where units that merge have the same. Units of which somebody placed such a thing elsewhere choose nothing. */
export async function choicesOf(db: Queries, { all, what }: Asked): Promise<string[]> {
  const to = what.heir === 'made' ? null : (what.heir?.id ?? null)
  const found: string[] = []
  for (const { key, choices } of all)
    if (what.kind === 'merge' && choices) found.push(...(await choices(db, await choosing(db, what, key), to)))
  return found
}

async function choose(tx: Tx, asked: Asked, made: readonly string[]): Promise<string[]> {
  const { all, what } = asked
  const heirId = what.heir === 'made' ? made[0] : what.heir?.id
  const chosen: string[] = []
  const against = await againstMoving(tx, asked)
  if (against) throw new MayNot(against)
  if (what.kind !== 'merge' || !heirId) return chosen
  for (const belonging of all)
    if (belonging.choose) chosen.push(...(await belonging.choose(tx, await choosing(tx, what, belonging.key), heirId)))
  return chosen
}

async function choosing(db: Queries, what: Reorganisation, key: string): Promise<readonly string[]> {
  const heir = heirTarget(what)
  const elsewhere = what.placements.filter((one) => one.key === key && one.target !== heir).map(({ id }) => id)
  const placed = await db.many<{ id: string }>(
    sql`select distinct unit_id as id from people.belonging where key = ${key} and id = any(${elsewhere}::uuid[])`,
  )
  return what.before.map(({ id }) => id).filter((id) => !placed.some((one) => one.id === id))
}

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

/** Keeps where each thing goes, by the names of that day. */
async function keepThings(tx: Tx, id: string, goes: Sql, otherBody: string | null): Promise<void> {
  await tx.run(sql`
    insert into people.reorganised_thing (reorganisation_id, key, thing_id, name, from_name, to_name, has_left)
    select ${id}, g.key, g.id, g.name, u.name, coalesce(t.name, ${otherBody}, ''), g.target = ${WITH_FUNCTIONS}
    from (${goes}) g join people.unit u on u.id = g.unit_id left join people.unit t on t.id::text = g.target where g.is_movable and g.target <> g.unit_id::text
    order by g.key, g.id`)
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

const circle = () =>
  new CannotReorganise('parent', 'A unit cannot become part of itself, or of a unit below it', 'Choose another unit.')

/** Units that are named in it and will not be there on its day. */
async function refuseClosed(tx: Tx, what: Reorganisation): Promise<void> {
  const { before, heir, parent, makes, placements } = what
  const ids = [
    ...before.map(({ id }) => id),
    ...(heir !== null && heir !== 'made' ? [heir.id] : []),
    ...(parent ? [parent.id] : []),
    ...makes.flatMap(({ parentId }) => parentId ?? []),
    ...placements.map(({ target }) => target).filter(isUnitTarget),
  ]
  const gone = await tx.maybe<{ name: string; closedOn: Day }>(
    sql`select name, closed_on as "closedOn" from people.unit where id = any(${ids}::uuid[]) and closed_on <= ${what.on} order by name limit 1`,
  )
  if (gone)
    throw new CannotReorganise(
      'on',
      `${gone.name} is closed from ${inWords(gone.closedOn)}`,
      'Choose another unit, or a day before that.',
    )
}

/** Nothing that goes on can lie below a unit that is closed: an heir, a place for things, or where a new unit belongs. */
async function refuseBelow(tx: Tx, what: Reorganisation): Promise<void> {
  if (!what.closes) return
  const heir = heirTarget(what)
  const ids = [
    ...(heir && isUnitTarget(heir) ? [heir] : []),
    ...what.makes.flatMap(({ parentId }) => parentId ?? []),
    ...what.placements.map(({ target }) => target).filter(isUnitTarget),
  ]
  const below = await tx.maybe<{ name: string; above: string }>(sql`
    with recursive down as (
      select id, name as above, id as unit_id from people.unit where id = any(${what.before.map(({ id }) => id)}::uuid[])
      union select d.id, d.above, u.id from people.unit u join down d on u.parent_id = d.unit_id)
    select u.name, d.above from down d join people.unit u on u.id = d.unit_id where u.id = any(${ids}::uuid[]) order by u.name limit 1`)
  if (below)
    throw new CannotReorganise(
      'parent',
      below.name === below.above
        ? `This closes ${below.name}, so nothing can move to it`
        : `${below.name} is part of ${below.above}, which this closes. A unit cannot become part of one below it`,
      'Choose another unit, or move that one first.',
    )
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
  const ids = what.before.map(({ id }) => id).filter((id) => id !== heirTarget(what))
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

/** Keeps what happened: which units there were before and after, and what followed. */
async function keep(
  tx: Tx,
  act: Act,
  id: string,
  what: Reorganisation,
  {
    made,
    moved,
    chosen,
  }: {
    readonly made: readonly string[]
    readonly moved: Readonly<Record<string, number>>
    readonly chosen: readonly string[]
  },
): Promise<void> {
  const by = byOf(act)
  await tx.run(sql`
    insert into people.reorganisation (id, kind, happened_on, why, other_body, moved, chosen, at, by_person_id)
    values (${id}, ${what.kind}, ${what.on}, ${what.why}, ${what.otherBody}, ${JSON.stringify(moved)}, ${chosen}::text[], ${act.at}, ${by})`)
  const after = [
    ...made,
    ...(what.heir !== null && what.heir !== 'made' ? [what.heir.id] : []),
    ...(what.parent ? what.before.map((unit) => unit.id) : []),
  ]
  const parts = [
    ...what.before.map((unit) => ({ ...unit, part: 'before' })),
    ...[...new Set(after)].map((unit) => ({ id: unit, part: 'after' })),
  ]
  await tx.run(sql`
    insert into people.reorganised_unit (reorganisation_id, unit_id, part, name, parent)
    select ${id}, u.id, n.part, coalesce(n.name, u.name), case when n.part = 'before' then n.parent else p.name end
    from jsonb_to_recordset(${JSON.stringify(parts)}) as n (id uuid, part text, name text, parent text)
      join people.unit u on u.id = n.id left join people.unit p on p.id = u.parent_id`)
  await record(
    tx,
    act,
    `units.${what.kind}`,
    { kind: 'reorganisation', id },
    { before: what.before.map((unit) => unit.id), after, moved, chosen },
  )
}
