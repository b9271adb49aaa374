import { checkEverywhere } from '#platform/access/index.ts'
import { countIn, firstValue, isGoingBack } from '#platform/form/index.ts'
import {
  formReply,
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { countedOrNo } from '#platform/words.ts'
import { type Fewer, fewerObstacle } from '../model.ts'
import { paths } from '../paths.ts'
import { type Matrix, matrixOf, type Step } from '../store.ts'
import { bandsToDraw } from './drawing.ts'
import { bandsLost, matrixWithout } from './fewer.ts'
import { fewerForm, fieldOf } from './forms.ts'
import { becomes, shrink } from './shrinking.ts'
import { previewPage, shrinkPage } from './shrinking-views.ts'
import { appetitesOf } from './store.ts'

/** Taking steps out of the matrix: which become which, what each risk becomes by it, and the deed. */
export const routes: readonly Route[] = [
  get(paths.shrink, 'risks:change', async ({ db, person }) => {
    checkEverywhere(person, 'risks:change')
    return formReply(shrinkPage(await matrixOf(db), { values: {}, errors: [] }))
  }),
  post(paths.shrink, 'risks:change', async (asked) => {
    checkEverywhere(asked.person, 'risks:change')
    const matrix = await matrixOf(asked.db)
    if (isGoingBack(asked.body)) return formReply(shrinkPage(matrix, { values: asked.body, errors: [] }))
    const read = fewerForm(matrix).read(asked.body)
    if (!read.ok) return formReply(shrinkPage(matrix, read))
    const fewer = { likelihoods: fewerOf(matrix.likelihoods, read.value), impacts: fewerOf(matrix.impacts, read.value) }
    const problem = problemOf(matrix, fewer)
    if (problem) return formReply(shrinkPage(matrix, { values: asked.body, errors: [problem] }))
    if (firstValue(asked.body, 'sure') !== 'yes') return showPreview(asked, matrix, fewer)
    const moved = await shrink(asked.db, asked.act, fewer, String(read.value.why))
    return redirect(
      paths.matrix,
      `The levels were removed. ${moved === 1 ? 'One risk was' : countedOrNo(moved, 'risk was', 'risks were')} moved with them`,
    )
  }),
]

const fewerOf = (steps: readonly Step[], value: Readonly<Record<string, unknown>>): Fewer =>
  new Map(
    steps.flatMap((step) => {
      const to = value[fieldOf(step)]
      return typeof to === 'string' && to !== '' ? [[step.id, to] as const] : []
    }),
  )

function problemOf({ likelihoods, impacts }: Matrix, fewer: { likelihoods: Fewer; impacts: Fewer }) {
  const found = fewerObstacle(likelihoods, fewer.likelihoods) ?? fewerObstacle(impacts, fewer.impacts)
  if (found) return { field: fieldOf({ id: found.stepId }), message: found.message }
  const [first] = likelihoods
  return first && fewer.likelihoods.size + fewer.impacts.size === 0
    ? { field: fieldOf(first), message: 'Choose what at least one level becomes' }
    : null
}

/** Risks that are shown on one page. */
const RISKS_A_PAGE = 200

async function showPreview(
  asked: PersonRequest,
  matrix: Matrix,
  fewer: { likelihoods: Fewer; impacts: Fewer },
): Promise<Reply> {
  const { db, body } = asked
  const offset = countIn(body, 'from')
  const rows = await becomes(db, matrix, fewer, { limit: RISKS_A_PAGE + 1, offset })
  const after = matrixWithout(matrix, fewer)
  const lost = bandsLost(matrix, after)
  const changed = { after: await bandsToDraw(asked, async () => after), lost, appetites: await appetitesOf(db, lost) }
  const before = offset > 0 ? Math.max(0, offset - RISKS_A_PAGE) : null
  const next = rows.length > RISKS_A_PAGE ? offset + RISKS_A_PAGE : null
  return page(previewPage({ body, matrix, fewer, changed, rows: rows.slice(0, RISKS_A_PAGE), before, next }))
}
