import type { ObjectKind, Permission } from '../access/index.ts'
import type { Act } from '../audit/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Queries, Sql, Tx } from '../db/index.ts'

/** Things that go from one unit to another: a condition on the column that holds their id. */
export type Which = (id: Sql) => Sql

/** What is chosen where several units that merge have the same: in a sentence, with the ids of what ends because of it. */
export interface Chosen {
  readonly words: string
  readonly ends: readonly string[]
}

/**
 * Something that belongs to units. Each room says what of its own does, and says its rows under the same key in a view of its own, `unit_belonging`, which
 * is joined with those of other rooms (`people.join_belongings`).
 */
export interface Belonging {
  readonly key: string
  readonly one: string
  readonly more: string
  /** The column that refers to the unit: schema, table and column. */
  readonly column: string
  /** Who is shown that there is such a thing, and what it is called: those who hold the permission, and of its rows each one, or those that a rule lets them read. */
  readonly seen: { readonly by: Permission; readonly rows: 'every' | ObjectKind }
  /** What somebody must hold to give one to another unit, or to let one go. Nobody gives away what they are not shown. */
  readonly moves: Permission
  /** What is chosen where several of these units that merge, or the one that inherits, have the same. */
  readonly choices?: (db: Queries, unitIds: readonly string[], toUnitId: string | null) => Promise<Chosen[]>
  /** Chooses so, before anything moves. Answers what was chosen, in sentences. */
  readonly choose?: (tx: Tx, unitIds: readonly string[], toUnitId: string) => Promise<string[]>
  /** Gives some of them to another unit. Answers how many followed. */
  readonly move: (tx: Tx, act: Act, which: Which, going: { readonly to: string; readonly on: Day }) => Promise<number>
  /** Ends some of them here, because they go to another body with the functions. Without it they have to find a place here. */
  readonly leave?: (
    tx: Tx,
    act: Act,
    which: Which,
    going: { readonly body: string; readonly on: Day },
  ) => Promise<number>
}

/** A reference to a unit that stays as it is when the unit is closed, and why. */
export interface UnitRecord {
  readonly column: string
  readonly why: string
}

/** Something that people hold under a role. Each room says what of its own; the house joins them on. */
export interface RoleBelonging {
  readonly one: string
  readonly more: string
  /** How many are held after a day. */
  count(db: Queries, roleId: string, on: Day): Promise<number>
  /** Ends them with that day; they go on under the heir from the next one, where there is an heir. Answers how many ended. */
  end(tx: Tx, roleId: string, heirId: string | null, on: Day, act: Act): Promise<number>
}
