import type { Drawn } from '#platform/charts/index.ts'
import { backToForm, CHECKED_FORM, type FormState, keptValues, type Values } from '#platform/form/index.ts'
import {
  type Content,
  dataTable,
  govukButton,
  govukInsetText,
  govukWarningText,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { type Fewer, JUDGEMENTS, newRanks } from '../model.ts'
import { matrixPicture, type ShownMatrix } from '../overview/picture-views.ts'
import { paths } from '../paths.ts'
import type { Band, Matrix, Step } from '../store.ts'
import { bandTag } from '../tags.ts'
import { fewerForm } from './forms.ts'
import type { Becomes } from './shrinking.ts'
import type { Appetite } from './store.ts'

export function shrinkPage(matrix: Matrix, state: FormState): View {
  return {
    title: 'Remove levels from the matrix',
    back: { href: paths.matrix, text: 'Back to the matrix' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Remove levels from the matrix')}<p class="govuk-body">Choose another level for each level that you remove: every risk at that level moves to the level you choose; the levels are renumbered from 1. You will see what each risk becomes before anything is changed.</p>${postForm(paths.shrink, [fewerForm(matrix).controls(state), govukButton({ text: 'See what each risk becomes', preventDoubleClick: true })])}`,
    ),
  }
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

/** The matrix after levels were removed, bands that no cell is any more, and categories whose appetite is one of them. */
interface Changed {
  readonly after: Drawn<ShownMatrix>
  readonly lost: readonly Band[]
  readonly appetites: readonly Appetite[]
}

/** The matrix as it becomes, and what is to be changed by hand after it. */
function matrixPreview({ after, lost, appetites }: Changed): Html {
  const warnings = [
    ...lost.map(({ name }) => `No cell is “${name}” any more: change the bands of the cells`),
    ...appetites.map(({ name, band }) => `The appetite for “${name}” is “${band}”, which no cell is any more`),
  ]
  const picture = matrixPicture(after, {
    id: 'matrix-after',
    title: 'Bands by likelihood and impact, as they become',
    href: null,
  })
  return html`<h2 class="govuk-heading-m">The matrix as it becomes</h2><figure class="m-figure m-wide" tabindex="0" role="region" aria-label="The matrix as it becomes">${picture}</figure>${warnings.map((text) => govukWarningText({ text, iconFallbackText: 'Warning' }))}`
}

/** What each risk becomes, and the matrix with it. Rows of the page come from `before` and `next`, where there are any. */
export function previewPage({
  body,
  matrix,
  fewer,
  changed,
  rows,
  before,
  next,
}: {
  readonly body: Values
  readonly matrix: Matrix
  readonly fewer: { readonly likelihoods: Fewer; readonly impacts: Fewer }
  readonly changed: Changed
  readonly rows: readonly Becomes[]
  readonly before: number | null
  readonly next: number | null
}): View {
  const more = (from: number, text: string) =>
    govukButton({ text, name: 'from', value: String(from), classes: 'govuk-button--secondary' })
  const buttons = html`<div class="govuk-button-group">${govukButton({ text: 'Remove the levels', name: 'sure', value: 'yes', preventDoubleClick: true })}${before === null ? null : more(before, 'The risks before')}${next === null ? null : more(next, 'The next risks')}</div>`
  return {
    title: 'What each risk becomes',
    back: backToForm(),
    content: html`${heading('What each risk becomes', 'Remove levels from the matrix')}${stepsTable('Likelihood', matrix.likelihoods, fewer.likelihoods)}${stepsTable('Impact', matrix.impacts, fewer.impacts)}${matrixPreview(changed)}${risksTable(rows)}${govukInsetText({ text: 'Nothing has been changed yet. How each risk was judged until now stays in its history.' })}${postForm(paths.shrink, [keptValues(body), buttons], CHECKED_FORM)}`,
  }
}
