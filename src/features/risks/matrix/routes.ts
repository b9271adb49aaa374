import { checkEverywhere, mayEverywhere } from '#platform/access/index.ts'
import type { FormState } from '#platform/form/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { formReply, get, type PersonRequest, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { cellKey } from '../model.ts'
import { paths } from '../paths.ts'
import { RISKS_SEEN } from '../seeing.ts'
import { type Matrix, matrixOf } from '../store.ts'
import { saveCells } from './deeds.ts'
import { bandsToDraw } from './drawing.ts'
import { cellForm, pairs } from './forms.ts'
import { changesOf, shrinkingsOf } from './store.ts'
import { matrixPage } from './views.ts'

/** Which band each cell of the matrix has, and what its steps and bands mean. */
export const routes: readonly Route[] = [
  get(paths.matrix, 'risks:read', async (asked) => {
    const matrix = await matrixOf(asked.db)
    return show(asked, matrix, cellForm(matrix).filled(filledFrom(matrix)))
  }),
  post(paths.matrix, 'risks:change', async (asked) => {
    checkEverywhere(asked.person, 'risks:change')
    const matrix = await matrixOf(asked.db)
    const read = cellForm(matrix).read(asked.body)
    if (!read.ok) return show(asked, matrix, read)
    const value: Readonly<Record<string, string | null>> = read.value
    const cells = pairs(matrix).flatMap(({ name, likelihood, impact }) => {
      const bandId = value[name]
      return bandId ? [{ likelihoodId: likelihood.id, impactId: impact.id, bandId }] : []
    })
    await saveCells(asked.db, asked.act, cells)
    return redirect(paths.matrix, 'The matrix was saved, and every open risk was judged by it')
  }),
  ...tableRoutes(`${paths.matrix}/table`, 'risks:read', RISKS_SEEN, async ({ db }) => {
    const matrix = await matrixOf(db)
    return {
      title: 'Matrix of risks',
      headers: ['Likelihood', 'Impact', 'Score', 'Band'],
      rows: pairs(matrix).map(({ likelihood, impact }) => [
        likelihood.name,
        impact.name,
        likelihood.rank * impact.rank,
        matrix.bands.find(({ id }) => id === matrix.cells.get(cellKey(likelihood.id, impact.id)))?.name ?? '',
      ]),
    }
  }),
]

const filledFrom = (matrix: Matrix) =>
  Object.fromEntries(
    pairs(matrix).map(({ name, likelihood, impact }) => [
      name,
      matrix.cells.get(cellKey(likelihood.id, impact.id)) ?? null,
    ]),
  )

async function show(asked: PersonRequest, matrix: Matrix, state: FormState): Promise<Reply> {
  const { db, person } = asked
  const [picture, shrinkings, changes] = await Promise.all([
    bandsToDraw(asked, async () => matrix),
    shrinkingsOf(db),
    changesOf(db),
  ])
  return formReply(
    matrixPage({ matrix, picture, shrinkings, changes, canChange: mayEverywhere(person, 'risks:change') }, state),
  )
}
