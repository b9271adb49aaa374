import { may } from '#platform/access/index.ts'
import { inWords } from '#platform/calendar/index.ts'
import { type Sql, sql } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import { counts, dataTable, deedButton, govukTag, heading, html, link } from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { answerInWords, questionsOf, STATES, type State, YES_NO_NAMES } from '../model.ts'
import { paths } from '../paths.ts'
import { differencesIn, type RoundRow, rounds, type StatementRow, statements, tallies } from '../store.ts'
import { closeRound, issueSince } from './deeds.ts'
import { issuingRoutes } from './issuing.ts'

/** Statements of a round on its page, and in the file that has them all. */
const SHOWN = 200
const MOST = 50_000

const TAGS: Readonly<Record<State, string>> = {
  issued: 'govuk-tag--grey',
  submitted: 'govuk-tag--blue',
  returned: 'govuk-tag--yellow',
  countersigned: 'govuk-tag--green',
}

export const routes: readonly Route[] = [
  get(paths.home, 'statements:read', async ({ db }) => {
    const all = await rounds(db)
    return page({
      title: 'Statements and returns',
      content: html`${heading('Statements and returns')}<p class="govuk-body">What role holders declare, beside what the measures say.</p><ul class="govuk-list"><li>${link(paths.mine, 'Your statements')} – those that you are asked for, or countersign</li><li>${link(paths.forms, 'Forms')} – what is asked, and of whom</li></ul>${
        all.length === 0
          ? html`<p class="govuk-body">None was issued yet. ${link(paths.forms, 'Choose a form')} and issue it.</p>`
          : html`${dataTable({
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
                one.closedOn
                  ? `Closed on ${inWords(one.closedOn)}`
                  : govukTag({ text: 'Open', classes: 'govuk-tag--green' }),
              ]),
            })}${downloads('Download this table', `${paths.home}/table`)}`
      }`,
    })
  }),
  ...tableRoutes(`${paths.home}/table`, 'statements:read', async ({ db }) => ({
    title: 'Rounds of statements',
    headers: ['Round', 'Form', 'Issued on', 'Last day', 'Closed on', 'Issued', 'Submitted', 'Countersigned'],
    rows: (await rounds(db)).map((one) => [
      one.name,
      one.title,
      one.opensOn,
      one.dueOn,
      one.closedOn,
      one.all,
      one.submitted,
      one.countersigned,
    ]),
  })),
  ...issuingRoutes,
  get(paths.round(':id'), 'statements:read', showRound),
  ...tableRoutes(`${paths.round(':id')}/table`, 'statements:read', async (asked) => {
    const round = await foundRound(asked)
    const rows = await rowsOf(asked, round, '', MOST)
    const questions = questionsOf(round.body)
    return {
      title: round.name,
      headers: [
        'Person',
        'Role',
        'Unit',
        'State',
        'Submitted',
        'Countersigned by',
        ...questions.flatMap(({ text, explain, measure }) => [
          text,
          ...(explain ? [`${text} Why?`] : []),
          ...(measure ? [`${text} Measured`] : []),
        ]),
      ],
      rows: rows.map((row) => [
        row.person,
        row.role,
        row.unit,
        STATES[row.state],
        row.submittedAt?.toISOString() ?? null,
        row.countersignedBy,
        ...questions.flatMap((question) => [
          isIn(row) ? answerInWords(question, row.answers[question.key]) : null,
          ...(question.explain ? [isIn(row) ? (row.answers[question.key]?.why ?? null) : null] : []),
          ...(question.measure ? [row.measured?.[question.key]?.words ?? null] : []),
        ]),
      ]),
    }
  }),
  ...tableRoutes(`${paths.round(':id')}/answers`, 'statements:read', async (asked) => {
    const round = await foundRound(asked)
    return {
      title: `${round.name}: answers`,
      headers: ['Question', 'Answer', 'How often', 'Measures say otherwise'],
      rows: (await answersOf(asked, round)).map(({ text, answer, count, differing }) => [
        text,
        answer,
        count,
        differing,
      ]),
    }
  }),
  ...tableRoutes(`${paths.round(':id')}/differences`, 'statements:read', async (asked) => {
    const round = await foundRound(asked)
    return {
      title: `${round.name}: differences`,
      headers: ['Person', 'Unit', 'Question', 'Declared', 'Measured'],
      rows: (await differences(asked, round, MOST)).map(({ person, unit, question, measured }) => [
        person,
        unit,
        question,
        'Yes',
        measured,
      ]),
    }
  }),
  post(paths.issueSince(':id'), 'statements:run', async (asked) => {
    const round = await foundRound(asked)
    const issued = await issueSince(asked.db, asked.act, round.id)
    return redirect(
      paths.round(round.id),
      issued === 0 ? 'There is nobody else to ask' : `${issued} more ${issued === 1 ? 'was' : 'were'} issued`,
    )
  }),
  post(paths.close(':id'), 'statements:run', async (asked) => {
    const round = await foundRound(asked)
    await closeRound(asked.db, asked.act, round.id)
    return redirect(paths.round(round.id), 'The round was closed')
  }),
]

/** What was submitted counts; drafts are their author's. */
const isIn = ({ state }: StatementRow) => state === 'submitted' || state === 'countersigned'

/** The statements that a figure counts. */
const ONLY: ReadonlyMap<string, Sql> = new Map([
  ['submitted', sql`s.state in ('submitted', 'countersigned')`],
  ['countersigned', sql`s.state = 'countersigned'`],
  ['open', sql`s.state in ('issued', 'returned')`],
])

async function foundRound({ db, params }: PersonRequest): Promise<RoundRow> {
  const id = params.id ?? ''
  const [round] = isId(id) ? await rounds(db, sql`r.id = ${id}`, 1) : []
  if (!round) throw new NotFound()
  return round
}

const rowsOf = ({ db, person, today }: PersonRequest, round: RoundRow, only: string, limit: number) =>
  statements(db, sql`s.round_id = ${round.id} and ${ONLY.get(only) ?? sql`true`}`, { id: person.id, today }, limit)

async function answersOf({ db }: PersonRequest, round: RoundRow) {
  const found = await tallies(db, round.id)
  return questionsOf(round.body)
    .filter(({ kind }) => kind !== 'text' && kind !== 'number')
    .flatMap((question) =>
      found
        .filter(({ key }) => key === question.key)
        .toSorted((a, b) => b.count - a.count)
        .map(({ value, count, differing }) => ({
          text: question.text,
          answer: question.kind === 'confirm' ? 'Agreed' : (YES_NO_NAMES[value] ?? value),
          count,
          differing: question.kind === 'yes-no' ? differing : 0,
        })),
    )
}

/** Differences with the words of their questions. */
async function differences({ db }: PersonRequest, round: RoundRow, limit: number) {
  const questions = new Map(
    questionsOf(round.body)
      .filter(({ kind }) => kind === 'yes-no')
      .map((question) => [question.key, question.text]),
  )
  const found = await differencesIn(db, round.id, [...questions.keys()], limit)
  return found.map((one) => ({ ...one, question: questions.get(one.key) ?? one.key }))
}

async function showRound(asked: PersonRequest): Promise<Reply> {
  const round = await foundRound(asked)
  const only = firstValue(asked.query, 'only')
  const own = paths.round(round.id)
  const late = round.closedOn === null && round.dueOn < asked.today
  const [rows, tally, differing] = await Promise.all([
    rowsOf(asked, round, only, SHOWN),
    answersOf(asked, round),
    differences(asked, round, SHOWN),
  ])
  const differs = tally.reduce((sum, one) => sum + one.differing, 0)
  const run =
    may(asked.person, 'statements:run') && round.closedOn === null
      ? html`<div class="m-actions-bar m-no-print">${deedButton(paths.issueSince(round.id), 'Ask those who are new since', { kind: 'secondary' })}${deedButton(paths.close(round.id), 'Close the round', { kind: 'secondary' })}</div>`
      : null
  return page({
    title: round.name,
    back: { href: paths.home, text: 'Back to statements' },
    content: html`${heading(round.name, round.title)}<p class="govuk-body">Issued on ${inWords(round.opensOn)}, to be submitted by ${inWords(round.dueOn)}.${round.counter ? ` Countersigned by the ${round.counter}.` : ''}${round.closedOn ? ` Closed on ${inWords(round.closedOn)}.` : ''}</p>${counts(
      [
        { number: round.all, label: 'issued', href: own },
        { number: round.submitted, label: 'submitted', href: `${own}?only=submitted` },
        ...(round.counter
          ? [{ number: round.countersigned, label: 'countersigned', href: `${own}?only=countersigned` }]
          : []),
        {
          number: round.all - round.submitted,
          label: 'not yet',
          href: `${own}?only=open`,
          alert: late && round.all > round.submitted,
        },
        {
          number: differs,
          label: 'differ from the measures',
          ...(differs > 0 ? { href: '#differences', alert: true } : {}),
        },
      ],
    )}${run}${dataTable({
      caption: 'Statements',
      columns: [{ text: 'Person', classes: 'm-words' }, { text: 'Role' }, { text: 'Unit' }, { text: 'State' }],
      rows: rows.map((row) => [
        isIn(row) || row.personId === asked.person.id ? link(paths.statement(row.id), row.person) : row.person,
        row.role,
        row.unit ?? '',
        late && !isIn(row)
          ? govukTag({ text: 'Overdue', classes: 'govuk-tag--red' })
          : govukTag({ text: STATES[row.state], classes: TAGS[row.state] }),
      ]),
    })}${rows.length === SHOWN ? html`<p class="govuk-body">The first ${SHOWN} are shown: the file has them all.</p>` : null}${downloads('Download every answer', `${own}/table`)}${
      tally.length === 0
        ? null
        : html`${dataTable({
            caption: 'What was answered',
            columns: [
              { text: 'Question', classes: 'm-words' },
              { text: 'Answer' },
              { text: 'How often', numeric: true },
              { text: 'Measures say otherwise', numeric: true },
            ],
            rows: tally.map(({ text, answer, count, differing: other }) => [text, answer, count, other]),
          })}${downloads('Download this table', `${own}/answers`)}`
    }${
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
    }`,
  })
}
