import { may, mayEverywhere, type Person } from '#platform/access/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import type { Belonging, Chosen } from '#platform/room/index.ts'
import { inSentence } from '#platform/words.ts'
import { beyond } from './going.ts'
import { type Asked, heirTarget, heirThere, type Reorganisation } from './model.ts'
import { MayNot } from './refusing.ts'
import { seesAll } from './seeing.ts'

/** Said of what somebody may not know of, which is neither named nor counted. */
const ASK = 'Ask somebody who has the right to see and move all of it'

/** What stands in the way of somebody who may not move all that would have to move; null where they may. */
export async function rightsObstacle(db: Queries, asked: Asked): Promise<string | null> {
  const { keys, hasUnseen } = await beyond(db, asked)
  if (hasUnseen || (await hasForeignChoices(db, asked)))
    return `Some of what belongs to these units is not yours to see or move. ${ASK}`
  if (keys.length === 0) return null
  const named = asked.all.filter(({ key }) => keys.includes(key)).map(({ more }) => more)
  return `You do not have the right to move some of what belongs to these units: ${named.join(', ')}. ${ASK}`
}

/** What somebody may not move of what can belong to units, as far as they know of it, and which roles may move all of it; null where they may. */
export async function limitsOf(db: Queries, all: readonly Belonging[], viewer: Person): Promise<string | null> {
  const foreign = all.filter((one) => !mayEverywhere(viewer, one.moves) || !may(viewer, one.seen.by))
  if (foreign.length === 0) return null
  const needed = [...new Set<string>(['people:change', ...all.flatMap(({ moves, seen }) => [moves, seen.by])])]
  const roles = await db.many<{ name: string }>(sql`
    select name from people.role where ended_on is null and permissions @> ${needed}::text[] order by name, id limit 10`)
  const seen = foreign.filter((one) => seesAll(one, viewer))
  const unseen = seen.length < foreign.length ? ['items that you may not see'] : []
  const named = inSentence([...seen.map(({ more }) => more), ...unseen])
  const who =
    roles.length === 0
      ? 'Nobody’s role lets them move all of it'
      : `Holders of these roles can move all of it: ${roles.map(({ name }) => name).join(', ')}`
  return `You cannot reorganise a unit that has any of these, because you do not have the right to move them: ${named}. ${who}.`
}

/** Whether something would be chosen in a room in which somebody may not. */
async function hasForeignChoices(db: Queries, asked: Asked): Promise<boolean> {
  const others = asked.all.filter((one) => !isChosenBy(one, asked.viewer))
  return (await choicesOf(db, { ...asked, all: others })).length > 0
}

const isChosenBy = (belonging: Belonging, viewer: Person): boolean =>
  seesAll(belonging, viewer) && mayEverywhere(viewer, belonging.moves)

/** What is chosen, of which kind of thing. */
export interface ChosenOf extends Chosen {
  readonly key: string
}

/** What is chosen where units that merge have the same. Units of which somebody placed such a thing elsewhere choose nothing. */
export async function choicesOf(db: Queries, { all, what }: Asked): Promise<ChosenOf[]> {
  const to = heirThere(what)?.id ?? null
  const found: ChosenOf[] = []
  for (const { key, choices } of all)
    if (what.kind === 'merge' && choices)
      for (const one of await choices(db, await choosing(db, what, key), to)) found.push({ ...one, key })
  return found
}

/** Chooses so, before anything moves. Answers what was chosen. @throws MayNot */
export async function choose(tx: Tx, asked: Asked, made: readonly string[]): Promise<string[]> {
  const { all, what } = asked
  const heirId = what.heir === 'made' ? made[0] : what.heir?.id
  const chosen: string[] = []
  const against = await rightsObstacle(tx, asked)
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
