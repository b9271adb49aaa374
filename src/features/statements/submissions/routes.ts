import { may } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue, versionIn } from '#platform/form/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { type Measure, type Measured, readMeasure } from '#platform/measures.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import {
  answerInWords,
  answerObstacle,
  comparedInWords,
  counterObstacle,
  isSigned,
  questionsOf,
  type Readings,
  STATES,
} from '../model.ts'
import { paths } from '../paths.ts'
import { STATEMENTS_SEEN } from '../seeing.ts'
import { findStatement, type StatementRow, statementsOf, stepsOf, toCountersign } from '../store.ts'
import { countersign, saveDraft, submit } from './deeds.ts'
import { answerForm, missing } from './form.ts'
import { answerPage, asWhat, counterForm, minePage, signedPage } from './views.ts'

/** What role holders are asked, answer, sign and have countersigned. */
export function submissionRoutes(measures: readonly Measure[]): Route[] {
  return [
    get(paths.mine, 'signed-in', async (asked) => {
      const { own, waiting } = await mine(asked)
      const back = may(asked.person, 'statements:read')
        ? { back: { href: paths.home, text: 'Back to statements' } }
        : {}
      return page({ ...minePage(own, waiting, asked.person.name), ...back })
    }),
    ...tableRoutes(`${paths.mine}/table`, 'signed-in', STATEMENTS_SEEN, async (asked) => ({
      title: 'Your statements',
      headers: ['Statement', 'Round', 'As', 'Last day', 'State'],
      rows: (await mine(asked)).own.map((row) => [row.title, row.round, asWhat(row), row.dueOn, STATES[row.state]]),
    })),
    get(paths.statement(':id'), 'signed-in', async (asked) => {
      const statement = await found(asked)
      if (answerObstacle(statement, asked.person.id)) return showSigned(asked, statement, { values: {}, errors: [] })
      const measured = await readAll(measures, asked, statement)
      return showAnswer(statement, measured, answerForm(statement.body, measured).filled(statement.answers))
    }),
    post(paths.statement(':id'), 'signed-in', (asked) => answer(asked, measures)),
    post(paths.countersign(':id'), 'signed-in', decide),
    ...tableRoutes(`${paths.statement(':id')}/table`, 'signed-in', STATEMENTS_SEEN, async (asked) =>
      declared(await found(asked)),
    ),
  ]
}

/** Saves what was answered, and submits it where that is asked and nothing is missing. */
async function answer(asked: PersonRequest, measures: readonly Measure[]): Promise<Reply> {
  const statement = await found(asked)
  if (statement.personId !== asked.person.id) throw new NotFound()
  const measured = await readAll(measures, asked, statement)
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
}

/** Countersigns a statement, or sends it back. */
async function decide(asked: PersonRequest): Promise<Reply> {
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
}

/** What was declared in a statement, as a file. */
function declared(statement: StatementRow) {
  if (!isSigned(statement)) throw new NotFound()
  return {
    title: `${statement.title} ${statement.person}`,
    headers: ['Question', 'Declared', 'Why', 'Measured when it was signed', 'Differs'],
    rows: questionsOf(statement.body).map((question) => [
      question.text,
      answerInWords(question, statement.answers[question.key]),
      statement.answers[question.key]?.why ?? null,
      statement.measured?.[question.key]?.words ?? null,
      { Differs: 'yes', No: 'no' }[comparedInWords(question, statement.answers, statement.measured)] ?? 'not measured',
    ]),
  }
}

async function mine({ db, person, today }: PersonRequest): Promise<{ own: StatementRow[]; waiting: StatementRow[] }> {
  const viewer = { id: person.id, today }
  const [own, waiting] = await Promise.all([statementsOf(db, viewer, 200), toCountersign(db, viewer, 500)])
  return { own, waiting }
}

/** A statement that somebody may see: their own, one that they countersign, or one that was submitted where they may see statements. Else it is as if there were none. */
async function found({ db, params, person, today }: PersonRequest): Promise<StatementRow> {
  const statement = await findStatement(db, params.id ?? '', { id: person.id, today })
  if (!statement) throw new NotFound()
  const isOpen =
    statement.personId === person.id || (isSigned(statement) && (statement.covers || may(person, 'statements:read')))
  if (!isOpen) throw new NotFound()
  return statement
}

async function readAll(
  measures: readonly Measure[],
  { db, person, today }: PersonRequest,
  { body, personId, unitId }: StatementRow,
): Promise<Readings> {
  const whom: Measured =
    body.of === 'person' ? { of: 'person', id: personId } : unitId ? { of: 'unit', id: unitId } : { of: 'all' }
  const read = await Promise.all(
    questionsOf(body).map(async ({ key, measure }) => {
      const known = measures.find((one) => one.key === measure)
      if (!known) return null
      const { words, isWell } = await readMeasure(known, db, whom, { today, viewer: person })
      return [key, { words, isWell }] as const
    }),
  )
  return Object.fromEntries(read.filter((one) => one !== null))
}

const showAnswer = (statement: StatementRow, readings: Readings, state: FormState): Reply =>
  page(answerPage(statement, readings, state), state.errors.length > 0 ? 422 : 200)

async function showSigned(asked: PersonRequest, statement: StatementRow, state: FormState): Promise<Reply> {
  const steps = await stepsOf(asked.db, statement.id)
  const canCounter = counterObstacle(statement, asked.person.id, statement.covers) === null
  const backTo = may(asked.person, 'statements:read') ? paths.round(statement.roundId) : paths.mine
  return page(signedPage(statement, steps, { canCounter, backTo }, state), state.errors.length > 0 ? 422 : 200)
}
