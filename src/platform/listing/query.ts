import { seenBy } from '../access/index.ts'
import { all, type Db, join, prepared, type Queries, Sql, sql } from '../db/index.ts'
import { BadRequest } from '../errors.ts'
import { firstValue, type Values } from '../form/index.ts'
import type { FilterContext, Listed, Listing, Sort } from './model.ts'

export const PAGE_SIZE = 25

/** Counting stops here: the page says "more than". */
const COUNT_MOST = 1_000

/** What somebody asked of a list, read from the address. */
export interface ListState {
  readonly sort: string
  readonly backwards: boolean
  readonly filters: Readonly<Record<string, string>>
  /** Where the page begins or ends: a place in the order. */
  readonly cursor: Cursor | null
}

interface Cursor {
  readonly value: string
  readonly id: string
  readonly side: 'after' | 'before'
}

export interface ListPage<Row> {
  readonly rows: readonly Row[]
  readonly state: ListState
  readonly next: string | null
  readonly previous: string | null
  readonly count: number
  /** Whether there are more than `count`. */
  readonly isMore: boolean
}

/** Reads sort, filters and place from the query. Unknown ones are left out. */
export function readState<Row extends Listed>(listing: Listing<Row>, query: Values): ListState {
  const wanted = firstValue(query, 'sort')
  const sortable = listing.columns.some(({ key, sort }) => key === wanted && sort)
  const filters = listing.filters.flatMap(({ key, also = [] }) => {
    const given = [key, ...also].map((one) => firstValue(query, one).trim())
    const value = given.filter((one) => one !== '').join(' ')
    return value === '' ? [] : [[key, value.slice(0, 300)] as const]
  })
  return {
    sort: sortable ? wanted : listing.sortedBy,
    backwards: firstValue(query, 'order') === 'descending',
    filters: Object.fromEntries(filters),
    cursor: readCursor(query),
  }
}

function readCursor(query: Values): Cursor | null {
  for (const side of ['after', 'before'] as const) {
    const written = firstValue(query, side)
    if (written === '') continue
    try {
      const [value, id]: unknown[] = JSON.parse(Buffer.from(written, 'base64url').toString('utf8'))
      if (typeof value === 'string' && typeof id === 'string') return { value, id, side }
    } catch {
      // falls through to the error below
    }
    throw damaged()
  }
  return null
}

const damaged = () =>
  new BadRequest('The address of this page of the list is damaged', 'Go back to the start of the list.')

/** What the database cannot read as a place in this order (class 22 of its errors) was never written by us. */
function orDamaged(error: unknown): never {
  throw error instanceof Error && 'code' in error && String(error.code).startsWith('22') ? damaged() : error
}

const writeCursor = (value: string, id: string) => Buffer.from(JSON.stringify([value, id])).toString('base64url')

function sortOf<Row extends Listed>(
  listing: Listing<Row>,
  { sort, backwards }: ListState,
): { by: Sql; type: Sort['type'] } {
  const found =
    listing.columns.find(({ key }) => key === sort)?.sort ?? listing.columns.find(({ sort: order }) => order)?.sort
  if (!found) throw new Error(`Cannot sort ${listing.key}: no column says how`)
  return { by: backwards ? (found.down ?? found.up) : found.up, type: found.type }
}

function conditions<Row extends Listed>(listing: Listing<Row>, state: ListState, context: FilterContext): Sql[] {
  const asked = listing.filters.flatMap((filter) => {
    const value = state.filters[filter.key]
    const where = value === undefined ? null : filter.where(value, context)
    return where ? [where] : []
  })
  return [seenBy(listing.rows, context.person), ...asked]
}

const CASTS = {
  text: sql`::text`,
  date: sql`::date`,
  integer: sql`::bigint`,
  decimal: sql`::numeric`,
  instant: sql`::timestamptz`,
}

/** Whether it is the first page as most people open it, which depends on nothing that they chose: the same few texts for everybody, planned once for each connection. */
const isUsual = <Row extends Listed>({ filters }: Listing<Row>, state: ListState): boolean =>
  state.cursor === null && filters.every(({ key }) => state.filters[key] === undefined)

/** A number of the program in its text: what is planned beforehand is planned for so many rows. */
const literal = (count: number) => new Sql([String(count)], [])

/** One page of a list, by keyset: its cost does not grow with the pages before it. */
export async function readPage<Row extends Listed>(
  db: Queries,
  listing: Listing<Row>,
  state: ListState,
  context: FilterContext,
): Promise<ListPage<Row>> {
  const { by, type } = sortOf(listing, state)
  const where = conditions(listing, state, context)
  const { cursor } = state
  const reading = (cursor?.side === 'before') !== state.backwards ? 'down' : 'up'
  const beyond = cursor
    ? [
        reading === 'up'
          ? sql`(${by}, ${listing.id}) > (${cursor.value}${CASTS[type]}, ${cursor.id}::uuid)`
          : sql`(${by}, ${listing.id}) < (${cursor.value}${CASTS[type]}, ${cursor.id}::uuid)`,
      ]
    : []
  const order = reading === 'up' ? sql`${by}, ${listing.id}` : sql`${by} desc, ${listing.id} desc`
  const asUsual = isUsual(listing, state) ? prepared : (query: Sql) => query
  const rows = db.many<Row & { sortValue: string }>(
    asUsual(sql`
    select ${listing.select}, (${by})::text as "sortValue" from ${listing.from}
    where ${all([...where, ...beyond])} order by ${order} limit ${literal(PAGE_SIZE + 1)}`),
  )
  const [found, counted] = await Promise.all([
    cursor ? rows.catch(orDamaged) : rows,
    db.one<{ count: number }>(
      asUsual(
        sql`select count(*) as count from (select from ${listing.countedFrom ?? listing.from} where ${all(where)} limit ${literal(COUNT_MOST + 1)}) c`,
      ),
    ),
  ])
  return {
    ...turned(found, cursor),
    state,
    count: Math.min(counted.count, COUNT_MOST),
    isMore: counted.count > COUNT_MOST,
  }
}

function turned<Row extends Listed & { sortValue: string }>(found: readonly Row[], cursor: Cursor | null) {
  const more = found.length > PAGE_SIZE
  const shown = found.slice(0, PAGE_SIZE)
  const rows = cursor?.side === 'before' ? shown.toReversed() : shown
  const [first, last] = [rows[0], rows.at(-1)]
  const hasNext = cursor?.side === 'before' ? true : more
  const hasPrevious = cursor?.side === 'before' ? more : cursor !== null
  return {
    rows,
    next: hasNext && last ? writeCursor(last.sortValue, last.id) : null,
    previous: hasPrevious && first ? writeCursor(first.sortValue, first.id) : null,
  }
}

/** Every row that the filters let through, in order and in batches. */
export function readAll<Row extends Listed>(
  db: Db,
  listing: Listing<Row>,
  state: ListState,
  context: FilterContext,
): AsyncIterable<Row[]> {
  const { by } = sortOf(listing, state)
  const direction = state.backwards ? sql` desc` : sql``
  const where = all(conditions(listing, state, context))
  return db.batches<Row>(
    sql`select ${listing.select} from ${listing.from} where ${where} order by ${join(
      [by, listing.id].map((part) => sql`${part}${direction}`),
      sql`, `,
    )}`,
    1_000,
  )
}
