import { dayOf, inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import {
  backToForm,
  CHECKED_FORM,
  countIn,
  type FormState,
  firstValue,
  form,
  isGoingBack,
  keptValues,
  requiredText,
  select,
} from '#platform/form/index.ts'
import {
  type Content,
  dataTable,
  govukButton,
  govukInsetText,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
} from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { countedOrNo } from '#platform/words.ts'
import { type Fewer, fewerObstacle, JUDGEMENTS, newRanks } from '../model.ts'
import { paths } from '../paths.ts'
import { type Matrix, matrixOf, type Step } from '../store.ts'
import { bandTag } from '../tags.ts'
import { appetitesOf, bandsLost, matrixPreview, matrixWithout } from './preview.ts'
import { type Becomes, becomes, shrink } from './shrinking.ts'

/** Taking steps out of the matrix: which become which, what each risk becomes by it, and the deed. */
export const routes: readonly Route[] = [
  get(paths.shrink, 'risks:change', async ({ db }) => showForm(await matrixOf(db), { values: {}, errors: [] })),
  post(paths.shrink, 'risks:change', async (asked) => {
    const matrix = await matrixOf(asked.db)
    if (isGoingBack(asked.body)) return showForm(matrix, { values: asked.body, errors: [] })
    const read = fewerForm(matrix).read(asked.body)
    if (!read.ok) return showForm(matrix, read)
    const fewer = { likelihoods: fewerOf(matrix.likelihoods, read.value), impacts: fewerOf(matrix.impacts, read.value) }
    const problem = problemOf(matrix, fewer)
    if (problem) return showForm(matrix, { values: asked.body, errors: [problem] })
    if (firstValue(asked.body, 'sure') !== 'yes') return showPreview(asked, matrix, fewer)
    const moved = await shrink(asked.db, asked.act, fewer, String(read.value.why))
    return redirect(
      paths.matrix,
      `The levels were removed. ${moved === 1 ? 'One risk was' : countedOrNo(moved, 'risk was', 'risks were')} moved with them`,
    )
  }),
]

const fieldOf = ({ id }: Pick<Step, 'id'>) => `step-${id}`

function fewerForm({ likelihoods, impacts }: Matrix) {
  const fields = (scale: string, steps: readonly Step[]) =>
    steps.map((step) => [
      fieldOf(step),
      select({
        label: `${scale}: ${step.rank} ${step.name}`,
        blank: 'Stays',
        options: steps
          .filter(({ id }) => id !== step.id)
          .map(({ id, rank, name }) => ({ value: id, text: `Becomes ${rank} ${name}` })),
      }),
    ])
  return form({
    ...Object.fromEntries([...fields('Likelihood', likelihoods), ...fields('Impact', impacts)]),
    why: requiredText({ label: 'Why?', required: 'Enter why the levels are removed', lines: 2, most: 1_000 }),
  })
}

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

function showForm(matrix: Matrix, state: FormState): Reply {
  const view = {
    title: 'Remove levels from the matrix',
    back: { href: paths.matrix, text: 'Back to the matrix' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Remove levels from the matrix')}<p class="govuk-body">Choose another level for each level that you remove: every risk at that level moves to the level you choose; the levels are renumbered from 1. You will see what each risk becomes before anything is changed.</p>${postForm(paths.shrink, [fewerForm(matrix).controls(state), govukButton({ text: 'See what each risk becomes', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

/** Risks that are shown on one page. */
const RISKS_A_PAGE = 200

async function showPreview(
  { db, body }: PersonRequest,
  matrix: Matrix,
  fewer: { likelihoods: Fewer; impacts: Fewer },
): Promise<Reply> {
  const offset = countIn(body, 'from')
  const rows = await becomes(db, matrix, fewer, { limit: RISKS_A_PAGE + 1, offset })
  const after = matrixWithout(matrix, fewer)
  const lost = bandsLost(matrix, after)
  const changed = matrixPreview(after, lost, await appetitesOf(db, lost))
  const shown = rows.slice(0, RISKS_A_PAGE)
  const more = (from: number, text: string) =>
    govukButton({ text, name: 'from', value: String(from), classes: 'govuk-button--secondary' })
  const buttons = html`<div class="govuk-button-group">${govukButton({ text: 'Remove the levels', name: 'sure', value: 'yes', preventDoubleClick: true })}${offset > 0 ? more(Math.max(0, offset - RISKS_A_PAGE), 'The risks before') : null}${rows.length > shown.length ? more(offset + RISKS_A_PAGE, 'The next risks') : null}</div>`
  return page({
    title: 'What each risk becomes',
    back: backToForm(),
    content: html`${heading('What each risk becomes', 'Remove levels from the matrix')}${stepsTable('Likelihood', matrix.likelihoods, fewer.likelihoods)}${stepsTable('Impact', matrix.impacts, fewer.impacts)}${changed}${risksTable(shown)}${govukInsetText({ text: 'Nothing has been changed yet. How each risk was judged until now stays in its history.' })}${postForm(paths.shrink, [keptValues(body), buttons], CHECKED_FORM)}`,
  })
}

function stepsTable(caption: string, steps: readonly Step[], fewer: Fewer): Html {
  const ranks = newRanks(steps, fewer)
  const nameOf = (id: string) => steps.find((step) => step.id === id)?.name ?? ''
  return dataTable({
    caption,
    columns: [{ text: 'Now' }, { text: 'Becomes' }],
    rows: steps.map(({ id, rank, name }) => {
      const to = fewer.get(id) ?? id
      return [`${rank} ${name}`, `${ranks.get(to)} ${nameOf(to)}`]
    }),
  })
}

function risksTable(rows: readonly Becomes[]): Html {
  if (rows.length === 0) return html`<p class="govuk-body">There is no risk yet.</p>`
  const before = ({ before: words, scoreBefore, bandBefore }: Becomes['now']): Content =>
    words === null ? 'Not judged' : `${words}: ${bandBefore ?? 'no band'} (${scoreBefore})`
  const after = ({ after: words, score, band, colour }: Becomes['now']): Content =>
    words === null ? '' : html`${words}<br>${bandTag(band, colour, score)}`
  const others = ({ inherent, target }: Becomes): Content =>
    html`${[[JUDGEMENTS.inherent, inherent] as const, [JUDGEMENTS.target, target] as const].map(([label, one]) => (one.after === null ? null : html`<span class="m-meta">${label}: ${one.after} (${one.scoreBefore} becomes ${one.score})</span><br>`))}`
  return dataTable({
    caption: 'Risks',
    columns: [
      { text: 'Risk', classes: 'm-words' },
      { text: 'Held in' },
      { text: 'Now' },
      { text: 'Becomes' },
      { text: 'Other judgements' },
    ],
    rows: rows.map((row) => [
      html`${link(paths.risk(row.id), `${row.number} ${row.title}`)}${row.isOpen ? null : html`<br><span class="m-meta">Closed</span>`}`,
      row.unit,
      before(row.now),
      after(row.now),
      others(row),
    ]),
  })
}

interface Shrinking {
  readonly at: Date
  readonly by: string | null
  readonly why: string
  readonly risks: number
  readonly steps: readonly { readonly scale: 'likelihoods' | 'impacts'; readonly from: string; readonly to: string }[]
}

/** Steps that were taken out of the matrix, the newest first; null where none was. */
export async function shrinkingsOf(db: Queries): Promise<Html | null> {
  const rows = await db.many<Shrinking>(sql`
    select s.at, p.name as by, s.why, s.risks, s.steps from risks.matrix_shrinking s left join people.person p on p.id = s.by_person_id
    order by s.at desc, s.id desc limit 20`)
  if (rows.length === 0) return null
  return dataTable({
    caption: 'Levels that were removed',
    columns: [
      { text: 'Day' },
      { text: 'What', classes: 'm-words' },
      { text: 'Risks moved' },
      { text: 'Why' },
      { text: 'By' },
    ],
    rows: rows.map(({ at, by, why, risks, steps }) => [
      inWords(dayOf(at)),
      steps
        .map(({ scale, from, to }) => `${scale === 'impacts' ? 'Impact' : 'Likelihood'}: “${from}” became “${to}”`)
        .join('; '),
      String(risks),
      why,
      by ?? '',
    ]),
  })
}
