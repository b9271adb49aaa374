import { may } from '#platform/access/index.ts'
import { type Act, record } from '#platform/audit/index.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { type FormState, form, select } from '#platform/form/index.ts'
import { newId } from '#platform/ids.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import { dataTable, govukButton, govukTag, heading, html, link, postForm } from '#platform/page/index.ts'
import { type Answer, type AskedBy, get, page, post, type Route, redirect } from '#platform/web/index.ts'
import { matrixPicture } from '../looking/picture.ts'
import { FILLS } from '../model.ts'
import { paths } from '../paths.ts'
import { rateAgain } from '../scales.ts'
import { cellKey, type Matrix, matrixOf } from '../store.ts'

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

/** Saves bands of cells; every open risk is judged anew in the same transaction. */
export async function saveCells(db: Db, act: Act, cells: readonly Cell[]): Promise<void> {
  await db.transaction(async (tx) => {
    const changed = await tx.run(sql`
      insert into risks.cell as c (likelihood_id, impact_id, band_id)
      select "likelihoodId", "impactId", "bandId" from jsonb_to_recordset(${JSON.stringify(cells)}) as n ("likelihoodId" uuid, "impactId" uuid, "bandId" uuid)
      on conflict (likelihood_id, impact_id) do update set band_id = excluded.band_id where c.band_id <> excluded.band_id`)
    if (changed === 0) return
    await rateAgain(tx)
    await record(tx, act, 'matrix.changed', { kind: 'risk-matrix', id: newId(act.at.getTime()) }, { cells: changed })
  })
}

function show({ person }: AskedBy, matrix: Matrix, state: FormState): Answer {
  const { likelihoods, impacts, bands } = matrix
  const canChange = may(person, 'risks:change')
  const controls = cellForm(matrix)
  const grid = canChange
    ? html`<details class="govuk-details"${state.errors.length > 0 ? ' open' : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Change the bands of cells</span></summary><div class="govuk-details__text">${postForm(paths.matrix, [controls.controls(state), govukButton({ text: 'Save the matrix', preventDoubleClick: true })])}</div></details>`
    : null
  const steps = (caption: string, rows: typeof likelihoods, path: string) =>
    html`${dataTable({
      caption,
      columns: [{ text: 'Step' }, { text: 'What it means', classes: 'm-words' }],
      rows: rows.map((row) => [link(`${path}/${row.id}`, `${row.rank} ${row.name}`), row.meaning ?? '']),
    })}${downloads('Download this table', path)}`
  const view = {
    title: 'Matrix and appetite',
    back: { href: paths.home, text: 'Back to risks' },
    errors: state.errors,
    content: html`${heading('Matrix and appetite')}<p class="govuk-body">The score of a risk is the rank of its likelihood times the rank of its impact. The cell says which band it is in; the band says where such a risk is held and how often it is looked at; ${link(paths.categories, 'the categories')} say how much of each is borne.</p><figure class="m-figure m-wide" tabindex="0" role="region" aria-label="The matrix">${matrixPicture(matrix, { id: 'matrix', title: 'Bands by likelihood and impact', counts: new Map(), href: null })}</figure>${downloads('Download the matrix', `${paths.matrix}/table`)}${grid}${dataTable(
      {
        caption: 'Bands',
        columns: [{ text: 'Band' }, { text: 'What it asks for', classes: 'm-words' }],
        rows: bands.map((band) => [
          html`${govukTag({ text: band.name, classes: FILLS[band.colour].tag })} ${link(`${paths.bands}/${band.id}`, 'See', `the band ${band.name}`)}`,
          band.meaning ?? '',
        ]),
      },
    )}${downloads('Download this table', paths.bands)}${steps('Likelihood', likelihoods, paths.likelihoods)}${steps('Impact', impacts, paths.impacts)}`,
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}
