import { mayIn, rowsOf } from '#platform/access/index.ts'
import { toDraw } from '#platform/charts/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { readDocument, UnreadableFile } from '#platform/reading/index.ts'
import {
  formReply,
  get,
  orAgain,
  type PersonRequest,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { seenParticipant } from '../lookup.ts'
import { answeringObstacle, answersAll, type Participant } from '../model.ts'
import { paths } from '../paths.ts'
import { UNIT_ANSWERS } from '../seeing.ts'
import { mailShare } from './model.ts'
import { readFigures } from './read.ts'
import { addInterview, figures, interviews, removeMeasure, replaceFigures, typeFigures } from './store.ts'
import { interviewForm, visitPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.visit(':id'), 'assessments:read', async (asked) =>
    show(asked, interviewForm.filled({ held: asked.today })),
  ),
  post(paths.visit(':id'), 'assessments:read', async (asked) => {
    const { participant } = await visitor(asked)
    const read = interviewForm.read(asked.body)
    if (!read.ok) return show(asked, read)
    const { held, roles, notes } = read.value
    return orAgain(
      asked,
      async () => {
        await addInterview(asked.db, asked.act, participant.id, { heldOn: held ?? asked.today, roles, notes })
        return redirect(paths.visit(participant.id), 'The interview was added')
      },
      (state) => show(asked, state, true),
    )
  }),
  ...tableRoutes(`${paths.visit(':id')}/interviews`, 'assessments:read', rowsOf(UNIT_ANSWERS), async (asked) => {
    const { participant, seesNotes } = await seen(asked)
    if (!seesNotes) throw new NotFound()
    return {
      title: `Interviews ${participant.unit}`,
      headers: ['Day', 'With', 'What was heard', 'Noted by'],
      rows: (await interviews(asked.db, participant.id)).map((one) => [one.heldOn, one.roles, one.notes, one.by]),
    }
  }),
  post(paths.figures(':id'), 'assessments:read', importFigures, { takesFile: true }),
  ...tableRoutes(paths.figures(':id'), 'assessments:read', rowsOf(UNIT_ANSWERS), async (asked) => {
    const { participant } = await seen(asked)
    const rows = await figures(asked.db, participant.id)
    return {
      title: `Figures ${participant.unit}`,
      headers: ['Measure', 'Item', 'Value'],
      rows: rows.map((row) => [row.measure, row.item, row.value]),
    }
  }),
  post(`${paths.figures(':id')}/remove`, 'assessments:read', async (asked) => {
    const { participant } = await visitor(asked)
    await removeMeasure(asked.db, asked.act, participant.id, firstValue(asked.body, 'measure'))
    return redirect(paths.visit(participant.id), 'The figures were removed')
  }),
]

interface Seen {
  readonly participant: Participant
  readonly isVisitor: boolean
  /** Whether they may read what people said: visitors and those who run campaigns, and nobody of the unit. */
  readonly seesNotes: boolean
}

async function seen(asked: PersonRequest): Promise<Seen> {
  const { person } = asked
  const { participant, ties } = await seenParticipant(asked)
  if (participant.kind !== 'health-check') throw new NotFound()
  const isVisitor = answersAll(participant, ties, person)
  return {
    participant,
    isVisitor,
    seesNotes: isVisitor || (mayIn(person, 'assessments:run', participant.unitId) && !ties.isWithin),
  }
}

async function visitor(asked: PersonRequest): Promise<Seen> {
  const found = await seen(asked)
  if (!found.isVisitor) throw new Forbidden('Only visitors who do not belong to the unit can do this')
  return found
}

const FIGURES = { key: 'the pictures of a visit', seenBy: rowsOf(UNIT_ANSWERS) }

/** `isRefused` shows the forms with what was typed, whatever stands against them now. */
async function show(asked: PersonRequest, state: FormState, isRefused = false): Promise<Reply> {
  const { db } = asked
  const drawn = await toDraw(asked, FIGURES, async (told) => {
    const found = await seen(told)
    return { ...found, figures: await figures(told.db, found.participant.id) }
  })
  const { participant, isVisitor, seesNotes } = drawn.rows
  const [heard, all] = await Promise.all([
    seesNotes ? interviews(db, participant.id) : null,
    typeFigures(db, participant.campaignId),
  ])
  const shares = [...Map.groupBy(all, ({ participantId }) => participantId).values()]
    .flatMap((own) => mailShare(own) ?? [])
    .toSorted((a, b) => a - b)
  const medianMail = shares.length > 1 ? (shares[Math.floor(shares.length / 2)] ?? null) : null
  const canChange = isRefused || (isVisitor && answeringObstacle(participant, asked.today) === null)
  const view = visitPage({
    participant,
    interviews: heard,
    figures: drawn.as((one) => one.figures),
    medianMail,
    canChange,
    state,
  })
  return formReply(view)
}

async function importFigures(asked: PersonRequest): Promise<Reply> {
  const { participant } = await visitor(asked)
  const { file } = asked
  const refuse = (message: string) => show(asked, { values: {}, errors: [{ field: 'file', message }] })
  if (!file || file.bytes.length === 0) return refuse('Choose a file')
  try {
    const { blocks } = await readDocument(file.bytes, file.name)
    const rows = readFigures(blocks)
    if (typeof rows === 'string') return refuse(rows)
    return await orAgain(
      asked,
      async () => {
        await replaceFigures(asked.db, asked.act, participant.id, rows)
        return redirect(
          paths.visit(participant.id),
          counted(rows.length, 'figure was imported', 'figures were imported'),
        )
      },
      (state) => show(asked, state, true),
      'file',
    )
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse(`${error.message} ${error.advice}`)
    throw error
  }
}
