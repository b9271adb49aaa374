import { may } from '#platform/access/index.ts'
import { record } from '#platform/audit/index.ts'
import { sql } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { type Answer, type AskedBy, file, get, page, post, type Route, redirect } from '#platform/web/index.ts'
import { endParticipant } from '../campaigns/deeds.ts'
import { possibleLeads } from '../campaigns/store.ts'
import { type Seen, seenParticipant } from '../found.ts'
import { answeringObstacle, answersAll, mayAnswer, moderationObstacle, NO_SYSTEM, type Participant } from '../model.ts'
import { moderationsOf } from '../moderating/store.ts'
import { threadPart } from '../moderating/views.ts'
import { forSystem, paths } from '../paths.ts'
import { systemsOf } from '../store.ts'
import {
  beginMeeting,
  delegate,
  endMeeting,
  giveAnswer,
  handIn,
  nameSystems,
  Overtaken,
  questionOf,
  withdrawEvidence,
} from './deeds.ts'
import {
  answerForm,
  declineForm,
  endMeetingForm,
  filledAnswer,
  meetingForm,
  readAnswer,
  systemsForm,
  withdrawForm,
} from './forms.ts'
import { nextIn, type Step, standOf } from './model.ts'
import { delegationsOf, type EvidenceFacts, evidenceFor, findAnswer, findEvidence, meetingsOf } from './store.ts'
import {
  checkPage,
  declinePage,
  delegatePage,
  meetingPage,
  questionPage,
  stepPath,
  systemsPage,
  unitPage,
  withdrawPage,
} from './views.ts'
import { saidBefore, whole } from './whole.ts'

const EMPTY: FormState = { values: {}, errors: [] }

export const routes: readonly Route[] = [
  get(paths.unit(':id'), 'assessments:read', showUnit),
  get(paths.question(':id', ':question'), 'assessments:read', async (asked) =>
    showQuestion(asked, await seenParticipant(asked)),
  ),
  post(paths.question(':id', ':question'), 'assessments:read', saveAnswer, { takesFile: true }),
  get(paths.check(':id'), 'assessments:read', async (asked) => {
    const { participant, ties } = await seenParticipant(asked)
    const { progress, scored } = await whole(asked.db, participant)
    const obstacle = answeringObstacle(participant, asked.today)
    return page(checkPage(participant, progress, scored, answersAll(participant, ties, asked.person), obstacle))
  }),
  post(paths.submit(':id'), 'assessments:read', async (asked) => {
    const { participant } = await seenParticipant(asked)
    await handIn(asked.db, asked, participant.id)
    return redirect(paths.unit(participant.id), 'The answers were handed in')
  }),
  get(paths.decline(':id'), 'assessments:read', async (asked) =>
    page(declinePage((await answerer(asked)).participant, EMPTY)),
  ),
  post(paths.decline(':id'), 'assessments:read', async (asked) => {
    const { participant } = await answerer(asked)
    const read = declineForm.read(asked.body)
    if (!read.ok) return page(declinePage(participant, read), 422)
    await endParticipant(asked.db, asked.act, participant, 'declined', read.value.why)
    return redirect(paths.campaign(participant.campaignId), 'The unit has declined to take part')
  }),
  get(paths.delegate(':id'), 'assessments:read', async (asked) => {
    const { participant } = await answerer(asked)
    const { db, today } = asked
    const [{ progress }, delegations, people] = await Promise.all([
      whole(db, participant),
      delegationsOf(db, participant.id, today),
      possibleLeads(db, participant.unitId, today),
    ])
    return page(delegatePage(participant, progress, delegations, people))
  }),
  post(paths.delegate(':id'), 'assessments:read', saveDelegation),
  get(paths.systems(':id'), 'assessments:read', async (asked) => {
    const { participant } = await answerer(asked)
    const names = (await systemsOf(asked.db, participant.id)).map(({ name }) => name).join('\n')
    return page(systemsPage(participant, systemsForm.filled({ names })))
  }),
  post(paths.systems(':id'), 'assessments:read', saveSystems),
  get(paths.meeting(':id'), 'assessments:read', async (asked) =>
    showMeeting(asked, meetingForm.filled({ held: asked.today })),
  ),
  post(paths.meeting(':id'), 'assessments:read', async (asked) => {
    const { participant } = await answerer(asked)
    const read = meetingForm.read(asked.body)
    if (!read.ok) return showMeeting(asked, read)
    const { held, facilitator, moderator, attendance } = read.value
    await beginMeeting(asked.db, asked, participant.id, {
      heldOn: held ?? asked.today,
      facilitator,
      moderator,
      attendance,
    })
    return redirect(paths.meeting(participant.id), 'The meeting has begun')
  }),
  post(`${paths.meeting(':id')}/end`, 'assessments:read', async (asked) => {
    const { participant } = await seenParticipant(asked)
    const read = endMeetingForm.read(asked.body)
    if (!read.ok) return showMeeting(asked, read)
    await endMeeting(asked.db, asked, participant.id, read.value.note)
    return redirect(paths.unit(participant.id), 'The meeting has ended')
  }),
  get(paths.evidenceFile(':id'), 'assessments:read', download),
  get(paths.evidenceWithdraw(':id'), 'assessments:read', async (asked) => {
    const { evidence } = await seenEvidence(asked)
    return page(withdrawPage(evidence, evidenceBack(evidence), EMPTY))
  }),
  post(paths.evidenceWithdraw(':id'), 'assessments:read', async (asked) => {
    const { evidence, participant } = await seenEvidence(asked)
    const read = withdrawForm.read(asked.body)
    if (!read.ok) return page(withdrawPage(evidence, evidenceBack(evidence), read), 422)
    const { section } = await questionOf(asked.db, participant, evidence.question)
    await withdrawEvidence(asked.db, asked, evidence, section.code, read.value.why)
    return redirect(evidenceBack(evidence), 'The evidence was withdrawn')
  }),
]

async function answerer(asked: AskedBy): Promise<Seen> {
  const found = await seenParticipant(asked)
  if (!answersAll(found.participant, found.ties, asked.person))
    throw new Forbidden('Only the unit’s own people and its lead can do this')
  return found
}

async function showUnit(asked: AskedBy): Promise<Answer> {
  const { db, person, today } = asked
  const { participant, ties } = await seenParticipant(asked)
  const [all, delegations, meetings] = await Promise.all([
    whole(db, participant),
    delegationsOf(db, participant.id, today),
    meetingsOf(db, participant.id),
  ])
  const { framework, scored, progress } = all
  return page(
    unitPage({
      participant,
      framework,
      scored,
      progress,
      delegations,
      meeting: meetings.find(({ endedAt }) => endedAt === null) ?? null,
      hasSystems: framework.sections.some(({ questions }) =>
        questions.some(({ question }) => question.of === 'system'),
      ),
      canAnswerAll: answersAll(participant, ties, person),
      canManage: may(person, 'assessments:run'),
      obstacle: answeringObstacle(participant, today),
      moderation:
        participant.state === 'submitted' && may(person, 'assessments:moderate')
          ? moderationObstacle(ties, person)
          : undefined,
      kind: participant.kind,
    }),
  )
}

/** The step that an address names. Throws NotFound. */
function stepAt({ params, query }: AskedBy, steps: readonly Step[]): { readonly step: Step; readonly index: number } {
  const system = firstValue(query, 'system') || null
  const index = steps.findIndex(
    ({ compiled, system: own }) => compiled.question.code === params.question && (own?.id ?? null) === system,
  )
  const step = steps[index]
  if (!step) throw new NotFound()
  return { step, index }
}

async function showQuestion(
  asked: AskedBy,
  { participant, ties }: Seen,
  state?: FormState,
  edition?: number,
): Promise<Answer> {
  const { db, person, today } = asked
  const { steps } = await whole(db, participant)
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
  const obstacle =
    answeringObstacle(participant, today) ??
    (mine ? null : 'This section is answered by the unit’s own people, and by whom they asked.') ??
    (step.isAsked ? null : 'Only some questions are answered anew. This one stands as it was.')
  const view = questionPage({
    participant,
    step,
    number: own.indexOf(step) + 1,
    count: own.length,
    form: answerForm(step.compiled, isMeeting),
    state: state ?? filledAnswer(step.compiled, step.answer),
    evidence,
    before,
    thread: threadPart(thread, step.compiled, mine && ['submitted'].includes(participant.state)),
    obstacle,
    isMeeting: isMeeting && obstacle === null,
    edition: edition ?? step.answer?.edition ?? 0,
    previous: neighbour(index - 1),
    next: neighbour(index + 1),
  })
  return page(view, state && state.errors.length > 0 ? 422 : 200)
}

async function saveAnswer(asked: AskedBy): Promise<Answer> {
  const { db, body } = asked
  const found = await seenParticipant(asked)
  const { participant } = found
  const { steps } = await whole(db, participant)
  const { step, index } = stepAt(asked, steps)
  const systemId = step.system?.id ?? null
  const meeting = (await meetingsOf(db, participant.id)).find(({ endedAt }) => endedAt === null) ?? null
  const form = answerForm(step.compiled, meeting !== null)
  const read = readAnswer(form, step.compiled, body, meeting?.id ?? null)
  const edition = Number(firstValue(body, 'edition')) || 0
  if ('errors' in read) return showQuestion(asked, found, { values: body, errors: read.errors }, edition)
  const upload = asked.file && asked.file.bytes.length > 0 ? asked.file : null
  try {
    await giveAnswer(asked, asked, { participantId: participant.id, systemId, edition }, step.compiled, read.given, {
      file: upload,
      url: read.url,
    })
  } catch (error) {
    const now =
      error instanceof Overtaken ? await findAnswer(db, participant.id, step.compiled.question.code, systemId) : null
    if (!now) throw error
    const message = `${now.by ?? 'Somebody'} has answered this meanwhile${now.value === null ? '' : `, with ${now.value}`}. Save again if yours should stand instead`
    const [field] = Object.keys(form.answer.fields)
    return showQuestion(asked, found, { values: body, errors: [{ field: field ?? 'note', message }] }, now.edition)
  }
  const next = steps
    .slice(index + 1)
    .find(
      (one) => one.isAsked && standOf(one) !== 'answered' && one.compiled.section.code === step.compiled.section.code,
    )
  const goesOn = firstValue(body, 'after') !== 'list' && next
  return redirect(goesOn ? stepPath(participant, next) : paths.unit(participant.id), 'The answer was saved')
}

async function saveDelegation(asked: AskedBy): Promise<Answer> {
  const { db, body, today } = asked
  const { participant } = await answerer(asked)
  const { progress } = await whole(db, participant)
  const people = new Set((await possibleLeads(db, participant.unitId, today)).map(({ value }) => value))
  const moderators = new Set(
    (
      await db.many<{ id: string }>(
        sql`select distinct by_person_id as id from assessments.moderation where participant_id = ${participant.id}`,
      )
    ).map(({ id }) => id),
  )
  const wanted = new Map<string, string | null>()
  for (const { section } of progress) {
    const person = firstValue(body, `section-${section.code}`)
    if (person !== '' && !people.has(person)) throw new NotFound()
    if (moderators.has(person))
      throw new Conflict('Somebody whom you named has moderated this unit', 'Nobody answers what they moderate.')
    wanted.set(section.code, person || null)
  }
  await delegate(db, asked, participant.id, wanted)
  return redirect(paths.unit(participant.id), 'Saved')
}

async function saveSystems(asked: AskedBy): Promise<Answer> {
  const { participant } = await answerer(asked)
  const read = systemsForm.read(asked.body)
  if (!read.ok) return page(systemsPage(participant, read), 422)
  const names = [
    ...new Map(
      (read.value.names ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .map((name) => [name.toLowerCase(), name]),
    ).values(),
  ]
  const long = names.find((name) => name.length > 200)
  const message = long
    ? 'A system’s name must be 200 characters or less'
    : names.length > 100
      ? 'Name 100 systems at most'
      : null
  if (message) return page(systemsPage(participant, { values: asked.body, errors: [{ field: 'names', message }] }), 422)
  await nameSystems(asked.db, asked, participant.id, names)
  return redirect(paths.unit(participant.id), 'The systems were saved')
}

async function showMeeting(asked: AskedBy, state: FormState): Promise<Answer> {
  const { participant, ties } = await seenParticipant(asked)
  const [meetings, { steps }] = await Promise.all([meetingsOf(asked.db, participant.id), whole(asked.db, participant)])
  const next = nextIn(steps)
  const canChange = answersAll(participant, ties, asked.person) && answeringObstacle(participant, asked.today) === null
  const view = meetingPage(participant, meetings, state, canChange, next ? stepPath(participant, next) : null)
  return page(view, state.errors.length > 0 ? 422 : 200)
}

/** Evidence of a unit that this person may see. What they may not see is not there. */
async function seenEvidence(
  asked: AskedBy,
): Promise<{ readonly evidence: EvidenceFacts; readonly participant: Participant }> {
  const id = asked.params.id ?? ''
  const evidence = isId(id) ? await findEvidence(asked.db, id) : null
  if (!evidence) throw new NotFound()
  const { participant } = await seenParticipant(asked, evidence.participantId)
  return { evidence, participant }
}

const evidenceBack = ({ participantId, question, systemId }: EvidenceFacts) =>
  forSystem(paths.question(participantId, question), systemId === NO_SYSTEM ? null : systemId)

async function download(asked: AskedBy): Promise<Answer> {
  const { evidence } = await seenEvidence(asked)
  if (!evidence.digest) throw new NotFound()
  await asked.db.transaction((tx) =>
    record(
      tx,
      asked.act,
      'evidence.read',
      { kind: 'participant', id: evidence.participantId },
      { evidence: evidence.id },
    ),
  )
  return file(evidence.name || 'evidence', 'application/octet-stream', asked.blobs.read(evidence.digest))
}
