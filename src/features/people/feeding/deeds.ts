import { shutOut } from '#platform/access/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { addQuietly, asAskedByRoom, changeQuietly, problemOf } from '#platform/register/index.ts'
import { checkRules } from '../governance/check.ts'
import * as registers from '../registers.ts'
import { type Comparison, compare } from './compare.ts'
import { type Figures, figuresOf } from './figures.ts'
import type { Fed } from './model.ts'

/** Whoever administers accounts applies feeds, which say of all units who works there. They are asked once, at the door. */
const WHO = 'whoever administers accounts applies feeds, of all units'
const people = asAskedByRoom(registers.people, WHO)
const units = asAskedByRoom(registers.units, WHO)

export interface Feed {
  readonly id: string
  readonly name: string
  readonly at: Date
  readonly by: string | null
  readonly isWhole: boolean
  readonly state: 'waiting' | 'applied' | 'dropped'
  readonly figures: Figures | null
}

const FEED = sql`f.id, f.name, f.at, p.name as by, f.is_whole as "isWhole", f.state, f.figures`

export function feeds(db: Queries): Promise<Feed[]> {
  return db.many(
    sql`select ${FEED} from people.feed f left join people.person p on p.id = f.by_person_id order by f.at desc, f.id limit 100`,
  )
}

export function findFeed(db: Queries, id: string): Promise<(Feed & { readonly rows: Fed }) | null> {
  return db.maybe(
    sql`select ${FEED}, f.rows from people.feed f left join people.person p on p.id = f.by_person_id where f.id = ${id}`,
  )
}

/** Keeps a feed as it came, until somebody says yes or no. */
export async function keepFeed(
  db: Db,
  act: Act,
  feed: { readonly name: string; readonly rows: Fed; readonly isWhole: boolean },
): Promise<string> {
  const id = newId(act.at.getTime())
  const by = byOf(act)
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into people.feed (id, name, at, by_person_id, is_whole, rows) values (${id}, ${feed.name}, ${act.at}, ${by}, ${feed.isWhole}, ${JSON.stringify(feed.rows)})`)
    await audit(tx, act, 'feed.kept', { kind: 'feed', id }, { whole: feed.isWhole })
  })
  return id
}

export async function dropFeed(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const dropped = await tx.run(
      sql`update people.feed set state = 'dropped', ended_at = ${act.at} where id = ${id} and state = 'waiting'`,
    )
    if (dropped === 0) throw new Conflict('This feed has been applied or dropped already')
    await audit(tx, act, 'feed.dropped', { kind: 'feed', id })
  })
}

/** Days for which the rows of a feed are kept after it was applied or dropped. They are personal data; what the feed did stays on record. */
const ROWS_DAYS = 90

/** Forgets what old feeds said of people. Answers how many. */
export function forgetOldFeeds(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - ROWS_DAYS * 86_400_000)
  const empty: Fed = { people: [], units: [] }
  return db.run(sql`
    update people.feed set rows = ${JSON.stringify(empty)}::jsonb where ended_at < ${before} and rows <> ${JSON.stringify(empty)}::jsonb`)
}

/** More leavers than this, and than a tenth of those who came from feeds, are asked about: a feed that broke off is no dismissal. */
const LEAVERS_UNASKED = 10

export async function tooManyLeavers(db: Queries, found: Comparison): Promise<boolean> {
  const leavers = found.people.filter(({ kind }) => kind === 'leave').length
  if (leavers <= LEAVERS_UNASKED) return false
  const { here } = await db.one<{ here: number }>(
    sql`select count(*) as here from people.person where external_id is not null and left_on is null`,
  )
  return leavers * 10 > here
}

/** Applies a feed as it compares with what is there now. Leavers are shut out in the same transaction. */
export async function applyFeed(db: Db, act: Act, id: string, acceptsLeavers: boolean): Promise<Figures> {
  try {
    return await db.deed((tx) => applyIn(tx, act, id, acceptsLeavers))
  } catch (error) {
    const problem = problemOf(people, error) ?? problemOf(units, error)
    throw problem ? new Conflict(`The feed cannot be applied: ${problem.message}`, 'Nothing was changed.') : error
  }
}

async function applyIn(tx: Tx, act: Act, id: string, acceptsLeavers: boolean): Promise<Figures> {
  const feed = await tx.maybe<{ rows: Fed; isWhole: boolean }>(
    sql`select rows, is_whole as "isWhole" from people.feed where id = ${id} and state = 'waiting' for update`,
  )
  if (!feed) throw new Conflict('This feed has been applied or dropped already')
  const today: Day = dayOf(act.at)
  const found = await compare(tx, feed.rows, feed.isWhole, today)
  if (!acceptsLeavers && (await tooManyLeavers(tx, found)))
    throw new Conflict('Many people would leave', 'Say that this is right, or drop the feed.')
  const ids = await applyUnits(tx, act, found)
  await applyPeople(tx, act, found, ids)
  const figures = figuresOf(found)
  await tx.run(sql`
      update people.feed set state = 'applied', ended_at = ${act.at}, figures = ${JSON.stringify(figures)} where id = ${id}`)
  await audit(tx, act, 'feed.applied', { kind: 'feed', id }, { ...figures })
  await checkRules(tx, act, today)
  return figures
}

/** Answers the id of each unit by its key. */
async function applyUnits(tx: Tx, act: Act, { units: changes }: Comparison): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  const idOf = (key: string | null) => (key === null ? null : (ids.get(key) ?? key))
  for (const { kind, key, id, version, value, parentKey } of changes) {
    if (kind === 'gone') continue
    const whole = { ...value, parent_id: idOf(parentKey) }
    if (id) await changeQuietly(tx, act, units, { id, version, value: whole })
    else ids.set(key, (await addQuietly(tx, act, units, whole)).id)
  }
  return ids
}

async function applyPeople(
  tx: Tx,
  act: Act,
  { people: changes }: Comparison,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  // Whoever leaves gives up their address before somebody else takes it.
  const ordered = [...changes.filter(({ kind }) => kind === 'leave'), ...changes.filter(({ kind }) => kind !== 'leave')]
  for (const { kind, id, version, value, unitKey } of ordered) {
    const whole = unitKey ? { ...value, unit_id: ids.get(unitKey) ?? unitKey } : value
    if (id) await changeQuietly(tx, act, people, { id, version, value: whole })
    else await addQuietly(tx, act, people, whole)
    if (kind === 'leave' && id) await shutOut(tx, act, id)
  }
}
