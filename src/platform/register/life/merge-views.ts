import { instantInWords } from '../../calendar/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  type Html,
  heading,
  hidden,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '../../page/index.ts'
import { capital, inSentence } from '../../words.ts'
import { titleOf } from '../field-words.ts'
import type { Item, Register } from '../model.ts'
import { type Compared, compared } from './compared.ts'
import { leadingList } from './leading-views.ts'
import type { Merge } from './merged.ts'
import { type MergeFound, movedCount, NAMED, othersMoved } from './moved.ts'
import { type DeedPage, deedView, lifePaths } from './views.ts'

export const mergePage = (shown: DeedPage): View =>
  deedView(
    shown,
    `Merge this ${shown.register.singular} into another`,
    html`<p class="govuk-body">For two entries that are about the same. You will see what moves before anything is done.</p>${postForm(lifePaths(shown.register, shown.item.id).merge, [shown.controls, govukButton({ text: 'Continue' })])}`,
  )

/** What would move, and what stands against it. */
export function checkMergePage(register: Register, found: MergeFound, again: string | null): View {
  const { from, into, moves, obstacles, digest } = found
  const paths = lifePaths(register, from.id)
  const title = `Check before you merge this ${register.singular}`
  const names = html`${titleOf(register, from)} becomes one with ${link(lifePaths(register, into.id).item, titleOf(register, into))}`
  const form = postForm(paths.merge, [
    html`${hidden('into', into.id)}${hidden('seen', digest)}`,
    govukButton({ text: 'Merge them', classes: 'govuk-button--warning', preventDoubleClick: true }),
  ])
  const errors = again ? [{ field: 'merge', message: again, control: 'main-content' }] : []
  const against = html`<p class="govuk-body">They cannot be merged yet:</p><ul class="govuk-list govuk-list--bullet">${obstacles.map((one) => html`<li>${one}</li>`)}</ul>`
  return {
    title: `${title}: ${titleOf(register, from)}`,
    back: { href: paths.merge },
    errors,
    content: html`${twoThirds(html`${heading(title, titleOf(register, from))}<p class="govuk-body">${names}. Its address will lead there.</p>`)}${comparison(register, found)}${twoThirds(
      obstacles.length > 0
        ? against
        : html`${movesList(found)}${moves.length > 0 ? html`<p class="govuk-body">This can be taken back as long as nothing of it is changed.</p>` : null}${form}`,
    )}`,
  }
}

const becomes = ({ from, isLost }: Compared): string =>
  isLost ? 'Not carried over' : from === '' ? '–' : 'The same is in both'

/** Both entries side by side: what the one that goes says is not carried over. */
function comparison(register: Register, { from, into }: MergeFound): Html {
  const rows = compared(register, from, into)
  const lost = rows.filter(({ isLost }) => isLost).map(({ label }) => label)
  const said =
    lost.length > 0
      ? html`<p class="govuk-body">What the one that goes says is not carried over: ${inSentence(lost)}. To keep any of it, ${link(`${register.path}/${into.id}/change`, 'write it into the one that stays')} first.</p>`
      : html`<p class="govuk-body">The one that goes says nothing that the other does not say.</p>`
  return html`${dataTable({
    caption: 'What they say',
    columns: [
      { text: 'Field' },
      { text: 'The one that goes', classes: 'm-words' },
      { text: 'The one that stays', classes: 'm-words' },
      { text: 'What becomes of it' },
    ],
    rows: rows.map((row) => [row.label, row.from || '–', row.into || '–', becomes(row)]),
  })}${twoThirds(said)}`
}

function movesList({ from, moves }: MergeFound): Html {
  if (movedCount(moves, from.id) === 0) return html`<p class="govuk-body">Nothing leads to it: nothing moves.</p>`
  const all = moves.flatMap((one) => {
    const others = othersMoved(one, from.id)
    return others.length === 0 ? [] : [{ register: one.register, count: others.length, named: others.slice(0, NAMED) }]
  })
  return html`<h2 class="govuk-heading-m">What moves</h2>${leadingList(all)}`
}

/** What became of a merged item, with the way back as far as there is one. */
export function mergedPage(
  register: Register,
  item: Item,
  { merge, into, obstacles, canChange }: { merge: Merge; into: Item; obstacles: readonly string[]; canChange: boolean },
): View {
  const where = link(lifePaths(register, into.id).item, titleOf(register, into))
  const against = html`<p class="govuk-body">It cannot be taken back:</p><ul class="govuk-list govuk-list--bullet">${obstacles.map((one) => html`<li>${one}</li>`)}</ul>`
  const back = deedButton(lifePaths(register, item.id).part, 'Take the merge back', { kind: 'warning' })
  const way =
    obstacles.length > 0
      ? against
      : html`<p class="govuk-body">What moved then would lead to this ${register.singular} again. What began to lead to the other one since stays there.</p>${canChange ? back : null}`
  const title = `Merged: ${titleOf(register, item)}`
  return {
    title,
    back: { href: lifePaths(register, into.id).item },
    content: twoThirds(
      html`${heading(title, capital(register.singular))}<p class="govuk-body">It was merged into ${where}${merge.byName ? ` by ${merge.byName}` : ''} on ${instantInWords(merge.at)}.</p>${way}`,
    ),
  }
}
