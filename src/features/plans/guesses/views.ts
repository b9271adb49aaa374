import { type Content, dataTable, deedButton, type Html, heading, html, link, type View } from '#platform/page/index.ts'
import { counted, shortened } from '#platform/words.ts'
import { paths } from '../paths.ts'
import type { Plan } from '../store.ts'
import type { Guess } from './store.ts'

/** So many are shown at once. */
export const GUESSES_MOST = 100
/** Of one guess, so many actions are led to. */
const ACTIONS_SHOWN = 20

/** Tells on the page of a plan what was not answered; null where nothing is open. */
export function guessesLine(planId: string, count: number): Html | null {
  if (count === 0) return null
  const told = counted(count, 'guess was', 'guesses were')
  return html`<p class="govuk-body">${told} not answered when the document was imported: ${link(paths.guesses(planId), count === 1 ? 'check it' : 'check them')}</p>`
}

export function guessesPage(plan: Plan, guesses: readonly Guess[], count: number, canChange: boolean): View {
  const more =
    count > guesses.length
      ? html`<p class="govuk-body">The first ${guesses.length} of ${count.toLocaleString('en-GB')} are shown. The others follow when these are answered.</p>`
      : null
  const table = dataTable({
    caption: 'Guesses to check',
    captionClasses: 'govuk-visually-hidden',
    columns: [
      { text: 'Where' },
      { text: 'Question', classes: 'm-words' },
      { text: 'What was recorded', classes: 'm-words' },
      { text: 'Actions' },
      ...(canChange ? [{ text: 'Answer' }] : []),
    ],
    rows: guesses.map((guess) => row(guess, plan.id, canChange)),
  })
  return {
    title: 'Guesses to check',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    content: html`${heading('Guesses to check', plan.title)}${
      count === 0
        ? html`<p class="govuk-body">Every guess has been answered.</p>`
        : html`<p class="govuk-body">Nobody answered these questions when the document was imported. Open the action and change what is not right. A guess that is right stays as it is.</p>${more}${table}`
    }`,
  }
}

function row({ id, place, question, guess, actions }: Guess, planId: string, canChange: boolean): Content[] {
  const links = actions
    .slice(0, ACTIONS_SHOWN)
    .map(({ id: action, ref, text }) => html`<li>${link(paths.action(action), ref ?? shortened(text, 60))}</li>`)
  const more =
    actions.length > ACTIONS_SHOWN
      ? html`<li>and ${counted(actions.length - ACTIONS_SHOWN, 'other', 'others')}</li>`
      : null
  const right = deedButton(paths.guesses(planId), 'This is right', {
    kind: 'secondary',
    values: { guess: id },
    hiddenText: `: the answer for ${place}`,
  })
  return [
    place,
    question,
    guess,
    actions.length > 0 ? html`<ul class="govuk-list govuk-!-margin-bottom-0">${links}${more}</ul>` : 'The whole plan',
    ...(canChange ? [right] : []),
  ]
}
