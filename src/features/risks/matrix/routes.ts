import { may } from '#platform/access/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Db, type Queries, sql, takeTurn } from '#platform/db/index.ts'
import { type FormState, form, select } from '#platform/form/index.ts'
import { newId } from '#platform/ids.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import {
  dataTable,
  govukButton,
  govukTag,
  type Html,
  heading,
  html,
  link,
  mojTimeline,
  postForm,
} from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { spelt } from '#platform/words.ts'
import { cellKey, FILLS } from '../model.ts'
import { matrixPicture } from '../overview/picture.ts'
import { paths } from '../paths.ts'
import { rateAgain } from '../scales.ts'
import { type Matrix, matrixOf } from '../store.ts'
import { shrinkingsOf } from './shrinking-routes.ts'

/** Which band each cell of the matrix has, and what its steps and bands mean. */
export const routes: readonly Route[] = [
  get(paths.matrix, 'risks:read', async (asked) => {
    const matrix = await matrixOf(asked.db)
    return show(asked, matrix, cellForm(matrix).filled(filledFrom(matrix)))
  }),
  post(paths.matrix, 'risks:change', async (asked) => {
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
  ...tableRoutes(`${paths.matrix}/table`, 'risks:read', async ({ db }) => {
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

const pairs = ({ likelihoods, impacts }: Matrix) =>
  likelihoods
    .toReversed()
    .flatMap((likelihood) =>
      impacts.map((impact) => ({ likelihood, impact, name: `cell-${likelihood.rank}-${impact.rank}` })),
    )

const cellForm = (matrix: Matrix) =>
  form(
    Object.fromEntries(
      pairs(matrix).map(({ name, likelihood, impact }) => [
        name,
        select({
          label: `${likelihood.name}, ${impact.name.toLowerCase()}`,
          required: `Select the band for ${likelihood.name.toLowerCase()} and ${impact.name.toLowerCase()}`,
          options: matrix.bands.map(({ id, name: text }) => ({ value: id, text })),
        }),
      ]),
    ),
  )

const filledFrom = (matrix: Matrix) =>
  Object.fromEntries(
    pairs(matrix).map(({ name, likelihood, impact }) => [
      name,
      matrix.cells.get(cellKey(likelihood.id, impact.id)) ?? null,
    ]),
  )

interface Cell {
  readonly likelihoodId: string
  readonly impactId: string
  readonly bandId: string
}

interface MatrixCell {
  readonly likelihood: string
  readonly impact: string
  readonly before: string | null
  readonly after: string
}

/** Saves bands of cells; every open risk is judged anew in the same transaction. */
export async function saveCells(db: Db, act: Act, cells: readonly Cell[]): Promise<void> {
  await db.transaction(async (tx) => {
    await takeTurn(tx, 'risks.cell')
    // Asked before the cells are written, under their lock.
    const before = await tx.many<MatrixCell>(sql`
      select l.name as likelihood, i.name as impact, b.name as before, a.name as after
      from jsonb_to_recordset(${JSON.stringify(cells)}) as n ("likelihoodId" uuid, "impactId" uuid, "bandId" uuid)
        join risks.likelihood l on l.id = n."likelihoodId" join risks.impact i on i.id = n."impactId" join risks.band a on a.id = n."bandId"
        left join risks.cell c on c.likelihood_id = l.id and c.impact_id = i.id left join risks.band b on b.id = c.band_id
      where c.band_id is distinct from n."bandId" order by l.rank, i.rank`)
    const changed = await tx.run(sql`
      insert into risks.cell as c (likelihood_id, impact_id, band_id)
      select "likelihoodId", "impactId", "bandId" from jsonb_to_recordset(${JSON.stringify(cells)}) as n ("likelihoodId" uuid, "impactId" uuid, "bandId" uuid)
      on conflict (likelihood_id, impact_id) do update set band_id = excluded.band_id where c.band_id <> excluded.band_id`)
    if (changed === 0) return
    await rateAgain(tx, act)
    await tx.run(sql`
      insert into risks.matrix_change (id, at, by_person_id, cells)
      values (${newId(act.at.getTime())}, ${act.at}, ${byOf(act)}, ${JSON.stringify(before)})`)
    await audit(tx, act, 'matrix.changed', { kind: 'risk-matrix', id: newId(act.at.getTime()) }, { cells: changed })
  })
}

/** Who changed which cells, the newest first. */
async function historyOf(db: Queries): Promise<Html> {
  const shrunk = await shrinkingsOf(db)
  const changes = await db.many<{ at: Date; by: string | null; cells: readonly MatrixCell[] }>(sql`
    select m.at, p.name as by, m.cells from risks.matrix_change m left join people.person p on p.id = m.by_person_id order by m.at desc, m.id desc limit 50`)
  const title = html`<h2 class="govuk-heading-m">History</h2>`
  if (changes.length === 0)
    return html`${title}${shrunk ?? html`<p class="govuk-body">The matrix has not been changed since it was loaded.</p>`}`
  return html`${title}${shrunk}${mojTimeline({
    headingLevel: 3,
    items: changes.map(({ at, by, cells }) => ({
      label: { text: spelt(cells.length, 'One cell changed', 'cells changed') },
      datetime: { timestamp: at.toISOString(), type: 'datetime' as const },
      ...(by ? { byline: { text: by } } : {}),
      html: html`<ul class="govuk-list govuk-list--bullet">${cells.map(({ likelihood, impact, before, after }) => html`<li>${likelihood}, ${impact.toLowerCase()}: ${before ? `from “${before}” ` : ''}to “${after}”</li>`)}</ul>`,
    })),
  })}`
}

async function show({ db, person }: PersonRequest, matrix: Matrix, state: FormState): Promise<Reply> {
  const history = await historyOf(db)
  const { likelihoods, impacts, bands } = matrix
  const canChange = may(person, 'risks:change')
  const controls = cellForm(matrix)
  const grid = canChange
    ? html`<details class="govuk-details"${state.errors.length > 0 ? ' open' : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Change the bands of cells</span></summary><div class="govuk-details__text">${postForm(paths.matrix, [controls.controls(state), govukButton({ text: 'Save the matrix', preventDoubleClick: true })])}</div></details>`
    : null
  const fewer = canChange
    ? html`<p class="govuk-body m-no-print">${link(paths.shrink, 'Remove levels from the matrix')}</p>`
    : null
  const steps = (caption: string, rows: typeof likelihoods, path: string) =>
    html`${dataTable({
      caption,
      columns: [{ text: 'Level' }, { text: 'What it means', classes: 'm-words' }],
      rows: rows.map((row) => [link(`${path}/${row.id}`, `${row.rank} ${row.name}`), row.meaning ?? '']),
    })}${downloads('Download this table', path)}`
  const view = {
    title: 'Matrix and appetite',
    back: { href: paths.home, text: 'Back to risks' },
    errors: state.errors,
    content: html`${heading('Matrix and appetite')}<p class="govuk-body">The score of a risk is the rank of its likelihood times the rank of its impact. The cell says which band it is in; the band says where such a risk is held and how often it is looked at; ${link(paths.categories, 'the categories')} say how much of each risk we accept.</p><figure class="m-figure m-wide" tabindex="0" role="region" aria-label="The matrix">${matrixPicture(matrix, { id: 'matrix', title: 'Bands by likelihood and impact', counts: new Map(), href: null })}</figure>${downloads('Download the matrix', `${paths.matrix}/table`)}${grid}${fewer}${dataTable(
      {
        caption: 'Bands',
        columns: [{ text: 'Band' }, { text: 'What it asks for', classes: 'm-words' }],
        rows: bands.map((band) => [
          html`${govukTag({ text: band.name, classes: FILLS[band.colour].tag })} ${link(`${paths.bands}/${band.id}`, 'See', `the band ${band.name}`)}`,
          band.meaning ?? '',
        ]),
      },
    )}${downloads('Download this table', paths.bands)}${steps('Likelihood', likelihoods, paths.likelihoods)}${steps('Impact', impacts, paths.impacts)}${history}`,
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}
