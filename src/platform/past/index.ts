import { addDays, type Day, dayOf, instantFrom, inWords } from '../calendar/index.ts'
import { type Db, name, type Queries, type Sql, sql } from '../db/index.ts'
import { askedOfThen, type Kept, type Relations } from './model.ts'

/** A day that is asked for, and the day on which it is asked. */
export interface AsOf {
  readonly on: Day
  readonly today: Day
}

/** What was found as of a day; `note` says so in words where it shows today instead, and is null where it shows what was on record then. */
export interface Recorded<Found> {
  readonly found: Found
  readonly note: string | null
}

/** The first instant after a day of the United Kingdom: what was recorded before it was on record at the end of that day. */
export const endOf = (on: Day): Date => instantFrom(`${addDays(on, 1)}T00:00`)

/**
 * The rows of a register, or of any other table that is kept, as they stood just before an instant: they are asked like the table itself, with
 * another name behind them. `from ${asOf(units.table, instant)} u`.
 */
export const asOf = ([schema, table]: readonly [string, string], before: Date): Sql =>
  sql`past.of(null::${name(schema, table)}, ${`${schema}.${table}`}, ${before})`

/**
 * Answers from what was on record at the end of a day. The same work that is done on the database of today is done on that of then: every
 * table in its questions is asked as it stood. Where that is not known of all that it asks, the work is done on what is on record today, and
 * the note says so.
 */
export async function asRecorded<Found>(
  db: Db,
  asOfDay: AsOf,
  work: (then: Db) => Promise<Found>,
): Promise<Recorded<Found>> {
  const past = await openPast(db, asOfDay)
  const found = await work(past.db)
  const note = past.note()
  return { found: note === null || past.db === db ? found : await work(db), note }
}

/** The database as it stood at the end of a day; that of today for today and days to come. Its note is complete once all has been asked. */
export async function openPast(db: Db, { on, today }: AsOf): Promise<{ readonly db: Db; note(): string | null }> {
  if (on >= today) return { db, note: () => null }
  const before = endOf(on)
  const begun = await begunAt(db)
  const shows = `What follows is what is on record today, ${inWords(today)}`
  if (begun && begun >= before)
    return {
      db,
      note: () =>
        `${shows}. On ${inWords(on)} nothing was on record here: the record began on ${inWords(dayOf(begun))}.`,
    }
  const relations = await relationsAt(db, before)
  const now = new Set<string>()
  const then = new Then(db, (query) => askedOfThen(query, before, relations, (relation) => now.add(relation)))
  return { db: then, note: () => (now.size === 0 ? null : `${shows}, and not what was on record on ${inWords(on)}.`) }
}

/** When this installation was opened. */
async function begunAt(db: Queries): Promise<Date | null> {
  const row = await db.maybe<{ at: Date }>(sql`select opened_at as at from muniment.installation`)
  return row?.at ?? null
}

/** What can be asked as it stood at an instant. */
async function relationsAt(db: Queries, before: Date): Promise<Relations> {
  const rows = await db.many<{ relation: string; recordedAt: string | null; isKept: boolean }>(sql`
    select n.nspname || '.' || c.relname as relation, k.recorded_at as "recordedAt", coalesce(k.since < ${before}, false) as "isKept"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join past.kept k on k.relation = n.nspname || '.' || c.relname
    where c.relkind in ('r', 'v', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'past') order by 1`)
  const kept = rows.flatMap(({ relation, recordedAt, isKept }): [string, Kept][] =>
    isKept ? [[relation, { recordedAt }]] : [],
  )
  return { all: new Set(rows.map(({ relation }) => relation)), kept: new Map(kept) }
}

/** A database of which everything is asked as it stood. Nothing can be written there. */
class Then implements Db {
  readonly kind = 'pool'
  readonly #db: Db
  readonly #asked: (query: Sql) => Sql
  constructor(db: Db, asked: (query: Sql) => Sql) {
    this.#db = db
    this.#asked = asked
  }
  many<Row>(query: Sql): Promise<Row[]> {
    return this.#db.many(this.#asked(query))
  }
  one<Row>(query: Sql): Promise<Row> {
    return this.#db.one(this.#asked(query))
  }
  maybe<Row>(query: Sql): Promise<Row | null> {
    return this.#db.maybe(this.#asked(query))
  }
  batches<Row>(query: Sql, size?: number): AsyncIterable<Row[]> {
    return this.#db.batches(this.#asked(query), size)
  }
  run(): Promise<number> {
    return Promise.reject(new Error('Cannot write: the past does not change'))
  }
  transaction<Result>(): Promise<Result> {
    return Promise.reject(new Error('Cannot begin a transaction: the past does not change'))
  }
  close(): Promise<void> {
    return Promise.resolve()
  }
}
