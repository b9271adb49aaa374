import type { Day } from '#platform/calendar/index.ts'
import type { Table } from '#platform/reading/index.ts'
import type { CellsBeside } from './cell-beside.ts'
import type { ReadDate } from './dating.ts'
import type { Choices, Layout, LeftOver, OtherRow, Question } from './model.ts'
import type { OpenRecommendation } from './open-recommendations.ts'
import type { OwnerReader } from './owner-reader.ts'
import type { Sections } from './sections.ts'

/** How the rows of a project's tasks hang together: by `WBS`, by an outline's number, or by its level. Rows count from 0. */
export interface Outline {
  /** The summary task that a row stands under. */
  readonly parents: ReadonlyMap<number, number>
  /** Rows that only sum up those below them. */
  readonly heads: ReadonlySet<number>
  /** What stands open above the rows that stand under no summary task: above the table, or by a heading within it. */
  above: OpenRecommendation | null
  /** Whether a heading within the table opened that. */
  isHeaded: boolean
  /** What each summary task opened. */
  readonly opened: Map<number, OpenRecommendation>
  /** Whether only the references tell it, so that somebody is asked. */
  readonly isAsked: boolean
}

/** What the reading of one table needs, and where it puts what it finds. */
export interface RowContext {
  readonly table: Table
  readonly tableNumber: number
  readonly layout: Layout
  readonly sections: Sections
  readonly leftOver: LeftOver[]
  readonly questions: Question[]
  /** The cells beside the statuses of actions, by the place of each. */
  readonly beside: CellsBeside
  readonly readDate: ReadDate
  /** The day of the import: nothing that is done was done after it. */
  readonly today: Day
  readonly owners: OwnerReader
  /** The columns whose dates in figures have the month first. */
  readonly monthFirst: ReadonlySet<number>
  /** The column of a log that says of each row whether it is an action. */
  readonly typeColumn: number | null
  /** The row's recommendation where the document names none: by the references' first number. */
  readonly groupByRef: boolean
  /** What a person said of rows with several paragraphs. */
  readonly parts: NonNullable<Choices['parts']>
  /** What a person said that rows are. */
  readonly rowKinds: NonNullable<Choices['rows']>
  /** Rows that are no actions, for a person to see and change. */
  readonly otherRows: OtherRow[]
  /** Whether a heading, and not the row above, opened what the row belongs to. */
  readonly isUnderHeading: boolean
  /** How rows hang together in a list of a project's tasks; null in other tables. */
  readonly outline: Outline | null
  /** Reads the columns below other headers within the table. */
  readonly layOutFrom: (row: number) => Layout
}
