import { type Html, html } from '../page/index.ts'
import type { Drawn } from './drawn.ts'
import { COLOURS, forScreens, label, type Picture, svg, way } from './svg.ts'

export interface Tile {
  readonly label: string
  readonly value: number
  readonly inWords: string
  readonly href: string | null
}

interface Placed {
  readonly tile: Tile
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Space {
  readonly width: number
  readonly height: number
}

const WIDE: Space = { width: 760, height: 380 }
/** As wide as a phone. */
const NARROW: Space = { width: 340, height: 420 }
/** What is smaller cannot be hit with a finger (WCAG 2.5.8), and is reached by the table. */
const SMALLEST_TARGET = 24
const FILLS = ['#1d70b8', '#00703c', '#4c2c92', '#28595a', '#912b88', '#5a4a3a'] as const

/** Rectangles whose areas are as the values, as near to squares as can be. Each that leads somewhere is a link, if it is large enough. */
export function treemap(options: {
  readonly from: Drawn<unknown>
  readonly id: string
  readonly title: string
  readonly description: string
  readonly tiles: readonly Tile[]
}): Picture {
  const drawn = (id: string, space: Space) =>
    svg({ ...options, id, ...space, hasLinks: true, content: html`${tilesIn(options.tiles, space)}` })
  return forScreens(drawn(options.id, WIDE), drawn(`${options.id}-narrow`, NARROW))
}

function tilesIn(tiles: readonly Tile[], space: Space): Html[] {
  const placed = squarify(
    tiles.filter(({ value }) => value > 0),
    space,
  )
  return placed.map(({ tile, x, y, width, height }, index) => {
    const fill = FILLS[index % FILLS.length] ?? COLOURS.blue
    const fits = width > 60 && height > 34
    const words = fits
      ? html`${label(x + 6, y + 18, tile.label, { fill: '#ffffff', most: Math.floor(width / 8), bold: true })}${height > 50 ? label(x + 6, y + 36, tile.inWords, { fill: '#ffffff', most: Math.floor(width / 7) }) : ''}`
      : ''
    const shape = html`<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}" stroke="#ffffff" stroke-width="2"><title>${tile.label}: ${tile.inWords}</title></rect>${words}`
    const isLarge = width >= SMALLEST_TARGET && height >= SMALLEST_TARGET
    return tile.href && isLarge ? way(tile.href, `${tile.label}: ${tile.inWords}`, shape) : shape
  })
}

/** Squarified treemaps (M. Bruls, K. Huizing, J. van Wijk, 2000): rows are filled as long as that makes their worst tile squarer. */
function squarify(tiles: readonly Tile[], { width, height }: Space): Placed[] {
  const sorted = tiles.toSorted((a, b) => b.value - a.value)
  const total = sorted.reduce((sum, { value }) => sum + value, 0)
  const placed: Placed[] = []
  let space = { x: 0, y: 0, width, height }
  const scale = total === 0 ? 0 : (width * height) / total
  let row: Tile[] = []
  const side = () => Math.min(space.width, space.height)
  const flush = () => {
    const area = row.reduce((sum, { value }) => sum + value * scale, 0)
    const isWide = space.width >= space.height
    const depth = side() === 0 ? 0 : area / side()
    let along = 0
    for (const tile of row) {
      const length = depth === 0 ? 0 : (tile.value * scale) / depth
      placed.push(
        isWide
          ? { tile, x: space.x, y: space.y + along, width: depth, height: length }
          : { tile, x: space.x + along, y: space.y, width: length, height: depth },
      )
      along += length
    }
    space = isWide
      ? { ...space, x: space.x + depth, width: space.width - depth }
      : { ...space, y: space.y + depth, height: space.height - depth }
    row = []
  }
  for (const tile of sorted) {
    if (row.length > 0 && worst([...row, tile], side(), scale) > worst(row, side(), scale)) flush()
    row.push(tile)
  }
  if (row.length > 0) flush()
  return placed
}

/** The ratio of the sides of the least square tile of a row. */
function worst(row: readonly Tile[], side: number, scale: number): number {
  const areas = row.map(({ value }) => value * scale)
  const sum = areas.reduce((all, area) => all + area, 0)
  const [most, least] = [Math.max(...areas), Math.min(...areas)]
  if (sum === 0 || least === 0) return Number.POSITIVE_INFINITY
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least))
}

const round = (value: number) => Math.round(Math.max(0, value) * 10) / 10
