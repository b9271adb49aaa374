import { inWords } from '#platform/calendar/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  counts,
  dataTable,
  deedButton,
  type FieldError,
  govukButton,
  govukTag,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { isSigned, STATES, type State } from '../model.ts'
import { paths } from '../paths.ts'
import type { Difference, RoundRow, StatementRow } from '../store.ts'

/** Statements of a round on its page; the file has them all. */
export const SHOWN = 200

const TAGS: Readonly<Record<State, string>> = {
  issued: 'govuk-tag--grey',
  submitted: 'govuk-tag--blue',
  returned: 'govuk-tag--yellow',
  countersigned: 'govuk-tag--green',
}

/** How often an answer was given to a question, and how often the measures said otherwise. */
export interface AnswerCount {
  readonly text: string
  readonly answer: string
  readonly count: number
  readonly differing: number
}

/** A round and what came of it. `canRun` and `personId` are of whoever looks. */
export interface RoundShown {
  readonly round: RoundRow
  readonly rows: readonly StatementRow[]
  readonly answers: readonly AnswerCount[]
  readonly differing: readonly (Difference & { readonly question: string })[]
  readonly isLate: boolean
  readonly canRun: boolean
  readonly personId: string
}

/** Every round of statements. */
export function roundsPage(all: readonly RoundRow[]): View {
  return {
    title: 'Statements and returns',
    content: html`${heading('Statements and returns')}<p class="govuk-body">What role holders declare, beside what the measures say.</p><ul class="govuk-list"><li>${link(paths.mine, 'Your statements')} – those that you are asked for, or countersign</li><li>${link(paths.forms, 'Forms')} – what is asked, and of whom</li></ul>${
      all.length === 0
        ? html`<p class="govuk-body">None was issued yet. ${link(paths.forms, 'Choose a form')} and issue it.</p>`
        : html`${roundsTable(all)}${downloads('Download this table', `${paths.home}/table`)}`
    }`,
  }
}

const roundsTable = (all: readonly RoundRow[]): Html =>
  dataTable({
    caption: 'Rounds',
    columns: [
      { text: 'Round', classes: 'm-words' },
      { text: 'Form' },
      { text: 'Last day' },
      { text: 'Submitted', numeric: true },
      { text: 'State' },
    ],
    rows: all.map((one) => [
      link(paths.round(one.id), one.name),
      one.title,
      inWords(one.dueOn),
      `${one.submitted} of ${one.all}`,
      one.closedOn ? `Closed on ${inWords(one.closedOn)}` : govukTag({ text: 'Open', classes: 'govuk-tag--green' }),
    ]),
  })

/** One round: who has submitted, what was answered, and where the measures say otherwise. */
export function roundPage(shown: RoundShown): View {
  const { round, rows, answers, differing, canRun } = shown
  const own = paths.round(round.id)
  const run =
    canRun && round.closedOn === null
      ? html`<div class="m-actions-bar m-no-print">${deedButton(paths.issueSince(round.id), 'Ask those who are new since', { kind: 'secondary' })}${deedButton(paths.close(round.id), 'Close the round', { kind: 'secondary' })}</div>`
      : null
  return {
    title: round.name,
    back: { href: paths.home, text: 'Back to statements' },
    content: html`${heading(round.name, round.title)}<p class="govuk-body">Issued on ${inWords(round.opensOn)}, to be submitted by ${inWords(round.dueOn)}.${round.counter ? ` Countersigned by the ${round.counter}.` : ''}${round.closedOn ? ` Closed on ${inWords(round.closedOn)}.` : ''}</p>${figures(shown)}${run}${statementsTable(shown)}${rows.length === SHOWN ? html`<p class="govuk-body">The first ${SHOWN} are shown: the file has them all.</p>` : null}${downloads('Download every answer', `${own}/table`)}${answersTable(answers, own)}${differencesTable(differing, own)}`,
  }
}

function figures({ round, answers, isLate }: RoundShown): Html {
  const own = paths.round(round.id)
  const differs = answers.reduce((sum, one) => sum + one.differing, 0)
  return counts([
    { number: round.all, label: 'issued', href: own },
    { number: round.submitted, label: 'submitted', href: `${own}?only=submitted` },
    ...(round.counter
      ? [{ number: round.countersigned, label: 'countersigned', href: `${own}?only=countersigned` }]
      : []),
    {
      number: round.all - round.submitted,
      label: 'not yet',
      href: `${own}?only=open`,
      alert: isLate && round.all > round.submitted,
    },
    {
      number: differs,
      label: 'differ from the measures',
      ...(differs > 0 ? { href: '#differences', alert: true } : {}),
    },
  ])
}

const statementsTable = ({ rows, isLate, personId }: RoundShown): Html =>
  dataTable({
    caption: 'Statements',
    columns: [{ text: 'Person', classes: 'm-words' }, { text: 'Role' }, { text: 'Unit' }, { text: 'State' }],
    rows: rows.map((row) => [
      isSigned(row) || row.personId === personId ? link(paths.statement(row.id), row.person) : row.person,
      row.role,
      row.unit ?? '',
      isLate && !isSigned(row)
        ? govukTag({ text: 'Overdue', classes: 'govuk-tag--red' })
        : govukTag({ text: STATES[row.state], classes: TAGS[row.state] }),
    ]),
  })

const answersTable = (answers: readonly AnswerCount[], own: string): Html | null =>
  answers.length === 0
    ? null
    : html`${dataTable({
        caption: 'What was answered',
        columns: [
          { text: 'Question', classes: 'm-words' },
          { text: 'Answer' },
          { text: 'How often', numeric: true },
          { text: 'Measures say otherwise', numeric: true },
        ],
        rows: answers.map(({ text, answer, count, differing: other }) => [text, answer, count, other]),
      })}${downloads('Download this table', `${own}/answers`)}`

const differencesTable = (differing: RoundShown['differing'], own: string): Html | null =>
  differing.length === 0
    ? null
    : html`<div id="differences">${dataTable({
        caption: 'Declared as well, and measured otherwise',
        columns: [
          { text: 'Person' },
          { text: 'Unit' },
          { text: 'Question', classes: 'm-words' },
          { text: 'Measured when it was signed', classes: 'm-words' },
        ],
        rows: differing.map((one) => [
          link(paths.statement(one.statementId), one.person),
          one.unit ?? '',
          one.question,
          one.measured,
        ]),
      })}</div>${downloads('Download this table', `${own}/differences`)}`

/** The form by which a form is issued. */
export const issuePage = (
  newest: { readonly key: string; readonly title: string },
  controls: Content,
  errors: readonly FieldError[],
): View => ({
  title: `Issue ${newest.title}`,
  back: { href: paths.form(newest.key) },
  errors,
  content: twoThirds(
    html`${heading(`Issue ${newest.title}`)}${postForm(paths.issue(newest.key), [controls, govukButton({ text: 'Issue it', preventDoubleClick: true })])}`,
  ),
})
