import type { SeenBy } from '../access/index.ts'
import type { Html } from '../page/index.ts'

/** A picture as one SVG, with how the rows are seen that it shows: what `svg` of the charts makes. One that is drawn for each kind of screen has no place on paper. */
export type Drawing = Html & { readonly seenBy: SeenBy; readonly isOneDrawing: true }

/** A document to be read or edited elsewhere, without its looks: each writer gives it those of its format. */
export interface PaperDocument {
  readonly title: string
  readonly subtitle: string
  readonly blocks: readonly PaperBlock[]
  /** What every page says of the document, such as `Draft`. It is no part of what the document says. */
  readonly mark?: string
  /** When and by whom it was issued, as a sentence below its title. It is no part of what the document says. */
  readonly issued?: string
  /** Upright unless it says otherwise; sections whose tables need more room turn the page. */
  readonly orientation?: 'portrait' | 'landscape'
  /** Whether no page is turned: tables take smaller type instead. */
  readonly isOneWay?: boolean
}

/** What stands below the title, a line each. */
export const linesBelowTitle = ({ subtitle, issued }: Pick<PaperDocument, 'subtitle' | 'issued'>): string[] => [
  subtitle,
  ...(issued ? [issued] : []),
]

export type PaperBlock =
  | { readonly type: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string; readonly quiet?: boolean }
  | { readonly type: 'list'; readonly items: readonly string[] }
  /** What somebody wrote: paragraphs, lists and bold, as `proseOf` reads them. */
  | { readonly type: 'written'; readonly text: string }
  | {
      readonly type: 'table'
      readonly caption: string
      readonly columns: readonly PaperColumn[]
      readonly rows: readonly (readonly string[])[]
      /** Whether it is never parted, because a program reads it again. */
      readonly isOnePiece?: boolean
    }
  | {
      readonly type: 'picture'
      readonly svg: Drawing
      readonly width: number
      readonly height: number
      readonly description: string
      /** Where its figures are, as a sentence: said on paper where the picture could not be read. */
      readonly figures?: string
    }

export interface PaperColumn {
  readonly text: string
  /** Share of the page's width, relative to the other columns. */
  readonly share?: number
  readonly numeric?: boolean
}
