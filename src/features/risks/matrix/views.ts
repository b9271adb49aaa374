import { dayOf, inWords } from '#platform/calendar/index.ts'
import type { Drawn } from '#platform/charts/index.ts'
import type { FormState } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
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
  type View,
} from '#platform/page/index.ts'
import { spelt } from '#platform/words.ts'
import { FILLS } from '../model.ts'
import { matrixPicture, type ShownMatrix } from '../overview/picture-views.ts'
import { paths } from '../paths.ts'
import type { Matrix } from '../store.ts'
import { cellForm } from './forms.ts'
import type { MatrixChange, Shrinking } from './store.ts'

/** The matrix, what its levels and bands mean, and how it became what it is. */
export function matrixPage(
  {
    matrix,
    picture,
    shrinkings,
    changes,
    canChange,
  }: {
    readonly matrix: Matrix
    readonly picture: Drawn<ShownMatrix>
    readonly shrinkings: readonly Shrinking[]
    readonly changes: readonly MatrixChange[]
    readonly canChange: boolean
  },
  state: FormState,
): View {
  const { likelihoods, impacts, bands } = matrix
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
  return {
    title: 'Matrix and appetite',
    back: { href: paths.home, text: 'Back to risks' },
    errors: state.errors,
    content: html`${heading('Matrix and appetite')}<p class="govuk-body">The score of a risk is the rank of its likelihood times the rank of its impact. The cell says which band it is in; the band says where such a risk is held and how often it is looked at; ${link(paths.categories, 'the categories')} say how much of each risk we accept.</p><figure class="m-figure m-wide" tabindex="0" role="region" aria-label="The matrix">${matrixPicture(picture, { id: 'matrix', title: 'Bands by likelihood and impact', href: null })}</figure>${downloads('Download the matrix', `${paths.matrix}/table`)}${grid}${fewer}${dataTable(
      {
        caption: 'Bands',
        columns: [{ text: 'Band' }, { text: 'What it asks for', classes: 'm-words' }],
        rows: bands.map((band) => [
          html`${govukTag({ text: band.name, classes: FILLS[band.colour].tag })} ${link(`${paths.bands}/${band.id}`, 'See', `the band ${band.name}`)}`,
          band.meaning ?? '',
        ]),
      },
    )}${downloads('Download this table', paths.bands)}${steps('Likelihood', likelihoods, paths.likelihoods)}${steps('Impact', impacts, paths.impacts)}${history(shrinkings, changes)}`,
  }
}

function history(shrinkings: readonly Shrinking[], changes: readonly MatrixChange[]): Html {
  const removed = shrinkings.length > 0 ? shrinkingsTable(shrinkings) : null
  const title = html`<h2 class="govuk-heading-m">History</h2>`
  if (changes.length === 0)
    return html`${title}${removed ?? html`<p class="govuk-body">The matrix has not been changed since it was loaded.</p>`}`
  return html`${title}${removed}${mojTimeline({
    headingLevel: 3,
    items: changes.map(({ at, by, cells }) => ({
      label: { text: spelt(cells.length, 'One cell changed', 'cells changed') },
      datetime: { timestamp: at.toISOString(), type: 'datetime' as const },
      ...(by ? { byline: { text: by } } : {}),
      html: html`<ul class="govuk-list govuk-list--bullet">${cells.map(({ likelihood, impact, before, after }) => html`<li>${likelihood}, ${impact.toLowerCase()}: ${before ? `from “${before}” ` : ''}to “${after}”</li>`)}</ul>`,
    })),
  })}`
}

/** Levels that were taken out of the matrix. */
function shrinkingsTable(rows: readonly Shrinking[]): Html {
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
