import type { Person, SeenRows } from '../access/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Queries, Sql } from '../db/index.ts'
import type { Choice, Unit } from '../form/index.ts'
import type { Content } from '../page/index.ts'

/** A list that people filter, sort, page through and export, declared once. */
export interface Listing<Row extends Listed> {
  /** One word for file names and addresses. */
  readonly key: string
  /** What one row is: `action`. */
  readonly singular: string
  /** What the rows are, in the plural: `actions`. */
  readonly plural: string
  /** The columns to select, each with the name that `Row` gives it. */
  readonly select: Sql
  /** What stands after `from`, joins included. */
  readonly from: Sql
  /**
   * The same rows for counting: without joins that are there for the columns alone and of which each row has exactly one. Whatever `where` of the
   * filters speaks of must be in it.
   */
  readonly countedFrom?: Sql
  readonly rows: SeenRows
  /** The row's id, which breaks ties. */
  readonly id: Sql
  readonly columns: readonly ListColumn<Row>[]
  readonly filters: readonly ListFilter[]
  /** Key of the column by which the list is sorted when nobody says otherwise. */
  readonly sortedBy: string
}

export interface Listed {
  readonly id: string
}

export interface ListColumn<Row> {
  readonly key: string
  readonly label: string
  readonly classes?: string
  readonly numeric?: boolean
  readonly sort?: Sort
  /** As the page shows it; null leaves the column to exports. */
  readonly cell: ((row: Row) => Content) | null
  /** As exports show it. */
  readonly text: (row: Row) => string | number | null
}

/** An order of rows. The expressions must never be null and should each be answered by an index together with the id. */
export interface Sort {
  readonly type: 'text' | 'date' | 'integer' | 'decimal' | 'instant'
  readonly up: Sql
  /** For the other direction, where that wants its blanks last too. */
  readonly down?: Sql
}

export interface FilterContext {
  readonly today: Day
  readonly person: Person
}

export interface ListFilter {
  readonly key: string
  /** What it was called in addresses before: what they give still counts. */
  readonly also?: readonly string[]
  readonly label: string
  readonly hint?: string
  readonly kind: 'choice' | 'search' | 'day' | 'number'
  /** Of a number: what it counts, said beside its box. */
  readonly unit?: Unit
  /** The answers of a choice. */
  readonly options?: (db: Queries, context: FilterContext) => Promise<readonly Choice[]>
  /** For a choice that may have more answers than a list can show: from so many on, a part of the name is typed instead. */
  readonly typed?: { readonly from: number; readonly nameOf: (db: Queries, value: string) => Promise<string> }
  /** The condition for an answer, or null where the answer makes no sense. */
  readonly where: (value: string, context: FilterContext) => Sql | null
}

/** A view of the list that somebody saved. */
export interface SavedView {
  readonly id: string
  readonly name: string
  readonly query: string
}

/** Where a list is, and what is said above, beside and instead of it. */
export interface ShownList {
  readonly path: string
  readonly caption: string
  readonly views?: readonly SavedView[]
  readonly empty?: Content
}

/** A filter as an address asks for it: what can be chosen, or where that is too many, the name of what was typed. */
export interface AskedFilter {
  readonly filter: ListFilter
  readonly value: string
  readonly options: readonly Choice[]
  readonly typed: string | null
}
