import { rowsOf } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { countIn, type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import {
  download,
  type FileReply,
  file,
  get,
  orAgain,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { type Seen, seenParticipant } from '../lookup.ts'
import { answeringObstacle, mayAnswer, NO_SYSTEM, type Participant } from '../model.ts'
import { moderationsOf } from '../moderating/store.ts'
import { threadPart } from '../moderating/views.ts'
import { forSystem, paths } from '../paths.ts'
import { UNIT_ANSWERS } from '../seeing.ts'
import { giveAnswer, Overtaken, questionOf, withdrawEvidence } from './deeds.ts'
import { answerFiles } from './files.ts'
import { answerForm, filledAnswer, readAnswer, withdrawForm } from './forms.ts'
import { type Step, standOf } from './model.ts'
import { questionPage, stepPath, withdrawPage } from './question-views.ts'
import { questionnaireOf, saidBefore } from './questionnaire.ts'
import { recordReading } from './record-reading.ts'
import { type EvidenceFacts, evidenceFor, findAnswer, findEvidence, meetingsOf } from './store.ts'

const EMPTY: FormState = { values: {}, errors: [] }

/** One question at a time, with its evidence. */
export const questionRoutes: readonly Route[] = [
  get(paths.question(':id', ':question'), 'assessments:read', async (asked) =>
    showQuestion(asked, await seenParticipant(asked)),
  ),
  post(paths.question(':id', ':question'), 'assessments:read', saveAnswer, { takesLarge: answerFiles }),
  download(paths.evidenceFile(':id'), 'assessments:read', rowsOf(UNIT_ANSWERS), handOver),
  get(paths.evidenceWithdraw(':id'), 'assessments:read', async (asked) => {
    const { evidence } = await seenEvidence(asked)
    return page(withdrawPage(evidence, evidenceBack(evidence), EMPTY))
  }),
  post(paths.evidenceWithdraw(':id'), 'assessments:read', async (asked) => {
    const { evidence, participant } = await seenEvidence(asked)
    const read = withdrawForm.read(asked.body)
    if (!read.ok) return page(withdrawPage(evidence, evidenceBack(evidence), read), 422)
    const { section } = await questionOf(asked.db, participant, evidence.question)
    return orAgain(
      asked,
      async () => {
        await withdrawEvidence(asked.db, asked, evidence, section.code, read.value.why)
        return redirect(evidenceBack(evidence), 'The evidence was withdrawn')
      },
      (state) => page(withdrawPage(evidence, evidenceBack(evidence), state)),
    )
  }),
]

/** The step that an address names. Throws NotFound. */
function stepAt(
  { params, query }: PersonRequest,
  steps: readonly Step[],
): { readonly step: Step; readonly index: number } {
  const system = firstValue(query, 'system') || null
  const index = steps.findIndex(
    ({ compiled, system: own }) => compiled.question.code === params.question && (own?.id ?? null) === system,
  )
  const step = steps[index]
  if (!step) throw new NotFound()
  return { step, index }
}

async function showQuestion(
  asked: PersonRequest,
  { participant, ties }: Seen,
  state?: FormState,
  edition?: number,
  /** The form is shown with what was typed, whatever stands against it now: its errors say what. */
  isRefused = false,
): Promise<Reply> {
  const { db, person, today } = asked
  const { steps } = await questionnaireOf(db, participant)
  const { step, index } = stepAt(asked, steps)
  const { question, section } = step.compiled
  const systemId = step.system?.id ?? null
  const [evidence, meetings, thread, before] = await Promise.all([
    evidenceFor(db, participant.id, question.code, systemId),
    meetingsOf(db, participant.id),
    moderationsOf(db, participant.id, question.code, systemId),
    saidBefore(db, participant, step),
  ])
  const isMeeting = meetings.some(({ endedAt }) => endedAt === null)
  const own = steps.filter(({ compiled }) => compiled.section.code === section.code)
  const neighbour = (at: number) => {
    const other = steps[at]
    return other ? stepPath(participant, other) : null
  }
  const mine = mayAnswer(participant, ties, person, section.code)
  const standing =
    answeringObstacle(participant, today) ??
    (mine ? null : 'This section is answered by the unit’s own people, and by whom they asked.') ??
    (step.isAsked ? null : 'Only some questions are answered anew. This one stands as it was.')
  const obstacle = isRefused ? null : standing
  const view = questionPage({
    participant,
    step,
    number: own.indexOf(step) + 1,
    count: own.length,
    form: answerForm(step.compiled, isMeeting, step.answer?.noteFrom ?? null),
    state: state ?? filledAnswer(step.compiled, step.answer),
    evidence,
    before,
    thread: threadPart(thread, step.compiled, mine && ['submitted'].includes(participant.state)),
    obstacle,
    isMeeting: isMeeting && obstacle === null,
    come: asked.upload,
    edition: edition ?? step.answer?.edition ?? 0,
    previous: neighbour(index - 1),
    next: neighbour(index + 1),
  })
  return page(view, state && state.errors.length > 0 ? 422 : 200)
}

async function saveAnswer(asked: PersonRequest): Promise<Reply> {
  const { db, body } = asked
  const found = await seenParticipant(asked)
  const { participant } = found
  const { steps } = await questionnaireOf(db, participant)
  const { step, index } = stepAt(asked, steps)
  const systemId = step.system?.id ?? null
  const meeting = (await meetingsOf(db, participant.id)).find(({ endedAt }) => endedAt === null) ?? null
  const form = answerForm(step.compiled, meeting !== null)
  const read = readAnswer(form, step.compiled, body, meeting?.id ?? null)
  const edition = countIn(body, 'edition')
  if ('errors' in read) return showQuestion(asked, found, { values: body, errors: read.errors }, edition)
  const { upload } = asked
  const give = async (): Promise<Reply> => {
    await giveAnswer(asked, asked, { participantId: participant.id, systemId, edition }, step.compiled, read.given, {
      file: upload,
      url: read.url,
    })
    return redirect(nextAfter(asked, participant, steps, index), 'The answer was saved')
  }
  const beside = async (error: unknown): Promise<Reply> => {
    const now =
      error instanceof Overtaken ? await findAnswer(db, participant.id, step.compiled.question.code, systemId) : null
    if (!now) throw error
    const message = `${now.by ?? 'Somebody'} has answered this meanwhile${now.value === null ? '' : `, with ${now.value}`}. Save again if yours should stand instead`
    const [field] = Object.keys(form.answer.fields)
    return showQuestion(asked, found, { values: body, errors: [{ field: field ?? 'note', message }] }, now.edition)
  }
  return orAgain(
    asked,
    () => give().catch(beside),
    async (state) => showQuestion(asked, found, state, edition, true),
  )
}

/** Where somebody goes after an answer: the next question of its section that is not answered, or the list. */
function nextAfter({ body }: PersonRequest, participant: Participant, steps: readonly Step[], index: number): string {
  const section = steps[index]?.compiled.section.code
  const next = steps
    .slice(index + 1)
    .find((one) => one.isAsked && standOf(one) !== 'answered' && one.compiled.section.code === section)
  const goesOn = firstValue(body, 'after') !== 'list' && next
  return goesOn ? stepPath(participant, next) : paths.unit(participant.id)
}

/** Evidence of a unit that this person may see. What they may not see is not there. */
async function seenEvidence(
  asked: PersonRequest,
): Promise<{ readonly evidence: EvidenceFacts; readonly participant: Participant }> {
  const id = asked.params.id ?? ''
  const evidence = isId(id) ? await findEvidence(asked.db, id) : null
  if (!evidence) throw new NotFound()
  const { participant } = await seenParticipant(asked, evidence.participantId)
  return { evidence, participant }
}

const evidenceBack = ({ participantId, question, systemId }: EvidenceFacts) =>
  forSystem(paths.question(participantId, question), systemId === NO_SYSTEM ? null : systemId)

async function handOver(asked: PersonRequest): Promise<FileReply> {
  const { evidence } = await seenEvidence(asked)
  if (!evidence.digest) throw new NotFound()
  await recordReading(asked.db, asked.act, evidence)
  return file(evidence.name || 'evidence', 'application/octet-stream', asked.blobs.read(evidence.digest))
}
