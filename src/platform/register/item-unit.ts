import type { Person } from '../access/index.ts'
import type { Act } from '../audit/index.ts'
import type { Queries } from '../db/index.ts'

/** Whoever does an act, with what they may do now: asked in its transaction. The room of people knows. */
export type Acting = (db: Queries, act: Act) => Promise<Person>

/**
 * To which unit the items of a register belong: there somebody has to have the right to change them. Of what belongs to no unit it is a right that holds
 * everywhere, for that is the whole body's.
 */
export type ItemUnit =
  | { readonly by: 'column'; readonly column: string; readonly acting: Acting }
  /** What a field leads to has the unit: the table of that, and its column. */
  | {
      readonly by: 'through'
      readonly column: string
      readonly table: readonly [string, string]
      readonly unit: string
      readonly acting: Acting
    }
  /** The items are units themselves; a new one belongs to the one that it is a part of. */
  | { readonly by: 'itself'; readonly above: string; readonly acting: Acting }
  | { readonly by: 'body'; readonly because: string; readonly acting: Acting }
  /** The right to change them is not kept to units. */
  | { readonly by: 'any'; readonly because: string }
