import type { Day } from '#platform/calendar/index.ts'
import type { ImportedAction } from '../model/model.ts'

/** A recommendation as it is being put together. */
export interface OpenRecommendation {
  ref: string | null
  text: string | null
  commentary: string[]
  updated: Day | null
  actions: ImportedAction[]
  /** Whether the document says that it is a recommendation. Others stay only if actions follow. */
  isCertain: boolean
  level: number
  where: string
  place: string
  /** The place of the heading or line that opened it without saying that it is a recommendation. */
  line?: string
  /** Set where it carries a number by which it may open one, or is likely to, so that it is asked about beside others too. */
  asked?: 'asked' | 'likely'
  /** Whether a table names it, by its number or in words. */
  isNamedBelow?: boolean
  /** The words of the heading that opened it. */
  said?: string
  /** Whether its words are said of what stands below it, so that it stands only if it has actions. */
  isSaidBelow?: boolean
}

/** Words outside the cells of an action, with what is known of their looks. */
export interface Line {
  readonly words: string
  readonly number: string | null
  /** 0 for a title, 1 to 9 for headings, 10 for bold paragraphs and merged rows, 20 for plain paragraphs. */
  readonly level: number
  readonly where: string
  /** Its place, where it stands in a row of a table: `t1r2`. */
  readonly place?: string
  /** Whether the words fill a cell of a table: such words are placed or listed, never passed over. */
  readonly isCell?: boolean
  /** Whether they stand below the headers of a table, where no title of the document can stand. */
  readonly isBelowHeaders?: boolean
  /** Whether a cell of its own says what the words are, so that they are no title. */
  readonly isLabelled?: boolean
}
