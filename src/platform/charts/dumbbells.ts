import { scaleLinear } from 'd3-scale'
import { type Html, html } from '../page/index.ts'
import { COLOURS, label, line, svg, way } from './svg.ts'

export interface DumbbellRow {
  readonly label: string
  readonly before: number | null
  readonly now: number | null
  /** What is written beside it, such as `+0.5`. */
  readonly inWords: string
  readonly href?: string
}

const WIDTH = 760
const LEFT = 230
const ROW = 32
const FOOT = 28

/** What was, as a ring, and what is, as a disc, with a line between them; each with what changed written beside it. */
export function dumbbells(options: {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly least: number
  readonly most: number
  readonly rows: readonly DumbbellRow[]
}): Html {
  const { rows, least, most } = options
  const x = scaleLinear([least, most], [LEFT, WIDTH - 110])
  const height = rows.length * ROW + FOOT + 8
  const ticks = x.ticks(Math.min(6, Math.max(2, Math.round(most - least))))
  const rules = ticks.map(
    (tick) =>
      html`${line(x(tick), 4, x(tick), height - FOOT)}${label(x(tick), height - 8, String(tick), { anchor: 'middle', size: 13 })}`,
  )
  const drawn = rows.map(({ label: text, before, now, inWords, href }, index) => {
    const y = 8 + index * ROW + ROW / 2
    const name = label(LEFT - 14, y + 5, text, { anchor: 'end', most: 28 })
    const between =
      before !== null && now !== null ? line(x(before), y, x(now), y, { stroke: COLOURS.grey, width: 4 }) : ''
    const was =
      before === null
        ? ''
        : html`<circle cx="${x(before).toFixed(1)}" cy="${y}" r="7" fill="#ffffff" stroke="${COLOURS.black}" stroke-width="2"/>`
    const is =
      now === null
        ? ''
        : html`<circle cx="${x(now).toFixed(1)}" cy="${y}" r="7" fill="${COLOURS.blue}" stroke="${COLOURS.black}" stroke-width="1"/>`
    const words = label(WIDTH - 96, y + 5, inWords, { bold: true, most: 14 })
    return html`${href ? way(href, `${text}: ${inWords}`, name) : name}${between}${was}${is}${words}`
  })
  return svg({
    id: options.id,
    width: WIDTH,
    height,
    title: options.title,
    description: options.description,
    hasLinks: rows.some(({ href }) => href !== undefined),
    content: html`${rules}${drawn}`,
  })
}
