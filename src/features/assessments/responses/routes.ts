import { may, mayIn } from '#platform/access/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import {
  formReply,
  get,
  orAgain,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { endParticipant } from '../campaigns/participants.ts'
import { possibleLeads } from '../campaigns/store.ts'
import { isOpenStill } from '../following/model.ts'
import { consequencesOf } from '../following/store.ts'
import { followingPart } from '../following/views.ts'
import { type Seen, seenParticipant } from '../lookup.ts'
import { answeringObstacle, answersAll, mayNameLead, moderationObstacle } from '../model.ts'
import { moderatorsOf } from '../moderating/store.ts'
import { paths } from '../paths.ts'
import { systemsOf } from '../store.ts'
import { checkPage } from './checking-views.ts'
import { beginMeeting, delegate, endMeeting, handIn, nameSystems } from './deeds.ts'
import { declineForm, endMeetingForm, meetingForm, systemsForm } from './forms.ts'
import { meetingPage } from './meeting-views.ts'
import { nextIn } from './model.ts'
import { questionRoutes } from './question-routes.ts'
import { stepPath } from './question-views.ts'
import { questionnaireOf } from './questionnaire.ts'
import { delegationsOf, meetingsOf } from './store.ts'
import { declinePage, delegatePage, systemsPage, unitPage } from './views.ts'

const EMPTY: FormState = { values: {}, errors: [] }

export const routes: readonly Route[] = [
  ...questionRoutes,
  get(paths.unit(':id'), 'assessments:read', showUnit),
  get(paths.check(':id'), 'assessments:read', async (asked) => {
    const { participant, ties } = await seenParticipant(asked)
    const { progress, scored } = await questionnaireOf(asked.db, participant)
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
    return orAgain(
      asked,
      async () => {
        await endParticipant(asked.db, asked.act, participant, 'declined', read.value.why)
        return redirect(paths.campaign(participant.campaignId), 'The unit has declined to take part')
      },
      (state) => page(declinePage(participant, state)),
    )
  }),
  get(paths.delegate(':id'), 'assessments:read', async (asked) => showDelegation(asked, EMPTY)),
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
    const meeting = { heldOn: held ?? asked.today, facilitator, moderator, attendance }
    return orAgain(
      asked,
      async () => {
        await beginMeeting(asked.db, asked, participant.id, meeting)
        return redirect(paths.meeting(participant.id), 'The meeting has begun')
      },
      (state) => showMeeting(asked, state, 'begin'),
    )
  }),
  post(`${paths.meeting(':id')}/end`, 'assessments:read', async (asked) => {
    const { participant } = await seenParticipant(asked)
    const read = endMeetingForm.read(asked.body)
    if (!read.ok) return showMeeting(asked, read)
    return orAgain(
      asked,
      async () => {
        await endMeeting(asked.db, asked, participant.id, read.value.note)
        return redirect(paths.unit(participant.id), 'The meeting has ended')
      },
      (state) => showMeeting(asked, state, 'end'),
    )
  }),
]

async function answerer(asked: PersonRequest): Promise<Seen> {
  const found = await seenParticipant(asked)
  if (!answersAll(found.participant, found.ties, asked.person))
    throw new Forbidden('Only the unit’s own people and its lead can do this')
  return found
}

async function showUnit(asked: PersonRequest): Promise<Reply> {
  const { db, person, today } = asked
  const { participant, ties } = await seenParticipant(asked)
  const [all, delegations, meetings, followed] = await Promise.all([
    questionnaireOf(db, participant),
    delegationsOf(db, participant.id, today),
    meetingsOf(db, participant.id),
    consequencesOf(db, participant.id, today),
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
      canManage: mayIn(person, 'assessments:run', participant.unitId),
      canNameLead: may(person, 'assessments:moderate') && mayNameLead(participant, ties, person),
      obstacle: answeringObstacle(participant, today),
      moderation:
        participant.state === 'submitted' && may(person, 'assessments:moderate')
          ? moderationObstacle(ties, person)
          : undefined,
      kind: participant.kind,
      following: followingPart(followed.filter(isOpenStill)),
    }),
  )
}

async function showDelegation(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { participant } = await answerer(asked)
  const { db, today } = asked
  const [{ progress }, delegations, people] = await Promise.all([
    questionnaireOf(db, participant),
    delegationsOf(db, participant.id, today),
    possibleLeads(db, participant.unitId, today),
  ])
  return page(delegatePage(participant, progress, delegations, people, state), state.errors.length > 0 ? 422 : 200)
}

async function saveDelegation(asked: PersonRequest): Promise<Reply> {
  const { db, body, today } = asked
  const { participant } = await answerer(asked)
  const { progress } = await questionnaireOf(db, participant)
  const people = new Set((await possibleLeads(db, participant.unitId, today)).map(({ value }) => value))
  const moderators = new Set(await moderatorsOf(db, participant.id))
  const wanted = new Map<string, string | null>()
  for (const { section } of progress) {
    const person = firstValue(body, `section-${section.code}`)
    if (person !== '' && !people.has(person)) throw new NotFound()
    if (moderators.has(person)) {
      const message = 'Somebody whom you named has moderated this unit, and nobody answers what they moderate'
      return showDelegation(asked, { values: body, errors: [{ field: `section-${section.code}`, message }] })
    }
    wanted.set(section.code, person || null)
  }
  return orAgain(
    asked,
    async () => {
      await delegate(db, asked, participant.id, wanted)
      return redirect(paths.unit(participant.id), 'Saved')
    },
    (state) => showDelegation(asked, state),
  )
}

async function saveSystems(asked: PersonRequest): Promise<Reply> {
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
  return orAgain(
    asked,
    async () => {
      await nameSystems(asked.db, asked, participant.id, names)
      return redirect(paths.unit(participant.id), 'The systems were saved')
    },
    (state) => page(systemsPage(participant, state)),
    'names',
  )
}

async function showMeeting(
  asked: PersonRequest,
  state: FormState,
  refused: 'begin' | 'end' | null = null,
): Promise<Reply> {
  const { participant, ties } = await seenParticipant(asked)
  const [meetings, { steps }] = await Promise.all([
    meetingsOf(asked.db, participant.id),
    questionnaireOf(asked.db, participant),
  ])
  const next = nextIn(steps)
  const canChange = answersAll(participant, ties, asked.person) && answeringObstacle(participant, asked.today) === null
  const view = meetingPage(participant, meetings, state, canChange, next ? stepPath(participant, next) : null, refused)
  return formReply(view)
}
