import { type Html, html } from '../page/index.ts'
import type { Drawn } from './drawn.ts'
import { scaleLinear } from './scale.ts'
import { bar, COLOURS, forScreens, label, line, type OneDrawing, type Picture, svg, way } from './svg.ts'

export interface BarRow {
  readonly label: string
  readonly value: number
  /** What is written beside the bar, where that is not the number itself. */
  readonly inWords?: string
  readonly colour?: keyof typeof COLOURS
  /** Where the bar leads. */
  readonly href?: string
}

const WIDTH = 760
const LEFT = 230
const ROW = 34

interface Bars {
  readonly from: Drawn<unknown>
  readonly id: string
  readonly title: string
  readonly description: string
  readonly rows: readonly BarRow[]
}

/** Bars that lie, one for each row, each with its number written beside it; on a phone above it. */
export function barChart(bars: Bars): Picture {
  const id = `${bars.id}-narrow`
  return forScreens(barPicture(bars), drawing({ ...bars, id }, narrowBars(bars.rows, mostOf(bars))))
}

/** The same as one picture, for documents. */
export const barPicture = (bars: Bars): OneDrawing => drawing(bars, wideBars(bars.rows, mostOf(bars)))

const mostOf = ({ rows }: Bars): number => Math.max(1, ...rows.map(({ value }) => value))

const drawing = ({ from, id, title, description, rows }: Bars, drawn: Drawing): OneDrawing =>
  svg({ from, id, title, description, hasLinks: rows.some(({ href }) => href !== undefined), ...drawn })

interface Drawing {
  readonly width: number
  readonly height: number
  readonly content: Html
}

/** Labels to the left of their bars. */
function wideBars(rows: readonly BarRow[], most: number): Drawing {
  const scale = scaleLinear([0, most], [0, WIDTH - LEFT - (rows.some(({ inWords }) => inWords) ? 190 : 70)])
  const height = rows.length * ROW + 12
  const content = rows.map(({ label: text, value, inWords, href, colour = 'blue' }, index) => {
    const y = 6 + index * ROW
    const words = inWords ?? String(value)
    const drawn = html`${label(LEFT - 10, y + 20, text, { anchor: 'end', most: 28 })}${bar(LEFT, y + 4, scale(value), ROW - 10, COLOURS[colour], COLOURS.black)}${label(LEFT + scale(value) + 8, y + 20, words, { bold: true })}`
    return href ? way(href, `${text}: ${words}`, drawn) : drawn
  })
  return {
    width: WIDTH,
    height,
    content: html`${line(LEFT, 4, LEFT, height - 4, { stroke: COLOURS.grey })}${content}`,
  }
}

/** As wide as a phone: each label, with its number, above its bar. */
const NARROW = 340
const NARROW_ROW = 48

function narrowBars(rows: readonly BarRow[], most: number): Drawing {
  const scale = scaleLinear([0, most], [0, NARROW - 2])
  const content = rows.map(({ label: text, value, inWords, href, colour = 'blue' }, index) => {
    const y = index * NARROW_ROW
    const words = inWords ?? String(value)
    // Between the words and the bar too, a finger hits the way.
    const drawn = html`<rect x="0" y="${y}" width="${NARROW}" height="${NARROW_ROW}" fill="transparent"/>${label(1, y + 16, text, { most: 40 - Math.min(words.length, 24) })}${label(NARROW - 1, y + 16, words, { anchor: 'end', bold: true })}${bar(1, y + 22, scale(value), 18, COLOURS[colour], COLOURS.black)}`
    return href ? way(href, `${text}: ${words}`, drawn) : drawn
  })
  return { width: NARROW, height: rows.length * NARROW_ROW + 4, content: html`${content}` }
}
