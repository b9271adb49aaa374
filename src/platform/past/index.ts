import { addDays, type Day, dayOf, instantFrom, inWords } from '../calendar/index.ts'
import { type Db, name, type Queries, Sql, sql, type Tx } from '../db/index.ts'
import { BadRequest } from '../errors.ts'
import { askedOfThen, laidOut, type PastTable, type Relations } from './model.ts'

/** A day that is asked for, and the day on which it is asked. */
export interface AsOf {
  readonly on: Day
  readonly today: Day
}

/**
 * What was found as of a day; `note` says so in words where it shows today instead, and is null where it shows what was on record then. Nothing is
 * found of a day before the record: the note says that, and nothing else can be said.
 */
export type Recorded<Found> =
  | { readonly found: Found; readonly note: string | null }
  | { readonly found: null; readonly note: string }

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
 * table in its questions is asked as it stood. Where that is not known of all that it asks, the work is done on what is on record today, of
 * today, and the note says so. A day that has not come is refused. The database that the work is given is of use until the work is done; beside
 * it stands the day of which it is.
 */
export async function asRecorded<Found>(
  db: Db,
  { on, today }: AsOf,
  work: (then: Db, day: Day) => Promise<Found>,
): Promise<Recorded<Found>> {
  if (on > today) throw new BadRequest(`${inWords(on)} has not come yet`, 'Give today or a day in the past.')
  if (on === today) return { found: await work(db, today), note: null }
  const before = endOf(on)
  const begun = await recordBegan(db)
  if (begun !== null && on < begun)
    return { found: null, note: `${beganInWords(begun)}. Nothing can be said of ${inWords(on)}.` }
  const relations = await relationsAt(db, before)
  const then = await db.transaction(async (tx) => {
    const past = new Then(tx, before, relations)
    const found = await work(past, on)
    return { found, isThen: past.isThen }
  })
  if (then.isThen) return { found: then.found, note: null }
  const note = `What follows is what is on record today, ${inWords(today)}, and not what was on record on ${inWords(on)}.`
  return { found: await work(db, today), note }
}

/** The day on which this installation was opened: of the days before it nothing is on record as of then. */
export async function recordBegan(db: Queries): Promise<Day | null> {
  const row = await db.maybe<{ at: Date }>(sql`select opened_at as at from muniment.installation`)
  return row ? dayOf(row.at) : null
}

/** When the record began, as the beginning of a sentence. */
export const beganInWords = (begun: Day): string => `The record began on ${inWords(begun)}`

/** What can be asked as it stood at an instant. */
async function relationsAt(db: Queries, before: Date): Promise<Relations> {
  const rows = await db.many<{ relation: string; recordedAt: string | null; isKept: boolean }>(sql`
    select n.nspname || '.' || c.relname as relation, k.recorded_at as "recordedAt", coalesce(k.since < ${before}, false) as "isKept"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join past.kept k on k.relation = n.nspname || '.' || c.relname
    where c.relkind in ('r', 'v', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'past') order by 1`)
  const kept = rows.flatMap(({ relation, recordedAt, isKept }): [string, PastTable][] =>
    isKept ? [[relation, { recordedAt }]] : [],
  )
  return { all: new Set(rows.map(({ relation }) => relation)), kept: new Map(kept) }
}

/** A database of which everything is asked as it stood. Nothing can be written there. */
class Then implements Db {
  readonly kind = 'pool'
  readonly #tx: Tx
  readonly #before: Date
  readonly #relations: Relations
  readonly #laidOut = new Map<string, Promise<void>>()
  #cursors = 0
  #isThen = true
  constructor(tx: Tx, before: Date, relations: Relations) {
    this.#tx = tx
    this.#before = before
    this.#relations = relations
  }

  /** Whether all that was asked could be asked as it stood. */
  get isThen(): boolean {
    return this.#isThen
  }

  async #asked(query: Sql): Promise<Sql> {
    const { query: asked, needs, ofNow } = askedOfThen(query, this.#before, this.#relations)
    if (ofNow.length > 0) this.#isThen = false
    await Promise.all(needs.map((relation) => this.#layOut(relation)))
    return asked
  }

  /** Lays the rows of a table out as they stood, once. */
  #layOut(relation: string): Promise<void> {
    const known = this.#laidOut.get(relation)
    if (known) return known
    const [schema = '', table = ''] = relation.split('.')
    const made = (async () => {
      const rows = asOf([schema, table], this.#before)
      await this.#tx.run(sql`create temporary table ${name(relation)} on commit drop as select * from ${rows} stood`)
      await this.#tx.run(sql`analyze ${laidOut(relation)}`)
    })()
    this.#laidOut.set(relation, made)
    return made
  }

  /** It is looked at by whoever opened it, and by nobody else. */
  as(): Db {
    return this
  }

  async many<Row>(query: Sql): Promise<Row[]> {
    return this.#tx.many(await this.#asked(query))
  }
  async one<Row>(query: Sql): Promise<Row> {
    return this.#tx.one(await this.#asked(query))
  }
  async maybe<Row>(query: Sql): Promise<Row | null> {
    return this.#tx.maybe(await this.#asked(query))
  }
  async *batches<Row>(query: Sql, size = 500): AsyncIterable<Row[]> {
    this.#cursors += 1
    const cursor = name(`then ${this.#cursors}`)
    await this.#tx.run(sql`declare ${cursor} no scroll cursor for ${await this.#asked(query)}`)
    for (;;) {
      const rows = await this.#tx.many<Row>(sql`fetch ${new Sql([String(Math.trunc(size))], [])} from ${cursor}`)
      if (rows.length === 0) break
      yield rows
    }
    await this.#tx.run(sql`close ${cursor}`)
  }
  run(): Promise<number> {
    return Promise.reject(new Error('Cannot write: the past does not change'))
  }
  transaction<Result>(): Promise<Result> {
    return Promise.reject(new Error('Cannot begin a transaction: the past does not change'))
  }
  deed<Result>(): Promise<Result> {
    return this.transaction()
  }
  close(): Promise<void> {
    return Promise.resolve()
  }
}

export { versionsOf } from './versions.ts'
