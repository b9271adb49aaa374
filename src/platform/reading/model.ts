import type { SignalColour } from './colours.ts'

/** A document as a reader understood it: what a person would see from top to bottom, without its looks. */
export interface ReadDocument {
  readonly format: Format
  /** From the document's own properties, or null. */
  readonly title: string | null
  /** The day it was last changed, from its own properties, or null. ISO 8601. */
  readonly changedOn: string | null
  readonly blocks: readonly Block[]
  /** What could not be read, in plain English. */
  readonly warnings: readonly string[]
  /** Words that are struck out: they stand in no block, because they are not said any more. */
  readonly struck?: readonly string[]
  /** Where each of `struck` stands, in the same order: `Table 1, row 15`. Documents that an earlier version read have none. */
  readonly struckPlaces?: readonly string[]
}

export type Format = 'docx' | 'odt' | 'xlsx' | 'ods' | 'csv' | 'html' | 'text'

export type Block = Heading | Paragraph | Table

export interface Heading {
  readonly type: 'heading'
  /** 0 is the document's title; 1 to 9 are levels. */
  readonly level: number
  readonly text: string
  /** The number that the program shows before the text, `4.1`, or null. */
  readonly number: string | null
}

export interface Paragraph {
  readonly type: 'paragraph'
  readonly text: string
  readonly number: string | null
  /** Whether the whole paragraph is bold, as people make headings without saying so. */
  readonly bold: boolean
}

export interface Table {
  readonly type: 'table'
  /** A caption, or the name of the sheet. */
  readonly caption: string | null
  /** Rectangular: every row has the same number of cells. */
  readonly rows: readonly (readonly Cell[])[]
  /** How many rows at the top the document itself marks as headers. */
  readonly headerRows: number
  /** What of it the file does not show, though words stand there; nothing where all is shown. */
  readonly hidden?: Hidden
}

/** Rows and columns, from 0, that are not shown, or all of a sheet. */
export interface Hidden {
  readonly isWhole: boolean
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

export interface Cell {
  readonly paragraphs: readonly string[]
  /** Whether the paragraphs are items of a list. */
  readonly list: boolean
  /** For a cell that a merged cell covers, which has no paragraphs of its own: where that one begins. */
  readonly coveredBy: { readonly row: number; readonly column: number } | null
  /** The signal that the colour of a cell without words shows. */
  readonly colour?: SignalColour
  /** Whether words stand in a cell without others that are struck out. */
  readonly isStruck?: true
}

/** Text of a cell, its paragraphs on lines of their own. */
export function cellText(cell: Cell): string {
  return cell.paragraphs.join('\n')
}

/** Words of a cell, or of what was taken from it, in one line; empty where there is none, or a merged cell covers it. */
export const cellLine = (cell: Pick<Cell, 'paragraphs'> | undefined): string =>
  cell === undefined ? '' : cell.paragraphs.join(' ').replaceAll('\n', ' ').trim()

export const EMPTY_CELL: Cell = { paragraphs: [], list: false, coveredBy: null }
