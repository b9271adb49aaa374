import { type Html, html } from '../page/index.ts'
import type { Drawn } from './drawn.ts'
import { scaleLinear } from './scale.ts'
import { COLOURS, label, line, type OneDrawing, svg, way } from './svg.ts'

export interface DumbbellRow {
  readonly label: string
  readonly before: number | null
  readonly now: number | null
  /** What is written beside it, such as `+0.5`. */
  readonly inWords: string
  readonly href?: string
}

const WIDTH = 760
const ROW = 32
const FOOT = 28
/** The line above that says what the ring and the disc are. */
const HEAD = 30
/** Names get as much room as the longest of them wants, between these. */
const NAMES = { least: 150, most: 360, perLetter: 7.2, gap: 14 } as const

const roomFor = (names: readonly string[]): number => {
  const wanted = Math.max(0, ...names.map((name) => name.length)) * NAMES.perLetter + NAMES.gap + 6
  return Math.min(NAMES.most, Math.max(NAMES.least, Math.ceil(wanted)))
}

const ring = (x: number, y: number): Html =>
  html`<circle cx="${x.toFixed(1)}" cy="${y}" r="7" fill="#ffffff" stroke="${COLOURS.black}" stroke-width="2"/>`
const disc = (x: number, y: number): Html =>
  html`<circle cx="${x.toFixed(1)}" cy="${y}" r="7" fill="${COLOURS.blue}" stroke="${COLOURS.black}" stroke-width="1"/>`

/** What was, as a ring, and what is, as a disc, with a line between them; each with what changed written beside it. */
export function dumbbells(options: {
  readonly from: Drawn<unknown>
  readonly id: string
  readonly title: string
  readonly description: string
  readonly least: number
  readonly most: number
  /** What the ring and the disc are, such as last time and this time. */
  readonly legend: readonly [before: string, now: string]
  readonly rows: readonly DumbbellRow[]
}): OneDrawing {
  const { rows, least, most } = options
  const left = roomFor(rows.map((row) => row.label))
  const letters = Math.floor((left - NAMES.gap) / NAMES.perLetter)
  const x = scaleLinear([least, most], [left, WIDTH - 110])
  const height = HEAD + rows.length * ROW + FOOT + 8
  const ticks = x.ticks(Math.min(6, Math.max(2, Math.round(most - least))))
  const rules = ticks.map(
    (tick) =>
      html`${line(x(tick), HEAD + 4, x(tick), height - FOOT)}${label(x(tick), height - 8, String(tick), { anchor: 'middle', size: 13 })}`,
  )
  const drawn = rows.map(({ label: text, before, now, inWords, href }, index) => {
    const y = HEAD + 8 + index * ROW + ROW / 2
    const name = label(left - NAMES.gap, y + 5, text, { anchor: 'end', most: letters })
    const between =
      before !== null && now !== null ? line(x(before), y, x(now), y, { stroke: COLOURS.grey, width: 4 }) : ''
    const was = before === null ? '' : ring(x(before), y)
    const is = now === null ? '' : disc(x(now), y)
    const words = label(WIDTH - 96, y + 5, inWords, { bold: true, most: 14 })
    return html`${href ? way(href, `${text}: ${inWords}`, name) : name}${between}${was}${is}${words}`
  })
  const [before, now] = options.legend
  const second = left + before.length * NAMES.perLetter + 50
  const legend = html`${ring(left, 14)}${label(left + 14, 19, before)}${disc(second, 14)}${label(second + 14, 19, now)}`
  return svg({
    from: options.from,
    id: options.id,
    width: WIDTH,
    height,
    title: options.title,
    description: options.description,
    hasLinks: rows.some(({ href }) => href !== undefined),
    content: html`${legend}${rules}${drawn}`,
  })
}
