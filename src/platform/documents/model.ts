import type { Html } from '../page/index.ts'

/** A document to be read or edited elsewhere, without its looks: each writer gives it those of its format. */
export interface PaperDocument {
  readonly title: string
  readonly subtitle: string
  readonly blocks: readonly PaperBlock[]
  /** Landscape unless it says otherwise, so that tables of actions fit. */
  readonly orientation?: 'portrait' | 'landscape'
}

export type PaperBlock =
  | { readonly type: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string; readonly quiet?: boolean }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | {
      readonly type: 'table'
      readonly caption: string
      readonly columns: readonly PaperColumn[]
      readonly rows: readonly (readonly string[])[]
    }
  | {
      readonly type: 'picture'
      readonly svg: Html
      readonly width: number
      readonly height: number
      readonly description: string
    }

export interface PaperColumn {
  readonly text: string
  /** Share of the page's width, relative to the other columns. */
  readonly share?: number
  readonly numeric?: boolean
}
