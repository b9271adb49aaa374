import type { Day } from '#platform/calendar/index.ts'
import type { Interpretation } from '../../dates/index.ts'
import type { ClaimAnswer, Keyed } from '../../statuses.ts'

/** What a document was understood to say, before anything is saved. */
export interface ImportedPlan {
  readonly title: string | null
  /** The plan's own date, from which words without a year are counted. */
  readonly asOf: Day
  /** Whether the document or a person says that date. Without it, words that are counted from it are not read: they wait for it. */
  readonly isDated: boolean
  readonly recommendations: readonly ImportedRecommendation[]
  /** Everything that found no place, so that nothing is dropped in silence. */
  readonly leftOver: readonly LeftOver[]
  readonly questions: readonly Question[]
  /** Every question that reading the document raised, also those that were answered; absent where nobody could answer any. */
  readonly raised?: readonly Question[]
  readonly tables: readonly TableColumns[]
  /** Rows that were taken for headings, for headers once more, for counts of other rows or for something else than actions. */
  readonly otherRows: readonly OtherRow[]
  /** Set where the document is a plan that Muniment wrote, to be read back to the letter: the plan's id, if it is there. */
  readonly writtenFrom?: string | null
}

export interface ImportedRecommendation {
  /** Where it was first named in the document, in a form fit for an address: `paragraph-3`, `table-2-row-5`. */
  readonly place: string
  readonly ref: string | null
  readonly text: string | null
  readonly commentary: string | null
  /** The day to which the commentary speaks, if the document says so. */
  readonly updated: Day | null
  readonly actions: readonly ImportedAction[]
  /** Its id, where the document is one that Muniment wrote. */
  readonly key?: string
}

/** What of an action a person can say. */
export type Answerable = 'ref' | 'text' | 'owners' | 'priority' | 'target' | 'status'

export interface ImportedAction {
  /** Where it stands in the document: `t2r5`, with `.3` for the third of several in one row. */
  readonly place: string
  readonly ref: string | null
  readonly text: string
  /** As written, one string for each owner. */
  readonly owners: readonly string[]
  /** The whole cell of the owners as it was written, where it holds more or other words than the owners together. */
  readonly ownersCell?: string
  readonly priority: string | null
  readonly target: Interpretation | null
  readonly status: string | null
  /** What a person said that the status claims, whatever its words are. */
  readonly claim?: ClaimAnswer
  /** What of it a person said of this version of the document: not what was said of the version before and holds again. */
  readonly answered?: readonly Answerable[]
  /** What the document's own key says that the status claims, where that is not how its words are usually read. */
  readonly keyed?: Keyed
  /** The header above the status, where one column alone holds it. */
  readonly statusHeader?: string
  /** The day from which it speaks: nothing that it says was done after it. Without one, today. */
  readonly saidOn?: Day
  readonly commentary: string | null
  /** What the assessor's column says, as written. */
  readonly verdict?: string | null
  /** The names of the registers that stand in its status and verdict. */
  readonly registered?: readonly string[]
  /** The reference of what it says again or carries on, as written. */
  readonly predecessor?: string | null
  /** The key that Muniment wrote beside it, where the document is one that Muniment wrote. */
  readonly key?: string
}

export interface LeftOver {
  /** In words: `Table 2, row 5, column 3`. */
  readonly where: string
  readonly text: string
  readonly why: string
}

/** So many characters of a document's words are quoted in a question. */
export const MOST_QUOTED = 200

/** What questions are about that are asked once for several rows, or that others add to. */
export type QuestionTopic =
  | 'bare-rows'
  | 'blank-recommendations'
  | 'closed-heading'
  | 'completion'
  | 'dittos'
  | 'empty-actions'
  | 'examples'
  | 'foot'
  | 'headings'
  | 'keys'
  | 'log-type'
  | 'more'
  | 'no-action'
  | 'notes'
  | 'outline'
  | 'owners-with-dates'
  | 'paragraphs'
  | 'revised-dates'
  | 'statuses-differ'
  | 'ticks'
  | 'unsaid-actions'
  | 'words-beside'
  | 'word-refs'

/** Something that was guessed, in plain English, for a person to confirm. */
export interface Question {
  readonly where: string
  /** The action, row or recommendation it is about, if it is about one. */
  readonly place: string | null
  readonly question: string
  readonly guess: string
  /** By which it is known while the document is read; its words may change. */
  readonly topic?: QuestionTopic
  /** What it has in common with those of its topic that are asked as one with it, where not all of them are. */
  readonly sameAs?: string
  /** Words of the document that it quotes, where others of its topic add to them or ask no more about them. */
  readonly quotes?: readonly string[]
  /** What of an action it is about, where it is about one thing of it. */
  readonly field?: ColumnField
  /** What else of the same action it is about, where that may be wrong instead. */
  readonly orField?: ColumnField
  /** Set where it asks for the date of the plan, which nothing is saved without. */
  readonly about?: 'plan-day'
  /** Every action or row that it stands for, where it is asked once for several. */
  readonly places?: readonly string[]
  /** Where it is about the owners of a cell: the cell, and the ways to read it, the guess first. */
  readonly owners?: { readonly cell: string; readonly ways: readonly (readonly string[])[] }
  /** Where it is about what a status says: the `statusKey` that one answer can settle. */
  readonly status?: string
}

/** What a column may hold. */
export const COLUMN_FIELDS = [
  'recommendation-ref',
  'recommendation',
  'objective',
  'ref',
  'action',
  'owner',
  'priority',
  'target',
  'target-period',
  'owner-and-target',
  'status',
  'commentary',
  'updated',
  'verdict',
  'predecessor',
  'response',
  'leave-out',
] as const

export type ColumnField = (typeof COLUMN_FIELDS)[number]

/** How a table is laid out: each row below its headers speaks of one thing, or all of it of one action, with the names of fields before their values. */
export const TABLE_SHAPES = ['rows', 'card'] as const
export type TableShape = (typeof TABLE_SHAPES)[number]

/** How a table was read, which of those of the document it is, from 0, and the words of its first column, by which the next version has it again. */
export interface LaidOut {
  readonly shape: TableShape
  readonly source: number
  readonly front: string
}

/** How the columns of one table were understood. */
export interface TableColumns {
  readonly caption: string | null
  /** How a table of the document itself was read; none where lines were read as a table. */
  readonly laidOut?: LaidOut
  readonly columns: readonly Column[]
  /** Whether the table had a row of headers, took them from the table before, or was understood by what it holds. */
  readonly basis: 'headers' | 'previous' | 'contents' | 'chosen'
  /** The row of headers, from 0; null where the table has none. */
  readonly headerRow: number | null
}

export interface Column {
  readonly header: string | null
  readonly field: ColumnField
  /** Whether the field was worked out without a header that says so. */
  readonly guessed: boolean
  /** Whether its cells may tell how the actions stand, though nothing calls it so. */
  readonly isStating?: boolean
  /** Whether a reference in it is merged over several actions, and nothing says whose it is. */
  readonly isOverSeveral?: boolean
  /** Whether it is commentary on the recommendation of its row, and not on the action. */
  readonly isOfRecommendation?: boolean
}

/** The columns of a table, and the row at which its contents begin. */
export interface Layout {
  readonly columns: readonly Column[]
  readonly basis: TableColumns['basis']
  readonly firstRow: number
  /** The row of headers, or null. */
  readonly headerRow: number | null
}

/** What a cell of a row holds for one field. */
export interface Value {
  readonly column: number
  readonly header: string | null
  readonly paragraphs: readonly string[]
  readonly list: boolean
  /** Whether the words stand in this very row and not in a merged cell from above. */
  readonly own: boolean
  /** What could not be told of a cell with owners and dates, which is therefore commentary. */
  readonly unparted?: readonly string[]
  /** Words of it that nobody knows and that were taken for owners. */
  readonly mayBeOwner?: readonly string[]
}

/** What a person chose instead of the guesses. Tables are known by their number from 0. */
export interface Choices {
  readonly asOf?: Day
  /** A field for each column of a table. */
  readonly columns?: Readonly<Record<number, readonly ColumnField[]>>
  /** The row of a table's headers, from 0; null where it has none. */
  readonly headerRows?: Readonly<Record<number, number | null>>
  /** How tables of the document itself are laid out, by their number from 0 among those. */
  readonly shapes?: Readonly<Record<number, TableShape>>
  /** Whether a row, by its place (`t2r5`), is one action, or each paragraph of its action cell is one. */
  readonly parts?: Readonly<Record<string, 'one' | 'each'>>
  /** What a row is, by its place, where it was taken for something else. */
  readonly rows?: Readonly<Record<string, RowKind>>
  /** The owners that a cell names, by the cell as written. */
  readonly owners?: Readonly<Record<string, readonly string[]>>
}

/**
 * What a row of a table can be: an action, a heading for the rows below it, headers again, from which the columns below are read, a count
 * of other rows, words that say that there is no action, a row that has no words for one, the end of what the row above says, or something else.
 */
export const ROW_KINDS = ['action', 'heading', 'headers', 'total', 'declined', 'without', 'more', 'other'] as const
export type RowKind = (typeof ROW_KINDS)[number]

/** A row within a table that was read as something else than an action. */
export interface OtherRow {
  readonly place: string
  readonly kind: Exclude<RowKind, 'action'>
  readonly words: string
}

/** What a person reads for each shape of a table. */
export const SHAPE_NAMES: Readonly<Record<TableShape, string>> = {
  rows: 'A table of rows',
  card: 'A card: one action',
}

/** What a person reads for each field. */
export const FIELD_NAMES: Readonly<Record<ColumnField, string>> = {
  'recommendation-ref': 'Recommendation’s reference',
  recommendation: 'Recommendation',
  objective: 'Objective',
  ref: 'Action’s reference',
  action: 'Action',
  owner: 'Owner',
  priority: 'Priority',
  target: 'Target date',
  'target-period': 'Target date, where the column is ticked',
  'owner-and-target': 'Owner and target date',
  status: 'Status',
  commentary: 'Commentary',
  updated: 'Last updated',
  verdict: 'Assessor’s verdict',
  predecessor: 'Earlier recommendation or action',
  response: 'Response to the recommendation',
  'leave-out': 'Leave out',
}
