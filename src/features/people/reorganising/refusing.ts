import { mayEverywhere, type Person } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { actingPerson } from '../acting.ts'
import { heirThere, isUnitTarget, type Reorganisation } from './model.ts'

/** What stands in the way of a reorganisation, and the field of its form that it is about: empty where it is about none of them. */
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
    super('', message)
  }
}

/** That units would be part of each other. */
export const circle = () =>
  new CannotReorganise('parent', 'A unit cannot become part of itself, or of a unit below it', 'Choose another unit.')

/** Whoever asks for it, who may change units still. @throws MayNot */
export async function reorganiser(tx: Tx, act: Act): Promise<Person> {
  const person = await actingPerson(tx, act).catch((error: unknown) => {
    throw error instanceof Forbidden ? new MayNot(error.message) : error
  })
  if (mayEverywhere(person, 'people:change')) return person
  throw new MayNot(`${person.name} may not change units`)
}

/** The units that are there already and get something: the heir, those below which new ones are made, and those where things are placed. */
function receiving(what: Reorganisation): readonly string[] {
  const heir = heirThere(what)
  return [
    ...(heir ? [heir.id] : []),
    ...what.makes.flatMap(({ parentId }) => parentId ?? []),
    ...what.placements.map(({ target }) => target).filter(isUnitTarget),
  ]
}

/** Units that are named in it and will not be there on its day. @throws CannotReorganise */
export async function refuseClosed(tx: Tx, what: Reorganisation): Promise<void> {
  const { before, parent } = what
  const ids = [...[...before, ...(parent ? [parent] : [])].map(({ id }) => id), ...receiving(what)]
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

/** Nothing that goes on can lie below a unit that is closed: an heir, a place for things, or where a new unit belongs. @throws CannotReorganise */
export async function refuseBelow(tx: Tx, what: Reorganisation): Promise<void> {
  if (!what.closes) return
  const below = await tx.maybe<{ name: string; above: string }>(sql`
    with recursive down as (
      select id, name as above, id as unit_id from people.unit where id = any(${what.before.map(({ id }) => id)}::uuid[])
      union select d.id, d.above, u.id from people.unit u join down d on u.parent_id = d.unit_id)
    select u.name, d.above from down d join people.unit u on u.id = d.unit_id where u.id = any(${receiving(what)}::uuid[]) order by u.name limit 1`)
  if (below)
    throw new CannotReorganise(
      'parent',
      below.name === below.above
        ? `This closes ${below.name}, so nothing can move to it`
        : `${below.name} is part of ${below.above}, which this closes. A unit cannot become part of one below it`,
      'Choose another unit, or move that one first.',
    )
}
