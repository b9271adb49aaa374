import type { Html } from '../page/index.ts'
import type { ProseList, Run } from './prose.ts'

/** The part of a page on which text stands, in points. */
export interface Area {
  readonly width: number
  readonly height: number
}

/** Where a document is laid out: the text of its pages, as they are and turned. */
export interface Frame {
  readonly tall: Area
  readonly wide: Area
  /** Whether its pages stand upright unless they are turned. */
  readonly isTall: boolean
  /** Whether no page may be turned. */
  readonly isOneWay: boolean
}

/** A block with its measures, in points. */
export type SetBlock =
  | { readonly type: 'heading'; readonly level: 1 | 2; readonly text: string }
  | {
      readonly type: 'text'
      readonly runs: readonly Run[]
      readonly isQuiet: boolean
      /** Whether it stays on one page with what follows. */
      readonly isLead?: boolean
    }
  | (ProseList & { readonly isLead?: boolean })
  | SetTable
  | SetPicture

export interface SetTable {
  readonly type: 'table'
  readonly caption: string
  readonly size: number
  readonly columns: readonly { readonly width: number; readonly isNumeric: boolean }[]
  readonly head: readonly string[]
  /** Whether the heads stand again on each page: not where they are as high as a page. */
  readonly isHeadRepeated: boolean
  /** Whether it is short, and never parted by the end of a page. */
  readonly isTogether: boolean
  /** Whether it stays on one page with what follows. */
  readonly isLead?: boolean
  readonly rows: readonly {
    readonly cells: readonly string[]
    readonly height: number
    /** Whether it is kept on one page: not where it is longer than one. */
    readonly isWhole: boolean
  }[]
}

export interface SetPicture {
  readonly type: 'picture'
  readonly svg: Html
  readonly description: string
  readonly width: number
  readonly height: number
  /** Lower than this its lettering could not be read. */
  readonly leastHeight: number
}

/** Blocks that follow one another on pages of one shape. */
export interface Stretch {
  readonly isTall: boolean
  readonly blocks: readonly SetBlock[]
}

/** A4, with margins of 2 cm and room for the number of the page. */
const MARGIN = 56.7
const FOOTER = 28
const A4 = { short: 595.3, long: 841.9 } as const
export const PAPER = { ...A4, margin: MARGIN, footer: FOOTER } as const

/** The frame of documents that bring no template. */
export function ownFrame(orientation: 'portrait' | 'landscape' = 'portrait', isOneWay = false): Frame {
  const area = (width: number, height: number): Area => ({
    width: width - 2 * MARGIN,
    height: height - 2 * MARGIN - FOOTER,
  })
  return {
    tall: area(A4.short, A4.long),
    wide: area(A4.long, A4.short),
    isTall: orientation === 'portrait',
    isOneWay,
  }
}
