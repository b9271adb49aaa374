import { html } from '../page/index.ts'
import type { Drawn } from './drawn.ts'
import { scaleLinear } from './scale.ts'
import { COLOURS, label, line, type OneDrawing, svg } from './svg.ts'

export interface LineSeries {
  readonly name: string
  /** One for each point of the axis; null where there is none. */
  readonly values: readonly (number | null)[]
  readonly colour: keyof typeof COLOURS
  /** A pattern of dashes, so that lines are told apart without colour. */
  readonly dashes?: string
}

const WIDTH = 760
const HEIGHT = 340
const EDGE = { left: 54, right: 150, top: 16, bottom: 44 }

/** Lines over points of time, each with its name at its end. */
export function lineChart(options: {
  readonly from: Drawn<unknown>
  readonly id: string
  readonly title: string
  readonly description: string
  readonly points: readonly string[]
  readonly series: readonly LineSeries[]
}): OneDrawing {
  const { points, series } = options
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [EDGE.left, WIDTH - EDGE.right])
  const y = scaleLinear([0, most], [HEIGHT - EDGE.bottom, EDGE.top]).nice(5)
  const ticks = y.ticks(5).filter((tick) => Number.isInteger(tick))
  const rules = ticks.map(
    (tick) =>
      html`${line(EDGE.left, y(tick), WIDTH - EDGE.right, y(tick))}${label(EDGE.left - 8, y(tick) + 5, tick.toLocaleString('en-GB'), { anchor: 'end', size: 13 })}`,
  )
  const step = Math.max(1, Math.ceil(points.length / 8))
  const names = points.map((point, index) =>
    index % step === 0
      ? label(x(index), HEIGHT - EDGE.bottom + 22, point, { anchor: 'middle', size: 13, most: 12 })
      : '',
  )
  const ends = placed(series.map(({ values }) => y(values.findLast((value) => value !== null) ?? 0)))
  const drawn = series.map(({ name, values, colour, dashes }, index) => {
    const path = values.flatMap((value, at) => (value === null ? [] : [`${x(at).toFixed(1)},${y(value).toFixed(1)}`]))
    const marks = values.map((value, at) =>
      value === null || points.length > 40
        ? ''
        : html`<circle cx="${x(at).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="${COLOURS[colour]}"/>`,
    )
    return html`<polyline points="${path.join(' ')}" fill="none" stroke="${COLOURS[colour]}" stroke-width="3"${dashes ? html` stroke-dasharray="${dashes}"` : ''}/>${marks}${label(WIDTH - EDGE.right + 10, (ends[index] ?? 0) + 5, name, { size: 14, bold: true, most: 18 })}`
  })
  return svg({
    from: options.from,
    id: options.id,
    width: WIDTH,
    height: HEIGHT,
    title: options.title,
    description: options.description,
    content: html`${rules}${names}${drawn}`,
  })
}

/** Heights for the names, moved apart where they would stand on one another. */
function placed(heights: readonly number[]): number[] {
  const order = heights.map((height, index) => ({ height, index })).toSorted((a, b) => a.height - b.height)
  let last = -Infinity
  const found: number[] = []
  for (const { height, index } of order) {
    last = Math.max(height, last + 18)
    found[index] = last
  }
  return found
}
