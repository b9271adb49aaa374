import { instantInWords } from '#platform/calendar/index.ts'
import { type FormState, form, requiredText } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import type { Measure } from '#platform/measures.ts'
import { dataTable, govukButton, type Html, heading, html, link, postForm, type View } from '#platform/page/index.ts'
import { askedInWords, type Question, type StatementForm, valuesOf } from '../model.ts'
import { paths } from '../paths.ts'
import type { FormRow } from '../store.ts'

export const textForm = form({
  text: requiredText({
    label: 'The form',
    hint: 'In YAML, as the forms that come with Muniment are written',
    required: 'Enter the form',
    lines: 30,
    most: 100_000,
  }),
})

const KINDS = { 'yes-no': 'Yes or no', choice: 'Choice', text: 'In words', number: 'Number', confirm: 'Agreed to' }

/** The newest version of each form. */
export function formsPage(forms: readonly FormRow[], canRun: boolean): View {
  const table = dataTable({
    caption: 'Forms',
    captionClasses: 'govuk-visually-hidden',
    columns: [
      { text: 'Form', classes: 'm-words' },
      { text: 'Asked of' },
      { text: 'Countersigned by' },
      { text: 'Version', numeric: true },
    ],
    rows: forms.map((one) => [
      link(paths.form(one.key), one.title),
      askedInWords(one.body),
      one.body.countersigned_by ?? 'Nobody',
      one.version,
    ]),
  })
  return {
    title: 'Forms',
    back: { href: paths.home, text: 'Back to statements' },
    content: html`${heading('Forms', 'Statements and returns')}<p class="govuk-body">What is asked, of whom, and which measure each answer is compared with.</p>${table}${downloads('Download this table', `${paths.forms}/table`)}${canRun ? html`<p class="govuk-body">${link(paths.newForm, 'Write a form')}</p>` : null}`,
  }
}

/** One form: what is asked, what is declared, and its versions before. `names` are those of measures by their keys. */
export function formReply(
  { body, key, title, version, madeAt, by }: FormRow,
  older: readonly FormRow[],
  names: ReadonlyMap<string, string>,
  canRun: boolean,
): View {
  const run = canRun
    ? html`<div class="m-actions-bar">${govukButton({ text: 'Issue it', href: paths.issue(key) })}${govukButton({ text: 'Change it', href: paths.editForm(key), classes: 'govuk-button--secondary' })}</div>`
    : null
  const whom = `Asked of ${askedInWords(body)}, about ${body.of === 'unit' ? 'their unit and what is below it' : 'what they answer for'}. ${body.countersigned_by ? `Countersigned by the ${body.countersigned_by}.` : 'Not countersigned.'}`
  return {
    title,
    back: { href: paths.forms, text: 'Back to forms' },
    content: html`${heading(title, `Version ${version}, ${instantInWords(madeAt)}${by ? `, by ${by}` : ''}`)}<p class="govuk-body">${body.about}</p><p class="govuk-body">${whom}</p>${run}${questionsTable(body, names)}${downloads('Download this table', `${paths.form(key)}/table`)}<h2 class="govuk-heading-m">What is declared</h2><p class="govuk-body">${body.declaration}</p>${versionsBefore(older)}`,
  }
}

const answeredHow = (question: Question): string =>
  [KINDS[question.kind], ...(question.kind === 'choice' ? [valuesOf(question).join(', ')] : [])].join(': ')

const questionsTable = ({ sections }: StatementForm, names: ReadonlyMap<string, string>): Html =>
  dataTable({
    caption: 'Questions',
    columns: [
      { text: 'Question', classes: 'm-words' },
      { text: 'Part' },
      { text: 'Answered' },
      { text: 'Laid beside it' },
    ],
    rows: sections.flatMap((section) =>
      section.questions.map((question) => [
        question.text,
        section.title,
        answeredHow(question),
        question.measure ? (names.get(question.measure) ?? question.measure) : '',
      ]),
    ),
  })

const versionsBefore = (older: readonly FormRow[]): Html | null =>
  older.length > 0
    ? html`<h2 class="govuk-heading-m">Versions before</h2><ul class="govuk-list govuk-list--bullet">${older.map((one) => html`<li>Version ${one.version}, ${instantInWords(one.madeAt)}${one.by ? `, by ${one.by}` : ''}</li>`)}</ul>`
    : null

/** Where a form is written or changed, with the measures that its questions can name. */
export function writingPage(before: FormRow | null, measures: readonly Measure[], state: FormState): View {
  const title = before ? `Change ${before.title}` : 'Write a form'
  const action = before ? paths.editForm(before.key) : paths.newForm
  return {
    title,
    back: { href: before ? paths.form(before.key) : paths.forms },
    errors: state.errors,
    content: html`${heading(title)}<p class="govuk-body">Kinds of answer: ${Object.keys(KINDS).join(', ')}. What is declared sits beside what a measure says where a question names one.</p><details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Measures that a question can name</span></summary><div class="govuk-details__text"><ul class="govuk-list govuk-list--bullet">${measures.map(({ key, name }) => html`<li><code>${key}</code> ${name}</li>`)}</ul></div></details>${postForm(action, [textForm.controls(state), govukButton({ text: 'Save the form', preventDoubleClick: true })])}`,
  }
}
