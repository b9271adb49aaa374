import { may } from '#platform/access/index.ts'
import { type Day, instantInWords, inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { decisionForm, type FormState, firstValue, versionIn } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import type { Measure, Measured } from '#platform/measures.ts'
import {
  type Content,
  dataTable,
  govukButton,
  govukCheckboxes,
  govukInsetText,
  govukTag,
  heading,
  html,
  link,
  mojTimeline,
  postForm,
  twoThirds,
} from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import {
  answerInWords,
  answerObstacle,
  comparedInWords,
  counterObstacle,
  questionsOf,
  type Readings,
  STATES,
} from '../model.ts'
import { paths } from '../paths.ts'
import { covers, type StatementRow, statements, stepsOf } from '../store.ts'
import { countersign, saveDraft, submit } from './deeds.ts'
import { answerForm, missing } from './form.ts'

const counterForm = decisionForm({
  label: 'Countersign it?',
  required: 'Select whether you countersign it',
  yes: { value: 'countersigned', text: 'I countersign it' },
  no: { value: 'returned', text: 'I send it back' },
  why: 'Enter why you send it back',
})

/** What role holders are asked, answer, sign and have countersigned. */
export function answeringRoutes(measures: readonly Measure[]): Route[] {
  const readings = (db: Queries, statement: StatementRow, today: Day) => readAll(measures, db, statement, today)
  return [
    get(paths.mine, 'signed-in', async (asked) => {
      const { own, waiting } = await mine(asked)
      return page({
        title: 'Your statements',
        ...(may(asked.person, 'statements:read') ? { back: { href: paths.home, text: 'Back to statements' } } : {}),
        content: html`${heading('Your statements', asked.person.name)}${own.length === 0 ? html`<p class="govuk-body">You are asked for none.</p>` : html`${dataTable({ caption: 'Asked of you', columns: [{ text: 'Statement', classes: 'm-words' }, { text: 'As' }, { text: 'Last day' }, { text: 'State' }], rows: own.map((row) => [link(paths.statement(row.id), `${row.title}: ${row.round}`), asWhat(row), inWords(row.dueOn), STATES[row.state]]) })}${downloads('Download this table', `${paths.mine}/table`)}`}${
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
        }`,
      })
    }),
    ...tableRoutes(`${paths.mine}/table`, 'signed-in', async (asked) => ({
      title: 'Your statements',
      headers: ['Statement', 'Round', 'As', 'Last day', 'State'],
      rows: (await mine(asked)).own.map((row) => [row.title, row.round, asWhat(row), row.dueOn, STATES[row.state]]),
    })),
    get(paths.statement(':id'), 'signed-in', async (asked) => {
      const statement = await found(asked)
      if (answerObstacle(statement, asked.person.id)) return showSigned(asked, statement, { values: {}, errors: [] })
      const measured = await readings(asked.db, statement, asked.today)
      return showAnswer(statement, measured, answerForm(statement.body, measured).filled(statement.answers))
    }),
    post(paths.statement(':id'), 'signed-in', async (asked) => {
      const statement = await found(asked)
      if (statement.personId !== asked.person.id) throw new NotFound()
      const measured = await readings(asked.db, statement, asked.today)
      const read = answerForm(statement.body, measured).read(asked.body)
      if ('errors' in read) return showAnswer(statement, measured, { values: asked.body, errors: read.errors ?? [] })
      const saving = { id: statement.id, version: versionIn(asked.body), answers: read.answers }
      if (firstValue(asked.body, 'deed') !== 'submit') {
        await saveDraft(asked.db, asked.act, saving)
        return redirect(paths.statement(statement.id), 'Your answers were saved. They are not submitted yet')
      }
      const errors = [
        ...missing(statement.body, read.answers),
        ...(firstValue(asked.body, 'declared') === 'yes'
          ? []
          : [{ field: 'declared', message: 'Declare it before you submit it' }]),
      ]
      if (errors.length > 0) return showAnswer(statement, measured, { values: asked.body, errors })
      await submit(asked.db, asked.act, saving, measured)
      return redirect(paths.statement(statement.id), 'Your statement was submitted')
    }),
    post(paths.countersign(':id'), 'signed-in', async (asked) => {
      const statement = await found(asked)
      const read = counterForm.read(asked.body)
      if (!read.ok) return showSigned(asked, statement, read)
      await countersign(asked.db, asked.act, statement.id, {
        outcome: read.value.outcome === 'countersigned' ? 'countersigned' : 'returned',
        note: read.value.words,
        version: versionIn(asked.body),
        covers: statement.covers,
      })
      return redirect(paths.mine, read.value.outcome === 'countersigned' ? 'It was countersigned' : 'It was sent back')
    }),
    ...tableRoutes(`${paths.statement(':id')}/table`, 'signed-in', async (asked) => {
      const statement = await found(asked)
      if (!isSigned(statement)) throw new NotFound()
      return {
        title: `${statement.title} ${statement.person}`,
        headers: ['Question', 'Declared', 'Why', 'Measured when it was signed', 'Differs'],
        rows: questionsOf(statement.body).map((question) => [
          question.text,
          answerInWords(question, statement.answers[question.key]),
          statement.answers[question.key]?.why ?? null,
          statement.measured?.[question.key]?.words ?? null,
          { Differs: 'yes', No: 'no' }[comparedInWords(question, statement.answers, statement.measured)] ??
            'not measured',
        ]),
      }
    }),
  ]
}

const asWhat = ({ role, unit, ownerOf }: StatementRow) =>
  ownerOf ? `Owner of ${ownerOf}` : [role, unit].filter(Boolean).join(', ')

async function mine({ db, person, today }: PersonRequest): Promise<{ own: StatementRow[]; waiting: StatementRow[] }> {
  const viewer = { id: person.id, today }
  const [own, waiting] = await Promise.all([
    statements(db, sql`s.person_id = ${person.id}`, viewer, 200),
    statements(
      db,
      sql`s.state = 'submitted' and s.person_id <> ${person.id} and r.closed_on is null and r.counter_role_id is not null and ${covers(person.id, today)}`,
      viewer,
      500,
    ),
  ])
  return { own, waiting }
}

/** A statement that somebody may see: their own, one that they countersign, or one that was submitted where they may see statements. Else it is as if there were none. */
async function found({ db, params, person, today }: PersonRequest): Promise<StatementRow> {
  const id = params.id ?? ''
  const [statement] = isId(id) ? await statements(db, sql`s.id = ${id}`, { id: person.id, today }, 1) : []
  if (!statement) throw new NotFound()
  const isOpen =
    statement.personId === person.id || (isSigned(statement) && (statement.covers || may(person, 'statements:read')))
  if (!isOpen) throw new NotFound()
  return statement
}

const isSigned = ({ state }: StatementRow) => state === 'submitted' || state === 'countersigned'

async function readAll(
  measures: readonly Measure[],
  db: Queries,
  { body, personId, unitId }: StatementRow,
  today: Day,
): Promise<Readings> {
  const whom: Measured =
    body.of === 'person' ? { of: 'person', id: personId } : unitId ? { of: 'unit', id: unitId } : { of: 'all' }
  const read = await Promise.all(
    questionsOf(body).map(async ({ key, measure }) => {
      const known = measures.find((one) => one.key === measure)
      if (!known) return null
      const { words, isWell } = await known.read(db, whom, today)
      return [key, { words, isWell }] as const
    }),
  )
  return Object.fromEntries(read.filter((one) => one !== null))
}

function showAnswer(statement: StatementRow, readings: Readings, state: FormState): Reply {
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
  const view = {
    title: body.title,
    back: { href: paths.mine, text: 'Back to your statements' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(body.title, `${statement.round}: ${asWhat(statement)}`)}<p class="govuk-body">${body.about}</p><p class="govuk-body">To be submitted by ${inWords(statement.dueOn)}.</p>${back}${postForm(paths.statement(statement.id), [html`<input type="hidden" name="version" value="${statement.version}">`, answerForm(body, readings).controls(state), declared, buttons])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

const STEP_NAMES = { ...STATES, issued: 'Issued' }

/** What was declared beside what the measures said. */
async function showSigned(asked: PersonRequest, statement: StatementRow, state: FormState): Promise<Reply> {
  const { body, answers, measured } = statement
  const steps = await stepsOf(asked.db, statement.id)
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
  const deed = counterObstacle(statement, asked.person.id, statement.covers)
    ? null
    : twoThirds(
        postForm(paths.countersign(statement.id), [
          html`<input type="hidden" name="version" value="${statement.version}">`,
          counterForm.controls(state),
          govukButton({ text: 'Save', preventDoubleClick: true }),
        ]),
      )
  const signed = statement.submittedAt
    ? `${statement.person} submitted it on ${instantInWords(statement.submittedAt)}.`
    : 'It was not submitted.'
  const counter = statement.countersignedAt
    ? ` ${statement.countersignedBy ?? ''} countersigned it on ${instantInWords(statement.countersignedAt)}.`
    : ''
  const view = {
    title: `${body.title}: ${statement.person}`,
    back: { href: may(asked.person, 'statements:read') ? paths.round(statement.roundId) : paths.mine },
    errors: state.errors,
    content: html`${heading(body.title, `${statement.round}: ${statement.person}, ${asWhat(statement)}`)}<p class="govuk-body">${signed}${counter}</p>${
      statement.declared ? govukInsetText({ text: statement.declared }) : null
    }${
      isSigned(statement)
        ? html`${dataTable({
            caption: 'What was declared, beside what was measured when it was signed',
            columns: [
              { text: 'Question', classes: 'm-words' },
              { text: 'Declared', classes: 'm-words' },
              { text: 'Measured', classes: 'm-words' },
              { text: 'Differs' },
            ],
            rows,
          })}${downloads('Download this table', `${paths.statement(statement.id)}/table`)}`
        : null
    }${deed}<h2 class="govuk-heading-m">What happened</h2>${mojTimeline({
      headingLevel: 3,
      items: steps.map(({ at, what, note, by }) => ({
        label: { text: STEP_NAMES[what] },
        datetime: { timestamp: at.toISOString(), type: 'datetime' as const },
        ...(by ? { byline: { text: by } } : {}),
        ...(note ? { text: note } : {}),
      })),
    })}`,
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}
