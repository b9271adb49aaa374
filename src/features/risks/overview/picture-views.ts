import { bar, type Drawn, label, type OneDrawing, svg, way } from '#platform/charts/index.ts'
import { html } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { cellKey, FILLS } from '../model.ts'
import type { Matrix } from '../store.ts'

const LEFT = 190
const CELL = { width: 120, height: 62 }
const FOOT = 64

/** The matrix, and how many risks stand in each cell, by `cellKey`. */
export interface ShownMatrix {
  readonly matrix: Matrix
  readonly counts: ReadonlyMap<string, number>
}

/** The matrix with the number of risks in each cell: likelihood upwards, impact to the right, each cell in the colour and with the name of its band. */
export function matrixPicture(
  from: Drawn<ShownMatrix>,
  options: {
    readonly id: string
    readonly title: string
    /** Where a cell with risks in it leads. */
    readonly href: ((likelihoodId: string, impactId: string) => string) | null
  },
): OneDrawing {
  const { likelihoods, impacts, bands, cells } = from.rows.matrix
  const { counts } = from.rows
  const { id, title, href } = options
  const width = LEFT + impacts.length * CELL.width + 4
  const height = likelihoods.length * CELL.height + FOOT
  const rows = likelihoods.toReversed().map((likelihood, row) => {
    const y = row * CELL.height
    const drawn = impacts.map((impact, column) => {
      const x = LEFT + column * CELL.width
      const key = cellKey(likelihood.id, impact.id)
      const band = bands.find((one) => one.id === cells.get(key))
      const look = band ? FILLS[band.colour] : { fill: '#ffffff', text: '#0b0c0c' }
      const count = counts.get(key) ?? 0
      const words = `${counted(count, 'risk', 'risks')}: ${likelihood.name}, ${impact.name}${band ? `, ${band.name}` : ''}`
      const number =
        count > 0
          ? label(x + CELL.width / 2, y + 34, String(count), {
              anchor: 'middle',
              size: 24,
              bold: true,
              fill: look.text,
            })
          : ''
      const name = label(x + CELL.width / 2, y + 53, band?.name ?? '', {
        anchor: 'middle',
        size: 12,
        most: 16,
        fill: look.text,
      })
      const inner = html`${bar(x, y, CELL.width - 3, CELL.height - 3, look.fill, '#b1b4b6')}${number}${name}`
      return count > 0 && href ? way(href(likelihood.id, impact.id), words, inner) : inner
    })
    const y2 = y + CELL.height / 2 + 3
    return html`${label(LEFT - 12, y2, `${likelihood.rank} ${likelihood.name}`, { anchor: 'end', most: 22 })}${drawn}`
  })
  const foot = likelihoods.length * CELL.height
  const heads = impacts.map((impact, column) =>
    label(LEFT + column * CELL.width + CELL.width / 2, foot + 20, `${impact.rank} ${impact.name}`, {
      anchor: 'middle',
      most: 17,
    }),
  )
  const description = likelihoods
    .flatMap((likelihood) =>
      impacts.flatMap((impact) => {
        const count = counts.get(cellKey(likelihood.id, impact.id)) ?? 0
        return count > 0 ? [`${count} at ${likelihood.name} and ${impact.name}`] : []
      }),
    )
    .join(', ')
  return svg({
    from,
    id,
    width,
    height,
    title,
    description: description || 'No risk stands in the matrix.',
    hasLinks: href !== null,
    content: html`${rows}${heads}${label(LEFT + (impacts.length * CELL.width) / 2, foot + 46, 'Impact', { anchor: 'middle', bold: true })}${label(0, 18, 'Likelihood', { bold: true })}`,
  })
}

export const matrixSize = ({ likelihoods, impacts }: Matrix) => ({
  width: LEFT + impacts.length * CELL.width + 4,
  height: likelihoods.length * CELL.height + FOOT,
})
