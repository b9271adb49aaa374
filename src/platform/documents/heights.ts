import { linesIn } from './advances.ts'
import { CELL, INDENT, LINE, LOOKS } from './looks.ts'
import type { ProseList, Run } from './prose.ts'
import type { Area, SetBlock, SetTable } from './set.ts'

const words = (runs: readonly Run[]) => runs.map(({ text }) => text).join('')

/** The height of words in a column, with the space around them. */
export const textHeight = (
  text: string,
  { size, before, after }: { readonly size: number; readonly before: number; readonly after: number },
  width: number,
): number => linesIn(text, Math.max(1, width / size)) * size * LINE + before + after

function listHeight({ items }: ProseList, width: number): number {
  return items.reduce(
    (sum, { runs, inner }) =>
      sum +
      textHeight(words(runs), LOOKS.item, width - INDENT) +
      (inner === null ? 0 : listHeight(inner, width - INDENT)),
    0,
  )
}

/** The height of a block, as if it stood on a page without an end. */
export function heightOf(block: SetBlock, { width }: Area): number {
  switch (block.type) {
    case 'heading':
      return textHeight(block.text, LOOKS[`heading${block.level}`], width)
    case 'text':
      return textHeight(words(block.runs), block.isQuiet ? LOOKS.quiet : LOOKS.text, width)
    case 'list':
      return listHeight(block, width) + LOOKS.text.after
    case 'table':
      return block.rows.reduce((sum, { height }) => sum + height, headHeight(block, width)) + LOOKS.text.after
    case 'picture':
      return block.height + LOOKS.text.after + 4
  }
}

function headHeight(table: SetTable, width: number): number {
  return textHeight(table.caption, LOOKS.caption, width) + rowOfHeads(table)
}

function rowOfHeads({ head, columns, size }: SetTable): number {
  const lines = head.map((text, column) =>
    linesIn(text, Math.max(1, ((columns[column]?.width ?? 0) - 2 * CELL.wide) / (size * 1.1))),
  )
  return Math.max(1, ...lines) * size * LINE + 2 * CELL.high
}

/** What a heading takes with it to the next page. */
const WITH_HEADING = 45

/** Where the next block stands: rows and pictures that do not fit go to the next page, with heads above them again. */
export class HeightAt {
  readonly #area: Area
  #pages: number
  #used: number

  constructor(area: Area, lead = 0) {
    this.#area = area
    this.#pages = Math.floor(lead / area.height)
    this.#used = lead % area.height
  }

  /** How many pages are filled, the last one in part. */
  get length(): number {
    return this.#pages + this.#used / this.#area.height
  }

  /** What is left of the page, in points. */
  get left(): number {
    return this.#area.height - this.#used
  }

  /** Goes to the next page, unless this one is still empty. */
  turn(): void {
    if (this.#used > 0) this.#take(this.left, false)
  }

  put(block: SetBlock): void {
    if (block.type === 'heading') {
      const height = heightOf(block, this.#area)
      if (height + WITH_HEADING > this.left) this.turn()
      this.#take(height, true)
    } else if (block.type === 'table') this.#putTable(block)
    else this.#take(heightOf(block, this.#area), block.type === 'picture')
  }

  #putTable(table: SetTable): void {
    const [first] = table.rows
    if (table.isTogether && heightOf(table, this.#area) > this.left) this.turn()
    const head = headHeight(table, this.#area.width)
    this.#take(head + (first?.isWhole ? first.height : 0), true)
    const heads = table.isHeadRepeated ? rowOfHeads(table) : 0
    for (const row of first?.isWhole ? table.rows.slice(1) : table.rows) this.#take(row.height, row.isWhole, heads)
    this.#take(LOOKS.text.after, false)
  }

  #take(height: number, isWhole: boolean, again = 0): void {
    if (isWhole && this.#used > 0 && height > this.left) {
      this.#pages += 1
      this.#used = again
    }
    this.#used += height
    this.#pages += Math.floor(this.#used / this.#area.height)
    this.#used %= this.#area.height
  }
}

/** How many pages blocks fill, the last one in part. */
export function lengthOf(blocks: readonly SetBlock[], area: Area, lead = 0): number {
  const place = new HeightAt(area, lead)
  for (const block of blocks) place.put(block)
  return place.length
}
