import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { decisionForm, type FormState, firstValue } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  govukButton,
  govukCheckboxes,
  govukInsetText,
  govukTag,
  type Html,
  heading,
  hidden,
  html,
  link,
  mojTimeline,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { answerInWords, comparedInWords, isSigned, type Readings, STATES } from '../model.ts'
import { paths } from '../paths.ts'
import type { StatementRow, StepRow } from '../store.ts'
import { answerForm } from './form.ts'

export const counterForm = decisionForm({
  label: 'Countersign it?',
  required: 'Select whether you countersign it',
  yes: { value: 'countersigned', text: 'I countersign it' },
  no: { value: 'returned', text: 'I send it back' },
  why: 'Enter why you send it back',
})

export const asWhat = ({ role, unit, ownerOf }: StatementRow): string =>
  ownerOf ? `Owner of ${ownerOf}` : [role, unit].filter(Boolean).join(', ')

/** What somebody is asked, and what they are to countersign. */
export function minePage(own: readonly StatementRow[], waiting: readonly StatementRow[], name: string): View {
  return {
    title: 'Your statements',
    content: html`${heading('Your statements', name)}${ownTable(own)}${waitingTable(waiting)}`,
  }
}

const ownTable = (own: readonly StatementRow[]): Html =>
  own.length === 0
    ? html`<p class="govuk-body">You are asked for none.</p>`
    : html`${dataTable({
        caption: 'Asked of you',
        columns: [{ text: 'Statement', classes: 'm-words' }, { text: 'As' }, { text: 'Last day' }, { text: 'State' }],
        rows: own.map((row) => [
          link(paths.statement(row.id), `${row.title}: ${row.round}`),
          asWhat(row),
          inWords(row.dueOn),
          STATES[row.state],
        ]),
      })}${downloads('Download this table', `${paths.mine}/table`)}`

const waitingTable = (waiting: readonly StatementRow[]): Html | null =>
  waiting.length === 0
    ? null
    : dataTable({
        caption: 'To be countersigned by you',
        columns: [{ text: 'Statement', classes: 'm-words' }, { text: 'Of' }, { text: 'Submitted' }],
        rows: waiting.map((row) => [
          link(paths.statement(row.id), `${row.title}: ${row.round}`),
          `${row.person}, ${asWhat(row)}`,
          row.submittedAt ? instantInWords(row.submittedAt) : '',
        ]),
      })

/** Where somebody answers what they are asked, with what the measures say. */
export function answerPage(statement: StatementRow, readings: Readings, state: FormState): View {
  const { body, state: standing } = statement
  const declared = govukCheckboxes({
    idPrefix: 'declared',
    name: 'declared',
    fieldset: { legend: { text: 'Your declaration', classes: 'govuk-fieldset__legend--m' } },
    values: firstValue(state.values, 'declared') === 'yes' ? ['yes'] : [],
    items: [{ value: 'yes', text: body.declaration }],
    ...(state.errors.some(({ field }) => field === 'declared')
      ? { errorMessage: { text: 'Declare it before you submit it' } }
      : {}),
  })
  const buttons = html`<div class="govuk-button-group">${govukButton({ text: 'Submit', name: 'deed', value: 'submit', preventDoubleClick: true })}${govukButton({ text: 'Save and come back later', name: 'deed', value: 'save', classes: 'govuk-button--secondary', preventDoubleClick: true })}</div>`
  const back =
    standing === 'returned' ? govukInsetText({ text: 'It was sent back to you. What was said is below.' }) : null
  return {
    title: body.title,
    back: { href: paths.mine, text: 'Back to your statements' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(body.title, `${statement.round}: ${asWhat(statement)}`)}<p class="govuk-body">${body.about}</p><p class="govuk-body">To be submitted by ${inWords(statement.dueOn)}.</p>${back}${postForm(
        paths.statement(statement.id),
        [
          hidden('version', statement.version),
          answerForm(body, readings)
            .parts(state)
            .map(({ title: part, controls }) => html`<h2 class="govuk-heading-m">${part}</h2>${controls}`),
          declared,
          buttons,
        ],
      )}`,
    ),
  }
}

const STEP_NAMES = { ...STATES, issued: 'Issued' }

/** What was declared beside what the measures said; and where somebody may countersign it, how. */
export function signedPage(
  statement: StatementRow,
  steps: readonly StepRow[],
  { canCounter, backTo }: { readonly canCounter: boolean; readonly backTo: string },
  state: FormState,
): View {
  const { body } = statement
  const signed = statement.submittedAt
    ? `${statement.person} submitted it on ${instantInWords(statement.submittedAt)}.`
    : 'It was not submitted.'
  const counter = statement.countersignedAt
    ? ` ${statement.countersignedBy ?? ''} countersigned it on ${instantInWords(statement.countersignedAt)}.`
    : ''
  return {
    title: `${body.title}: ${statement.person}`,
    back: { href: backTo },
    errors: state.errors,
    content: html`${heading(body.title, `${statement.round}: ${statement.person}, ${asWhat(statement)}`)}<p class="govuk-body">${signed}${counter}</p>${
      statement.declared ? govukInsetText({ text: statement.declared }) : null
    }${isSigned(statement) ? declaredTable(statement) : null}${canCounter ? counterDeed(statement, state) : null}<h2 class="govuk-heading-m">What happened</h2>${happened(steps)}`,
  }
}

function declaredTable({ id, body, answers, measured }: StatementRow): Html {
  const rows = body.sections.flatMap((section) =>
    section.questions.map((question): Content[] => {
      const given = answers[question.key]
      return [
        question.text,
        html`${answerInWords(question, given)}${given?.why ? html`<br><span class="m-meta">${given.why}</span>` : null}`,
        measured?.[question.key]?.words ?? '',
        comparedInWords(question, answers, measured) === 'Differs'
          ? govukTag({ text: 'Differs', classes: 'govuk-tag--red' })
          : comparedInWords(question, answers, measured),
      ]
    }),
  )
  return html`${dataTable({
    caption: 'What was declared, beside what was measured when it was signed',
    columns: [
      { text: 'Question', classes: 'm-words' },
      { text: 'Declared', classes: 'm-words' },
      { text: 'Measured', classes: 'm-words' },
      { text: 'Differs' },
    ],
    rows,
  })}${downloads('Download this table', `${paths.statement(id)}/table`)}`
}

const counterDeed = ({ id, version }: StatementRow, state: FormState): Html =>
  twoThirds(
    postForm(paths.countersign(id), [
      hidden('version', version),
      counterForm.controls(state),
      govukButton({ text: 'Save', preventDoubleClick: true }),
    ]),
  )

const happened = (steps: readonly StepRow[]): Html =>
  mojTimeline({
    headingLevel: 3,
    items: steps.map(({ at, what, note, by }) => ({
      label: { text: STEP_NAMES[what] },
      datetime: { timestamp: at.toISOString(), type: 'datetime' as const },
      ...(by ? { byline: { text: by } } : {}),
      ...(note ? { text: note } : {}),
    })),
  })
