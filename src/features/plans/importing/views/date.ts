import { type Day, inWords } from '#platform/calendar/index.ts'
import {
  type Content,
  type FieldError,
  govukButton,
  heading,
  html,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { shortened, spelt } from '#platform/words.ts'
import { paths } from '../../paths.ts'

/** Asks for the date of a plan. `waiting` are the target dates that hang on it. */
export function datePage(
  kept: { readonly id: string; readonly fileName: string },
  waiting: readonly string[],
  today: Day,
  [controls, errors]: readonly [Content, readonly FieldError[]],
): View {
  const some = [...new Set(waiting)].slice(0, 3).map((text) => `“${shortened(text, 60)}”`)
  const why =
    waiting.length > 0
      ? html`<p class="govuk-body">The document does not say it. ${spelt(waiting.length, 'One target date depends', 'target dates depend')} on it, such as ${some.join(', ')}: without it nobody can tell which year is meant.</p>`
      : html`<p class="govuk-body">Dates without a year and lengths of time are counted from this day.</p>`
  return {
    title: 'Date of the plan',
    back: { href: paths.imports, text: 'Choose another document' },
    errors,
    content: twoThirds(
      html`${heading('Date of the plan', kept.fileName)}${why}<p class="govuk-body m-meta">Today is ${inWords(today)}.</p>${postForm(paths.importDate(kept.id), [controls, govukButton({ text: 'Continue', preventDoubleClick: true })])}`,
    ),
  }
}
