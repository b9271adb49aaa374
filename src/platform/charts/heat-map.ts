import { html } from '../page/index.ts'
import type { Drawn } from './drawn.ts'
import { COLOURS, label, name as nameOf, type OneDrawing, svg, way } from './svg.ts'

export interface HeatCell {
  /** Share of the way from the lowest to the highest, 0 to 1; null where there is nothing to show. */
  readonly share: number | null
  /** What is written in the cell: colour is never the only sign. */
  readonly text: string
}

export interface HeatRow {
  readonly label: string
  readonly href?: string
  readonly cells: readonly HeatCell[]
}

/** Shades from little to much, each with the colour of text that stands out from it (WCAG 2.2, 1.4.3). */
const SHADES = [
  { fill: '#f3f2f1', text: COLOURS.black },
  { fill: '#d2e2f1', text: COLOURS.black },
  { fill: '#8eb8dc', text: COLOURS.black },
  { fill: '#1d70b8', text: '#ffffff' },
  { fill: '#144e81', text: '#ffffff' },
  { fill: '#0b2c49', text: '#ffffff' },
] as const

const LEFT = 230
const ROW = 28
const HEAD = 124
const CELL = { least: 44, most: 90 }
const WIDTH = 900
/** The room that the last heading takes, which is written aslant. */
const SLANT = 96

const shadeOf = (share: number) => SHADES[Math.min(SHADES.length - 1, Math.floor(share * SHADES.length))] ?? SHADES[0]

const cellOf = (columns: number, most = WIDTH + SLANT) =>
  Math.max(CELL.least, Math.min(CELL.most, (most - SLANT - LEFT) / Math.max(1, columns)))

/** How large the picture is, in pixels. */
export function heatMapSize(columns: number, rows: number, most?: number): { width: number; height: number } {
  return { width: Math.round(LEFT + columns * cellOf(columns, most) + SLANT), height: HEAD + rows * ROW + 6 }
}

/** Rows by columns, each cell shaded by how far along it is, with its number written in it. */
export function heatMap(options: {
  readonly from: Drawn<unknown>
  readonly id: string
  readonly title: string
  readonly description: string
  readonly columns: readonly string[]
  readonly rows: readonly HeatRow[]
  /** As wide as it is at most while its cells are not at their smallest: less on paper than on a page. */
  readonly most?: number
}): OneDrawing {
  const { columns, rows, most } = options
  const cell = cellOf(columns.length, most)
  const { width, height } = heatMapSize(columns.length, rows.length, most)
  const heads = columns.map((text, column) => {
    const x = LEFT + column * cell + cell / 2
    return html`<g transform="translate(${x.toFixed(1)} ${HEAD - 8}) rotate(-35)">${nameOf(0, 0, text, { size: 13, most: 26 })}</g>`
  })
  const body = rows.map((row, index) => {
    const y = HEAD + index * ROW
    const name = nameOf(LEFT - 10, y + 18, row.label, { anchor: 'end', most: 28 })
    const cells = row.cells.map(({ share, text }, column) => {
      const x = LEFT + column * cell
      const shade = share === null ? null : shadeOf(share)
      const box = html`<rect x="${x.toFixed(1)}" y="${y}" width="${(cell - 2).toFixed(1)}" height="${ROW - 2}" fill="${shade?.fill ?? '#ffffff'}" stroke="${COLOURS.light}"${shade ? '' : html` stroke-dasharray="3 3"`}/>`
      return html`${box}${label(x + (cell - 2) / 2, y + 18, text, { anchor: 'middle', size: 13, most: 8, fill: shade?.text ?? COLOURS.grey })}`
    })
    return html`${row.href ? way(row.href, row.label, name) : name}${cells}`
  })
  return svg({
    from: options.from,
    id: options.id,
    width,
    height,
    title: options.title,
    description: options.description,
    hasLinks: rows.some(({ href }) => href !== undefined),
    content: html`${heads}${body}`,
  })
}
