import { html } from '../page/index.ts'
import type { Drawn } from './drawn.ts'
import { scaleLinear } from './scale.ts'
import { bar, COLOURS, label, line, type Picture, svg, way } from './svg.ts'

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

/** Bars that lie, one for each row, each with its number written beside it. */
export function barChart(options: {
  readonly from: Drawn<unknown>
  readonly id: string
  readonly title: string
  readonly description: string
  readonly rows: readonly BarRow[]
}): Picture {
  const { rows } = options
  const most = Math.max(1, ...rows.map(({ value }) => value))
  const scale = scaleLinear([0, most], [0, WIDTH - LEFT - (rows.some(({ inWords }) => inWords) ? 190 : 70)])
  const height = rows.length * ROW + 12
  const content = rows.map(({ label: text, value, inWords, href, colour = 'blue' }, index) => {
    const y = 6 + index * ROW
    const words = inWords ?? String(value)
    const drawn = html`${label(LEFT - 10, y + 20, text, { anchor: 'end', most: 28 })}${bar(LEFT, y + 4, scale(value), ROW - 10, COLOURS[colour], COLOURS.black)}${label(LEFT + scale(value) + 8, y + 20, words, { bold: true })}`
    return href ? way(href, `${text}: ${words}`, drawn) : drawn
  })
  return svg({
    from: options.from,
    id: options.id,
    width: WIDTH,
    height,
    title: options.title,
    description: options.description,
    hasLinks: rows.some(({ href }) => href !== undefined),
    content: html`${line(LEFT, 4, LEFT, height - 4, { stroke: COLOURS.grey })}${content}`,
  })
}
