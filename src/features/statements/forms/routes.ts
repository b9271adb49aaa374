import { stringify } from 'yaml'
import { may } from '#platform/access/index.ts'
import { instantInWords } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue, form, requiredText } from '#platform/form/index.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import type { Measure } from '#platform/measures.ts'
import { dataTable, govukButton, heading, html, link, postForm } from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { askedInWords, inOrder, readForm, valuesOf } from '../model.ts'
import { paths } from '../paths.ts'
import { type FormRow, newestForms, versionsOf } from '../store.ts'
import { saveForm } from './deeds.ts'

const textForm = form({
  text: requiredText({
    label: 'The form',
    hint: 'In YAML, as the forms that come with Muniment are written',
    required: 'Enter the form',
    lines: 30,
    most: 100_000,
  }),
})

const KINDS = { 'yes-no': 'Yes or no', choice: 'Choice', text: 'In words', number: 'Number', confirm: 'Agreed to' }

/** Forms: what is asked, of whom, and which measure is laid beside it. They are data, and each change is a version. */
export function formRoutes(measures: readonly Measure[]): Route[] {
  const names = new Map(measures.map(({ key, name }) => [key, name]))
  return [
    get(paths.forms, 'statements:read', async ({ db, person }) => {
      const forms = await newestForms(db)
      return page({
        title: 'Forms',
        back: { href: paths.home, text: 'Back to statements' },
        content: html`${heading('Forms', 'Statements and returns')}<p class="govuk-body">What is asked, of whom, and which measure each answer is compared with.</p>${dataTable(
          {
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
          },
        )}${downloads('Download this table', `${paths.forms}/table`)}${may(person, 'statements:run') ? html`<p class="govuk-body">${link(paths.newForm, 'Write a form')}</p>` : null}`,
      })
    }),
    ...tableRoutes(`${paths.forms}/table`, 'statements:read', async ({ db }) => ({
      title: 'Forms of statements',
      headers: ['Form', 'Asked of', 'Countersigned by', 'Version'],
      rows: (await newestForms(db)).map(({ title, body, version }) => [
        title,
        askedInWords(body),
        body.countersigned_by ?? null,
        version,
      ]),
    })),
    get(paths.form(':key'), 'statements:read', async (asked) => {
      const [newest, ...older] = await found(asked)
      const { body, key, title, version, madeAt, by } = newest
      const run = may(asked.person, 'statements:run')
        ? html`<div class="m-actions-bar">${govukButton({ text: 'Issue it', href: paths.issue(key) })}${govukButton({ text: 'Change it', href: paths.editForm(key), classes: 'govuk-button--secondary' })}</div>`
        : null
      return page({
        title,
        back: { href: paths.forms, text: 'Back to forms' },
        content: html`${heading(title, `Version ${version}, ${instantInWords(madeAt)}${by ? `, by ${by}` : ''}`)}<p class="govuk-body">${body.about}</p><p class="govuk-body">Asked of ${askedInWords(body)}, about ${body.of === 'unit' ? 'their unit and what is below it' : 'what they answer for'}. ${body.countersigned_by ? `Countersigned by the ${body.countersigned_by}.` : 'Not countersigned.'}</p>${run}${dataTable(
          {
            caption: 'Questions',
            columns: [
              { text: 'Question', classes: 'm-words' },
              { text: 'Part' },
              { text: 'Answered' },
              { text: 'Laid beside it' },
            ],
            rows: body.sections.flatMap((section) =>
              section.questions.map((question) => [
                question.text,
                section.title,
                [KINDS[question.kind], ...(question.kind === 'choice' ? [valuesOf(question).join(', ')] : [])].join(
                  ': ',
                ),
                question.measure ? (names.get(question.measure) ?? question.measure) : '',
              ]),
            ),
          },
        )}${downloads('Download this table', `${paths.form(key)}/table`)}<h2 class="govuk-heading-m">What is declared</h2><p class="govuk-body">${body.declaration}</p>${
          older.length > 0
            ? html`<h2 class="govuk-heading-m">Versions before</h2><ul class="govuk-list govuk-list--bullet">${older.map((one) => html`<li>Version ${one.version}, ${instantInWords(one.madeAt)}${one.by ? `, by ${one.by}` : ''}</li>`)}</ul>`
            : null
        }`,
      })
    }),
    ...tableRoutes(`${paths.form(':key')}/table`, 'statements:read', async (asked) => {
      const [{ body, title }] = await found(asked)
      return {
        title,
        headers: ['Part', 'Key', 'Question', 'Answered', 'Has to be explained', 'Measure'],
        rows: body.sections.flatMap((section) =>
          section.questions.map((question) => [
            section.title,
            question.key,
            question.text,
            question.kind,
            question.explain ?? null,
            question.measure ?? null,
          ]),
        ),
      }
    }),
    get(paths.newForm, 'statements:run', async () => write(null, measures, textForm.filled({ text: STARTER }))),
    post(paths.newForm, 'statements:run', async (asked) => save(asked, null, measures)),
    get(paths.editForm(':key'), 'statements:run', async (asked) => {
      const [newest] = await found(asked)
      return write(newest, measures, textForm.filled({ text: stringify(inOrder(newest.body), { lineWidth: 120 }) }))
    }),
    post(paths.editForm(':key'), 'statements:run', async (asked) => {
      const [newest] = await found(asked)
      return save(asked, newest, measures)
    }),
  ]
}

const STARTER = `key: my-statement
title: A statement
about: What it is for.
asked_of: [Information Asset Owner]
of: person
declaration: What I declare here is true as far as I know.
sections:
  - title: A part
    questions:
      - { key: first, text: Is it so?, kind: yes-no, explain: 'no' }
`

export async function found({ db, params }: PersonRequest): Promise<readonly [FormRow, ...FormRow[]]> {
  const [newest, ...older] = await versionsOf(db, params.key ?? '')
  if (!newest) throw new NotFound()
  return [newest, ...older]
}

async function save(asked: PersonRequest, before: FormRow | null, measures: readonly Measure[]): Promise<Reply> {
  const again = (messages: readonly string[]) =>
    write(before, measures, { values: asked.body, errors: messages.map((message) => ({ field: 'text', message })) })
  const sent = textForm.read(asked.body)
  if (!sent.ok) return write(before, measures, sent)
  const read = readForm(firstValue(asked.body, 'text'), new Set(measures.map(({ key }) => key)))
  if ('problems' in read) return again(read.problems)
  const { key } = read.form
  if (before && key !== before.key) return again([`The key of this form is ${before.key}: it stays`])
  if (!before && (await versionsOf(asked.db, key)).length > 0)
    return again([`There is a form with the key ${key} already`])
  const version = await asked.db.transaction((tx) => saveForm(tx, asked.act, read.form))
  return redirect(paths.form(key), `Version ${version} was saved. Rounds that are under way keep theirs`)
}

function write(before: FormRow | null, measures: readonly Measure[], state: FormState): Reply {
  const title = before ? `Change ${before.title}` : 'Write a form'
  const action = before ? paths.editForm(before.key) : paths.newForm
  const view = {
    title,
    back: { href: before ? paths.form(before.key) : paths.forms },
    errors: state.errors,
    content: html`${heading(title)}<p class="govuk-body">Kinds of answer: ${Object.keys(KINDS).join(', ')}. What is declared sits beside what a measure says where a question names one.</p><details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Measures that a question can name</span></summary><div class="govuk-details__text"><ul class="govuk-list govuk-list--bullet">${measures.map(({ key, name }) => html`<li><code>${key}</code> ${name}</li>`)}</ul></div></details>${postForm(action, [textForm.controls(state), govukButton({ text: 'Save the form', preventDoubleClick: true })])}`,
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}
