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

/** How many pages blocks fill, the last one in part: rows and pictures that do not fit go to the next page, with heads above them again. */
export function lengthOf(blocks: readonly SetBlock[], area: Area, lead = 0): number {
  let [pages, used] = [Math.floor(lead / area.height), lead % area.height]
  const take = (height: number, isWhole: boolean, again = 0) => {
    if (isWhole && used > 0 && used + height > area.height) {
      pages += 1
      used = again
    }
    used += height
    pages += Math.floor(used / area.height)
    used %= area.height
  }
  for (const block of blocks) {
    if (block.type === 'heading') {
      const height = heightOf(block, area)
      if (used + height + WITH_HEADING > area.height) take(area.height - used, false)
      take(height, true)
    } else if (block.type === 'table') {
      const [first] = block.rows
      const head = headHeight(block, area.width)
      take(head + (first?.isWhole ? first.height : 0), true)
      const heads = block.isHeadRepeated ? rowOfHeads(block) : 0
      for (const row of first?.isWhole ? block.rows.slice(1) : block.rows) take(row.height, row.isWhole, heads)
      take(LOOKS.text.after, false)
    } else take(heightOf(block, area), block.type === 'picture')
  }
  return pages + used / area.height
}
