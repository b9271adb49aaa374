import type { Tx } from './pool.ts'
import { sql } from './sql.ts'

/**
 * Waits until nobody else has a turn and has it until the transaction ends, or until what it did since is undone. The names of turns, and the one
 * order in which they are taken, are those of `muniment.turns()` in the migrations; tests fail for whoever takes one behind a later one.
 */
export async function takeTurn(tx: Tx, turn: string): Promise<void> {
  await tx.run(sql`select muniment.take_turn(${turn})`)
}

/** The same of some things alone, by their ids or keys: whoever takes the turn of others waits for nobody, and who takes the whole turn waits for all. */
export async function takeTurnOf(tx: Tx, turn: string, ids: readonly string[]): Promise<void> {
  await tx.run(
    sql`select muniment.take_turn(${turn}, true, (select coalesce(array_agg(hashtext(id)), '{}') from unnest(${ids}::text[]) id))`,
  )
}
