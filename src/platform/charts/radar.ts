import { html } from '../page/index.ts'
import type { Drawn } from './drawn.ts'
import { COLOURS, label, line, name as nameOf, type OneDrawing, svg } from './svg.ts'

export interface RadarSeries {
  readonly name: string
  /** One for each axis, 0 to 1 from the middle to the rim; null where there is none. */
  readonly shares: readonly (number | null)[]
  readonly colour: keyof typeof COLOURS
  readonly dashes?: string
}

const WIDTH = 760
const HEIGHT = 500
const MIDDLE = { x: 380, y: 262 }
const RADIUS = 196
/** Letters of the names of series: the first stands above the picture, the others beside its highest axis. */
const KEY = { first: 94, other: 26 } as const

/** Axes from one middle, a line around for each series; told apart by dashes and marks as well as by colour. */
export function radarChart(options: {
  readonly from: Drawn<unknown>
  readonly id: string
  readonly title: string
  readonly description: string
  readonly axes: readonly string[]
  /** Names of the rings, from the middle to the rim. */
  readonly rings: readonly string[]
  readonly series: readonly RadarSeries[]
}): OneDrawing {
  const { axes, rings, series } = options
  const at = (axis: number, share: number) => {
    const angle = (axis / axes.length) * 2 * Math.PI - Math.PI / 2
    return { x: MIDDLE.x + Math.cos(angle) * RADIUS * share, y: MIDDLE.y + Math.sin(angle) * RADIUS * share }
  }
  const path = (shares: readonly { readonly x: number; readonly y: number }[]) =>
    shares.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
  const grid = rings.map((ring, index) => {
    const share = rings.length === 1 ? 1 : index / (rings.length - 1)
    return html`<polygon points="${path(axes.map((_, axis) => at(axis, share)))}" fill="none" stroke="${COLOURS.light}"/>${label(MIDDLE.x + 5, MIDDLE.y - RADIUS * share + 13, ring, { size: 12, most: 8, fill: COLOURS.grey })}`
  })
  const spokes = axes.map((name, axis) => {
    const [rim, outside] = [at(axis, 1), at(axis, 1.12)]
    const anchor = Math.abs(outside.x - MIDDLE.x) < 12 ? 'middle' : outside.x < MIDDLE.x ? 'end' : 'start'
    return html`${line(MIDDLE.x, MIDDLE.y, rim.x, rim.y)}${nameOf(outside.x, outside.y + 4, name, { anchor, size: 13, most: 22 })}`
  })
  const drawn = series.map(({ shares, colour, dashes }) => {
    const points = shares.flatMap((share, axis) => (share === null ? [] : [at(axis, share)]))
    const marks = points.map(
      ({ x, y }) => html`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="${COLOURS[colour]}"/>`,
    )
    const isWhole = points.length === shares.length
    const shape = isWhole
      ? html`<polygon points="${path(points)}" fill="none" stroke="${COLOURS[colour]}" stroke-width="3"${dashes ? html` stroke-dasharray="${dashes}"` : ''}/>`
      : ''
    return html`${shape}${marks}`
  })
  const key = series.map(({ name, colour, dashes }, index) => {
    const y = 14 + index * 22
    return html`${line(20, y, 60, y, { stroke: COLOURS[colour], width: 3, ...(dashes ? { dashes } : {}) })}${label(68, y + 5, name, { size: 13, most: index === 0 ? KEY.first : KEY.other })}`
  })
  return svg({
    from: options.from,
    id: options.id,
    width: WIDTH,
    height: HEIGHT,
    title: options.title,
    description: options.description,
    content: html`${grid}${spokes}${drawn}${key}`,
  })
}
