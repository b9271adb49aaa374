import type { Person } from '../access/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Queries, Sql } from '../db/index.ts'

/** Something that a reference may lead to, and that will not be there as it is from a day on. */
export interface Ahead {
  readonly id: string
  readonly name: string
  readonly on: Day
  /** What happens, after its name and before the day: `closes`. */
  readonly short: string
  /** The same with who else takes part: `merges with Estates into Property`. */
  readonly words: string
  /** Where more is said of it. */
  readonly href: string
}

/** Another register that a field points into. */
export interface ReferenceTarget {
  readonly table: readonly [string, string]
  readonly path: string
  readonly singular: string
  /** The column that holds the name. */
  readonly name: string
  /** Other columns of text that people know it by. */
  readonly also?: readonly string[]
  /** The column of the day from which on it is closed: it is neither offered nor taken any more. */
  readonly closedOn?: string
  /** The column says the last day on which it is open instead. */
  readonly isLastDay?: boolean
  /** What it did on that day, after its name; without it “was closed on”. */
  readonly closing?: string
  /** What is planned for some of them, or for all: said where one is chosen, and on what refers to it. In the order of its days. */
  readonly ahead?: (db: Queries, ids: readonly string[] | null, today: Day, viewer: Person) => Promise<readonly Ahead[]>
  /** Which of them alone are offered and taken, where not each one will do. What leads to another already may stay as it is. */
  readonly fit?: {
    /**
     * A query for their ids. `of` names what an item has in the column that they hang on, as a query writes it; null where none is declared, and
     * before anything is known of the item.
     */
    readonly ids: (today: Day, of: Sql | null) => Sql
    /** The column of the item, an identifier, on which it hangs which of them will do: its unit. It has to be a field of the register. */
    readonly of?: string
    /** What is said of another one, after its name. */
    readonly otherwise: string
  }
}
