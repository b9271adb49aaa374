import { HeightAt, heightOf } from './heights.ts'
import { LOOKS } from './looks.ts'
import type { Area, SetBlock, SetPicture, SetTable } from './set.ts'

/** A picture that does not fit the rest of a page is made smaller by so much at most, where it then fits. */
const SHRINKS_TO = 0.8
/** More of a page than this is not left empty so that what introduces a picture or a table stays with it. */
const EMPTY_MOST = 0.25
/** What stands before a table or a picture stays with it while it is lower than this share of a page. */
const LEAD_MOST = 0.2
/** A table stays whole with what introduces it while both are lower than this share of a page. */
const GROUP_MOST = 1 / 3
/** What programs and fonts differ by, in points. */
const SPARE = 14

type Lead = Extract<SetBlock, { type: 'text' | 'list' }>

export interface KeptBlocks {
  readonly blocks: readonly SetBlock[]
  /** How many pages they fill with what stands before them, the last one in part. */
  readonly length: number
}

/**
 * Blocks with what stays on one page with what follows: introductions with their table or picture, tables with a last short line. Short tables go
 * to the next page whole, unless they may be parted.
 */
export function keeping(all: readonly SetBlock[], area: Area, lead: number, partsTables = false): KeptBlocks {
  const blocks = partsTables ? all.map((one) => (one.type === 'table' ? { ...one, isTogether: false } : one)) : all
  const found = [...blocks]
  const place = new HeightAt(area, lead)
  for (const [index, block] of blocks.entries()) {
    if (block.type === 'heading') {
      const end = groupFrom(blocks, index, area)
      if (end > index && keepGroup(found, { from: index, to: end }, area, place.left)) place.turn()
    }
    const one = found[index] ?? block
    const set = one.type === 'picture' ? fitted(one, place.left) : one
    found[index] = set.type === 'table' && endsShort(found, index, area) ? { ...set, isLead: true } : set
    place.put(found[index])
  }
  return { blocks: found, length: place.length }
}

/**
 * Where the table or picture stands that a heading and what is short after it introduce; the heading itself where there is none. Headings right
 * below one another introduce together: one after words begins something of its own.
 */
function groupFrom(blocks: readonly SetBlock[], heading: number, area: Area): number {
  let height = 0
  for (let index = heading + 1; index < blocks.length; index += 1) {
    const block = blocks[index]
    if (block?.type === 'table' || block?.type === 'picture') return index
    if (!block || (block.type === 'heading' && height > 0)) return heading
    if (block.type === 'heading') continue
    height += heightOf(block, area)
    if (height > LEAD_MOST * area.height) return heading
  }
  return heading
}

const isLead = (block: SetBlock | undefined): block is Lead => block?.type === 'text' || block?.type === 'list'

/**
 * Lets what introduces a table or picture stay with it, unless that left too much of the page before empty. A short table that would do so is
 * parted first. Answers whether all of it goes to the next page.
 */
function keepGroup(
  blocks: SetBlock[],
  { from, to }: { readonly from: number; readonly to: number },
  area: Area,
  left: number,
): boolean {
  const before = blocks.slice(from, to)
  const height = before.reduce((sum, block) => sum + heightOf(block, area), 0)
  const leavesMuch = (whole: number) => whole > left && left > EMPTY_MOST * area.height
  const wholeOf = (last: SetTable | SetPicture) =>
    height + heightOf(last.type === 'picture' ? fitted(last, left - height) : firstOf(last), area)
  let last = blocks[to]
  if (last?.type !== 'table' && last?.type !== 'picture') return false
  if (last.type === 'table' && (wholeOf(last) > GROUP_MOST * area.height || leavesMuch(wholeOf(last)))) {
    last = { ...last, isTogether: false }
    blocks[to] = last
  }
  const whole = wholeOf(last)
  if (leavesMuch(whole)) return false
  for (const [index, block] of before.entries()) if (isLead(block)) blocks[from + index] = { ...block, isLead: true }
  return whole > left
}

/** What of a table stays with what introduces it. */
const firstOf = (table: SetTable): SetTable => (table.isTogether ? table : { ...table, rows: table.rows.slice(0, 2) })

/** The picture, a little smaller where it then fits what is left of the page and can still be read. */
function fitted(picture: SetPicture, left: number): SetPicture {
  const room = left - LOOKS.text.after - SPARE
  const least = Math.max(SHRINKS_TO * picture.height, picture.leastHeight)
  if (picture.height <= room || room < least) return picture
  return { ...picture, width: (picture.width * room) / picture.height, height: room }
}

/** Whether a table that stands on one page is followed by one short paragraph, and that by nothing of its part. */
function endsShort(blocks: readonly SetBlock[], index: number, area: Area): boolean {
  const [table, next, after] = blocks.slice(index, index + 3)
  if (table?.type !== 'table' || !table.isTogether || next?.type !== 'text') return false
  return (after === undefined || after.type === 'heading') && heightOf(next, area) < 3 * LOOKS.text.size * 1.2
}

/** Which items of a list stay with the next: none stands alone before or after the end of a page. */
export const keptItems =
  (count: number) =>
  (index: number): boolean =>
    index < count - 1 && (index === 0 || index === count - 2)

/**
 * Which rows of a table stay with the next: all but the last of a short one, and of a longer one as many that two stand before and after the end
 * of a page. Rows that are longer than a page stay with nothing.
 */
export const keptRows =
  ({
    isTogether,
    isLead = false,
    rows,
  }: Pick<SetTable, 'isTogether' | 'rows'> & { readonly isLead?: boolean | undefined }) =>
  (index: number): boolean => {
    const [row, next] = [rows[index], rows[index + 1]]
    if (!next) return isLead
    const isEdge = index === 0 || index === rows.length - 2
    return isTogether || (isEdge && row?.isWhole === true && next.isWhole)
  }
