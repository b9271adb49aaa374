import { mayEverywhere } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { answerInWords, isSigned, questionsOf, STATES, YES_NO_NAMES } from '../model.ts'
import { paths } from '../paths.ts'
import { STATEMENTS_SEEN } from '../seeing.ts'
import { differencesIn, findRound, type RoundRow, rounds, statementsIn, tallies } from '../store.ts'
import { closeRound, issueSince } from './deeds.ts'
import { issuingRoutes } from './issuing.ts'
import { roundPage, roundsPage, SHOWN } from './views.ts'

/** Statements of a round in the file that has them all. */
const MOST = 50_000

export const routes: readonly Route[] = [
  get(paths.home, 'statements:read', async ({ db }) => page(roundsPage(await rounds(db)))),
  ...tableRoutes(`${paths.home}/table`, 'statements:read', STATEMENTS_SEEN, async ({ db }) => ({
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
  ...tableRoutes(`${paths.round(':id')}/table`, 'statements:read', STATEMENTS_SEEN, async (asked) => {
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
          isSigned(row) ? answerInWords(question, row.answers[question.key]) : null,
          ...(question.explain ? [isSigned(row) ? (row.answers[question.key]?.why ?? null) : null] : []),
          ...(question.measure ? [row.measured?.[question.key]?.words ?? null] : []),
        ]),
      ]),
    }
  }),
  ...tableRoutes(`${paths.round(':id')}/answers`, 'statements:read', STATEMENTS_SEEN, async (asked) => {
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
  ...tableRoutes(`${paths.round(':id')}/differences`, 'statements:read', STATEMENTS_SEEN, async (asked) => {
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

async function foundRound({ db, params }: PersonRequest): Promise<RoundRow> {
  const round = await findRound(db, params.id ?? '')
  if (!round) throw new NotFound()
  return round
}

const rowsOf = ({ db, person, today }: PersonRequest, round: RoundRow, only: string, limit: number) =>
  statementsIn(db, round.id, only, { id: person.id, today }, limit)

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
  const [rows, answers, differing] = await Promise.all([
    rowsOf(asked, round, firstValue(asked.query, 'only'), SHOWN),
    answersOf(asked, round),
    differences(asked, round, SHOWN),
  ])
  return page(
    roundPage({
      round,
      rows,
      answers,
      differing,
      isLate: round.closedOn === null && round.dueOn < asked.today,
      canRun: mayEverywhere(asked.person, 'statements:run'),
      personId: asked.person.id,
    }),
  )
}
