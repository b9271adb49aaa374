import { cellKey, type Fewer, newRanks } from '../model.ts'
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
