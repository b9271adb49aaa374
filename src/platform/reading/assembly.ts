import type { SignalColour } from './colours.ts'
import { Grid, paragraphsOf } from './grid.ts'
import type { Block } from './model.ts'
import { LIMITS, tooMuch } from './problem.ts'

/** A paragraph as a reader met it; `text` may hold line breaks. */
export interface MetParagraph {
  readonly text: string
  readonly number?: string | null
  readonly bold?: boolean
  readonly heading?: number | null
  readonly listItem?: boolean
}

interface OpenCell {
  paragraphs: string[]
  items: number
  isStruck: boolean
}

/** How a cell lies in its row when it ends. */
export interface CellPlace {
  readonly columns?: number
  readonly rows?: number
  readonly at?: number
  /** Whether it only carries on the cell above it. */
  readonly continues?: boolean
  /** How many times the same cell stands side by side. */
  readonly repeat?: number
  readonly colour?: SignalColour | null
}

/** Cells of one colour side by side, from which on it is a band and no signal. */
const WIDEST_SIGNAL = 8

/** Puts the blocks of a document together. A table inside a cell becomes paragraphs of that cell. */
export class Assembly {
  readonly blocks: Block[] = []
  readonly struck: string[] = []
  readonly struckPlaces: string[] = []
  #tables = 0
  #depth = 0
  #grid: Grid | null = null
  #headerRows = 0
  #caption: string | null = null
  #cell: OpenCell | null = null
  #count = 0
  #characters = 0

  /** Whether what comes belongs to the outermost table, and not to one inside a cell. */
  get inOuterTable(): boolean {
    return this.#depth === 1
  }

  get inCell(): boolean {
    return this.#cell !== null
  }

  startTable(caption: string | null = null): void {
    this.#depth += 1
    if (this.#depth > 1) return
    this.#grid = new Grid()
    this.#headerRows = 0
    this.#caption = caption
  }

  caption(text: string): void {
    if (this.#depth === 1) this.#caption = text || null
  }

  startRow(): void {
    if (this.#depth === 1) this.#grid?.startRow()
  }

  /** Says that the current row is one of the headers at the top. */
  headerRow(): void {
    if (this.#depth === 1 && this.#grid?.currentRow === this.#headerRows) this.#headerRows += 1
  }

  /** Says that the current row is not shown. */
  hideRow(): void {
    if (this.#depth === 1) this.#grid?.hideRow()
  }

  /** Says that columns of the current table are not shown, from one to another that counts too. */
  hideColumns(from: number, to: number): void {
    if (this.#depth === 1) this.#grid?.hideColumns(from, to)
  }

  /** Says that nothing of the current table is shown. */
  hideTable(): void {
    if (this.#depth === 1) this.#grid?.hide()
  }

  startCell(): void {
    if (this.#depth === 1) this.#cell = { paragraphs: [], items: 0, isStruck: false }
  }

  endCell({ columns = 1, rows = 1, at, continues = false, repeat = 1, colour = null }: CellPlace = {}): void {
    if (this.#depth !== 1 || !this.#cell || !this.#grid) return
    const { paragraphs, items, isStruck } = this.#cell
    const column = at ?? this.#grid.freeColumn()
    const placed = { paragraphs, columns, rows, list: items > 0 && items === paragraphs.length, colour, isStruck }
    if (continues) this.#grid.extendDown(column, columns)
    else if (paragraphs.length === 0 && repeat > (colour ? WIDEST_SIGNAL : 1)) this.#grid.leaveBlank(repeat)
    else for (let copy = 0; copy < repeat; copy += 1) this.#grid.add(placed, copy === 0 ? column : undefined)
    this.#cell = null
  }

  /** Leaves out a cell that another one covers. */
  dropCell(): void {
    if (this.#depth === 1) this.#cell = null
  }

  /** Puts copies of the row that has just ended below it, unless it is blank. */
  repeatRow(copies: number): void {
    if (this.#depth === 1) this.#grid?.repeatRow(copies)
  }

  endTable(): void {
    this.#depth -= 1
    if (this.#depth > 0 || !this.#grid) return
    const table = this.#grid.table(this.#caption, this.#headerRows)
    if (table.rows.length > 0) {
      this.blocks.push(table)
      this.#tables += 1
    }
    this.#grid = null
  }

  /** Keeps words that are struck out apart from those that stand. */
  strikeOut(text: string): void {
    this.#characters += text.length
    if (this.#characters > LIMITS.characters) throw tooMuch('characters', LIMITS.characters)
    const words = paragraphsOf(text).join(' ')
    if (words === '') return
    this.struck.push(words)
    if (this.#cell) this.#cell.isStruck = true
    this.struckPlaces.push(this.#grid ? `Table ${this.#tables + 1}, row ${this.#grid.currentRow + 1}` : 'The text')
  }

  paragraph(met: MetParagraph): void {
    this.#characters += met.text.length
    if (this.#characters > LIMITS.characters) throw tooMuch('characters', LIMITS.characters)
    const lines = paragraphsOf(met.text)
    if (lines.length === 0 && !met.number) return
    this.#count += 1
    if (this.#count > LIMITS.paragraphs) throw tooMuch('paragraphs', LIMITS.paragraphs)
    if (this.#depth > 0) this.#intoCell(met, lines)
    else this.#intoBody(met, lines)
  }

  #intoCell(met: MetParagraph, lines: readonly string[]): void {
    if (!this.#cell) return
    const [first = '', ...rest] = lines
    const numbered = [met.number ?? '', first].filter((part) => part !== '').join(' ')
    this.#cell.paragraphs.push(numbered, ...rest)
    if (met.listItem || met.number) this.#cell.items += 1 + rest.length
  }

  #intoBody(met: MetParagraph, lines: readonly string[]): void {
    const number = met.number ?? null
    if (met.heading !== undefined && met.heading !== null) {
      this.blocks.push({ type: 'heading', level: met.heading, text: lines.join(' '), number })
      return
    }
    lines.forEach((text, index) => {
      this.blocks.push({ type: 'paragraph', text, number: index === 0 ? number : null, bold: met.bold ?? false })
    })
    if (lines.length === 0) this.blocks.push({ type: 'paragraph', text: '', number, bold: false })
  }
}
