import { linesIn } from './advances.ts'
import { type Fit, fitAt, fitsOf, type Need, needsOf, type PaperTable, TYPE } from './columns.ts'
import { lengthOf } from './heights.ts'
import { type KeptBlocks, keeping } from './keeping.ts'
import { CELL, LINE } from './looks.ts'
import type { PaperBlock } from './model.ts'
import { type PaperPicture, sizedPicture } from './picture-size.ts'
import { proseOf } from './prose.ts'
import type { Area, Frame, SetBlock, SetTable, Stretch } from './set.ts'

/** A heading with what follows it up to the next: it stands one way. */
interface Unit {
  readonly blocks: PaperBlock[]
  readonly needs: Map<PaperTable, Need[]>
  isTall: boolean
  /** Whether it must stand as it does. */
  isHeld: boolean
}

/** Blocks on pages: which of them stand upright and which across, how wide their columns are, and how large their type and pictures. */
export function layOut(blocks: readonly PaperBlock[], frame: Frame, lead = 0): Stretch[] {
  const units = unitsOf(blocks, frame.isTall)
  if (!frame.isOneWay) {
    for (const unit of units) stand(unit, frame)
    joined(units, frame, lead)
  }
  const stretches: { isTall: boolean; blocks: SetBlock[] }[] = []
  for (const unit of units) {
    const area = areaOf(frame, unit.isTall)
    const set = unit.blocks.flatMap((block) => setIn(block, area, unit))
    const last = stretches.at(-1)
    if (last && last.isTall === unit.isTall) last.blocks.push(...set)
    else stretches.push({ isTall: unit.isTall, blocks: set })
  }
  const kept = (partsTables: boolean) =>
    stretches.map(({ isTall, blocks: set }, index) => ({
      isTall,
      ...keeping(set, areaOf(frame, isTall), index === 0 ? lead : 0, partsTables),
    }))
  const usual = kept(false)
  const end = usual.at(-1)?.length ?? 0
  if (end < 1 || end % 1 > ALL_BUT_EMPTY) return usual
  const shorter = kept(true)
  return wholePages(shorter) < wholePages(usual) ? shorter : usual
}

/** A last page with no more than this of it filled is saved where short tables that may be parted leave it out. */
const ALL_BUT_EMPTY = 0.2

const wholePages = (stretches: readonly KeptBlocks[]) =>
  stretches.reduce((sum, { length }) => sum + Math.ceil(length), 0)

const areaOf = ({ tall, wide }: Frame, isTall: boolean): Area => (isTall ? tall : wide)

function unitsOf(blocks: readonly PaperBlock[], isTall: boolean): Unit[] {
  const units: Unit[] = []
  let isHeading = false
  for (const block of blocks) {
    if (units.length === 0 || (block.type === 'heading' && !isHeading))
      units.push({ blocks: [], needs: new Map(), isTall, isHeld: false })
    isHeading = block.type === 'heading'
    const unit = units.at(-1)
    unit?.blocks.push(block)
    if (block.type === 'table') unit?.needs.set(block, needsOf(block))
  }
  return units
}

/** Which way a unit stands by itself: pictures that can only be read one way decide, then tables that need more room. */
function stand(unit: Unit, frame: Frame): void {
  const { tall, wide, isTall } = frame
  const pictures = unit.blocks.filter((block) => block.type === 'picture')
  const reads = (area: Area) => pictures.every((one) => isLegible(one, area, isTall))
  if (pictures.length > 0 && reads(tall) !== reads(wide)) {
    unit.isTall = reads(tall)
    unit.isHeld = true
  } else if (isTall && [...unit.needs.values()].some((needs) => !fitAt(needs, TYPE.usual, tall.width, 1.15))) {
    unit.isTall = false
  }
}

/** A page is not turned for a picture that would take most of it where it stands well as the page is. */
function isLegible(picture: PaperPicture, area: Area, isOwnTall: boolean): boolean {
  const size = sizedPicture(picture, area)
  return size !== null && !(isOwnTall && size.isLarge)
}

/** Less than this of a page does not stand by itself between pages that are turned. */
const STRAY = 0.5

/** Lets what is short stand as its neighbours do, so that pages are not left half empty. */
function joined(units: Unit[], frame: Frame, lead: number): void {
  const own = frame.isTall
  let from = 0
  while (from < units.length) {
    let to = from
    while (to + 1 < units.length && units[to + 1]?.isTall === units[from]?.isTall) to += 1
    const run = units.slice(from, to + 1)
    const isAlone = (from > 0 || to < units.length - 1) && run.every((one) => one.isTall === own && !one.isHeld)
    if (isAlone) {
      const area = areaOf(frame, !own)
      const set = run.flatMap((unit) => unit.blocks.flatMap((block) => setIn(block, area, unit)))
      const before = from === 0 ? lead / area.height : 0
      const isReadable = run.every(({ blocks }) =>
        blocks.every((block) => block.type !== 'picture' || isLegible(block, area, own)),
      )
      if (isReadable && before + lengthOf(set, area) < STRAY) for (const unit of run) unit.isTall = !own
    }
    from = to + 1
  }
}

function setIn(block: PaperBlock, area: Area, { needs }: Unit): SetBlock[] {
  switch (block.type) {
    case 'heading':
      return [block]
    case 'paragraph':
      return [{ type: 'text', runs: [{ text: block.text, isBold: false }], isQuiet: block.quiet === true }]
    case 'written':
      return proseOf(block.text).map((one) =>
        one.type === 'list' ? one : { type: 'text', runs: one.runs, isQuiet: false },
      )
    case 'list': {
      const items = block.items.map((text) => ({ runs: [{ text, isBold: false }], inner: null }))
      return [{ type: 'list', isNumbered: false, start: 1, items }]
    }
    case 'table':
      return tablesIn(block, needs.get(block) ?? needsOf(block), area)
    case 'picture':
      return [pictureIn(block, area)]
  }
}

function pictureIn(picture: PaperPicture, area: Area): SetBlock {
  const size = sizedPicture(picture, area)
  if (size) return { type: 'picture', svg: picture.svg, description: picture.description, ...size }
  const where = picture.figures ?? 'Its figures can be downloaded as a table from the page of this report in Muniment.'
  const words = `A picture is left out here: its lettering would be too small to read on paper. It shows: ${picture.description}. ${where}`
  return { type: 'text', runs: [{ text: words, isBold: false }], isQuiet: true }
}

/** Whether a table is short: it goes to the next page whole, and leaves no more than a quarter of this one empty. */
const isShort = (rows: SetTable['rows'], area: Area): boolean =>
  rows.length <= TOGETHER.rows && rows.reduce((sum, { height }) => sum + height, 0) < TOGETHER.share * area.height
const TOGETHER = { rows: 10, share: 0.25 } as const

/** What the first column says again beside the later parts of a table: enough to know the row by. */
const AGAIN_MOST = 120
const again = (text: string) => (text.length > AGAIN_MOST ? `${text.slice(0, AGAIN_MOST - 1).trimEnd()}…` : text)

function tablesIn(table: PaperTable, needs: readonly Need[], area: Area): SetBlock[] {
  const fits = fitsOf(needs, area.width, table.isOnePiece)
  return fits.map((fit, part): SetBlock => {
    const { size, columns, widths } = fit
    const cellsOf = (row: readonly string[]) =>
      columns.map((column, index) => (part > 0 && index === 0 ? again(row[column] ?? '') : (row[column] ?? '')))
    const head = columns.map((column) => table.columns[column]?.text ?? '')
    const rows = table.rows.map((row) => {
      const cells = cellsOf(row)
      const height = rowHeight(cells, fit)
      return { cells, height, isWhole: height < area.height * 0.8 }
    })
    const isHeadRepeated = rowHeight(head, fit) < area.height / 4
    return {
      type: 'table',
      caption: fits.length > 1 ? `${table.caption} (part ${part + 1} of ${fits.length})` : table.caption,
      size,
      columns: columns.map((column, index) => ({
        width: widths[index] ?? 0,
        isNumeric: table.columns[column]?.numeric === true,
      })),
      head,
      isHeadRepeated,
      isTogether: isHeadRepeated && isShort(rows, area),
      rows,
    }
  })
}

function rowHeight(cells: readonly string[], { size, widths }: Fit): number {
  let lines = 1
  for (const [column, text] of cells.entries()) {
    const width = ((widths[column] ?? 0) - 2 * CELL.wide) / size
    // Most cells are short: only those that may be broken are looked at word by word.
    if (text.length > width || text.includes('\n')) lines = Math.max(lines, linesIn(text, Math.max(1, width)))
  }
  return lines * size * LINE + 2 * CELL.high
}

/** How many pages stretches take, by estimate: each begins on a page of its own. `lead` points stand before them. */
export function pagesOf(stretches: readonly Stretch[], frame: Frame, lead = 0): number {
  return stretches.reduce((pages, { isTall, blocks }, index) => {
    const area = areaOf(frame, isTall)
    const length = lengthOf(blocks, area, index === 0 ? lead : 0)
    return (index === 0 ? 0 : Math.ceil(pages)) + length
  }, 0)
}
