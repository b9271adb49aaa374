import { type Queries, sql } from '#platform/db/index.ts'
import { govukWarningText, type Html, html } from '#platform/page/index.ts'
import { cellKey, type Fewer, newRanks } from '../model.ts'
import { matrixPicture } from '../overview/picture.ts'
import type { Band, Matrix, Step } from '../store.ts'

/** The matrix as it is when these levels are removed: the cells that are left keep their bands. */
export function matrixWithout(matrix: Matrix, fewer: { readonly likelihoods: Fewer; readonly impacts: Fewer }): Matrix {
  return {
    ...matrix,
    likelihoods: left(matrix.likelihoods, fewer.likelihoods),
    impacts: left(matrix.impacts, fewer.impacts),
  }
}

const left = (steps: readonly Step[], fewer: Fewer): Step[] => {
  const ranks = newRanks(steps, fewer)
  return steps.flatMap((step) => {
    const rank = ranks.get(step.id)
    return rank === undefined ? [] : [{ ...step, rank }]
  })
}

/** Bands that a cell of the first matrix has and no cell of the second. */
export function bandsLost(before: Matrix, after: Matrix): Band[] {
  const [had, has] = [bandsIn(before), bandsIn(after)]
  return before.bands.filter(({ id }) => had.has(id) && !has.has(id))
}

const bandsIn = ({ likelihoods, impacts, cells }: Matrix): ReadonlySet<string | undefined> =>
  new Set(likelihoods.flatMap((likelihood) => impacts.map((impact) => cells.get(cellKey(likelihood.id, impact.id)))))

interface Appetite {
  readonly name: string
  readonly band: string
}

/** Categories in use whose appetite is one of these bands. */
export const appetitesOf = (db: Queries, bands: readonly Band[]): Promise<Appetite[]> =>
  db.many(sql`
    select c.name, b.name as band from risks.category c join risks.band b on b.id = c.appetite_id
    where c.ended_on is null and b.id = any(${bands.map(({ id }) => id)}::uuid[]) order by c.name limit 200`)

/** The matrix as it becomes, and what is to be changed by hand after it. */
export function matrixPreview(after: Matrix, lost: readonly Band[], appetites: readonly Appetite[]): Html {
  const warnings = [
    ...lost.map(({ name }) => `No cell is “${name}” any more: change the bands of the cells`),
    ...appetites.map(({ name, band }) => `The appetite for “${name}” is “${band}”, which no cell is any more`),
  ]
  const picture = matrixPicture(after, {
    id: 'matrix-after',
    title: 'Bands by likelihood and impact, as they become',
    counts: new Map(),
    href: null,
  })
  return html`<h2 class="govuk-heading-m">The matrix as it becomes</h2><figure class="m-figure m-wide" tabindex="0" role="region" aria-label="The matrix as it becomes">${picture}</figure>${warnings.map((text) => govukWarningText({ text, iconFallbackText: 'Warning' }))}`
}
