import { addDays } from '#platform/calendar/index.ts'
import { BadRequest, Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { countIn, type FormState, firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
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
import { counted } from '#platform/words.ts'
import { mayAnswer, moderationObstacle, type Participant, stateObstacle } from '../model.ts'
import { forSystem, paths } from '../paths.ts'
import { Overtaken } from '../responses/deeds.ts'
import { type Step, standOf } from '../responses/model.ts'
import { evidencePart } from '../responses/question-views.ts'
import { questionnaireOf, saidBefore } from '../responses/questionnaire.ts'
import { evidenceFor } from '../responses/store.ts'
import { valueOn } from '../scoring/scale.ts'
import { isNotApplicable } from '../scoring/score.ts'
import { foundParticipant, readyFramework, tiesOf } from '../store.ts'
import { agreeWithRest, type Judgement, judge, makeFinal, obstaclesTo, reply, sendBack } from './deeds.ts'
import { moderateForm, NO_STATE, replyForm, sendBackForm } from './forms.ts'
import { findModeration, latestModerations, moderationsOf } from './store.ts'
import { judgePage, moderatePage, replyPage, sendBackPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.moderate(':id'), 'assessments:moderate', async (asked) => {
    const { db, now, person } = asked
    const participant = await moderated(asked)
    const [{ steps }, latest, obstacles] = await Promise.all([
      questionnaireOf(db, participant),
      latestModerations(db, participant.id),
      obstaclesTo(db, participant, now),
    ])
    const answered = steps.filter((step) => standOf(step) === 'answered')
    return page(moderatePage({ participant, steps: answered, latest, obstacles, viewerId: person.id, now }))
  }),
  post(`${paths.moderate(':id')}/rest`, 'assessments:moderate', async (asked) => {
    const participant = await moderated(asked)
    const count = await agreeWithRest(asked.db, asked, participant.id)
    return redirect(paths.moderate(participant.id), `You agreed with ${counted(count, 'answer', 'answers')}`)
  }),
  get(`${paths.moderate(':id')}/send-back`, 'assessments:moderate', async (asked) =>
    page(sendBackPage(await moderated(asked), sendBackForm.filled({ due: addDays(asked.today, 14) }))),
  ),
  post(`${paths.moderate(':id')}/send-back`, 'assessments:moderate', async (asked) => {
    const participant = await theirs(asked)
    const read = sendBackForm.read(asked.body)
    if (!read.ok) return page(sendBackPage(participant, read), 422)
    const { why, due } = read.value
    if (due && due < asked.today)
      return page(
        sendBackPage(participant, {
          values: asked.body,
          errors: [{ field: 'due', message: 'The last day must be today or later', control: 'due-day' }],
        }),
        422,
      )
    return orAgain(
      asked,
      async () => {
        await sendBack(asked.db, asked, participant.id, why, due ?? asked.today)
        return redirect(paths.unit(participant.id), 'The answers were sent back')
      },
      (state) => page(sendBackPage(participant, state)),
    )
  }),
  get(paths.moderateQuestion(':id', ':question'), 'assessments:moderate', async (asked) =>
    showAnswer(asked, await moderated(asked), NO_STATE),
  ),
  post(paths.moderateQuestion(':id', ':question'), 'assessments:moderate', saveJudgement),
  post(paths.final(':id'), 'assessments:moderate', async (asked) => {
    const participant = await moderated(asked)
    await makeFinal(asked.db, asked, participant.id)
    return redirect(paths.unitResults(participant.id), 'The scores are final')
  }),
  get(paths.reply(':id'), 'assessments:read', async (asked) => showReply(asked, NO_STATE)),
  post(paths.reply(':id'), 'assessments:read', async (asked) => {
    const read = replyForm.read(asked.body)
    if (!read.ok) return showReply(asked, read)
    return orAgain(
      asked,
      async () => {
        const participantId = await reply(asked.db, asked, asked.params.id ?? '', read.value.text)
        return redirect(paths.unit(participantId), 'The reply was sent')
      },
      (state) => showReply(asked, state),
    )
  }),
]

/** The participant, for somebody who may moderate it, whether or not it can be moderated now. Throws Forbidden with the reason. */
async function theirs({ db, params, person, today }: PersonRequest): Promise<Participant> {
  const participant = await foundParticipant(db, params.id)
  const obstacle = moderationObstacle(await tiesOf(db, participant.id, person, today), person)
  if (obstacle) throw new Forbidden('You cannot moderate this unit', obstacle)
  return participant
}

/** The same, where there is something to moderate. */
async function moderated(asked: PersonRequest): Promise<Participant> {
  const participant = await theirs(asked)
  const obstacle = stateObstacle(participant)
  if (obstacle) throw new Conflict('This cannot be moderated now', obstacle)
  return participant
}

async function found({ db, params, query }: PersonRequest, participant: Participant) {
  const { steps } = await questionnaireOf(db, participant)
  const system = firstValue(query, 'system') || null
  const answered = steps.filter((one) => standOf(one) === 'answered')
  const index = answered.findIndex(
    ({ compiled, system: own }) => compiled.question.code === params.question && (own?.id ?? null) === system,
  )
  const step = answered[index]
  if (!step?.answer) throw new NotFound()
  return { step, answer: step.answer, rest: answered.slice(index + 1) }
}

const stepPath = (participant: Participant, { compiled, system }: Step) =>
  forSystem(paths.moderateQuestion(participant.id, compiled.question.code), system?.id ?? null)

async function showAnswer(asked: PersonRequest, participant: Participant, state: FormState): Promise<Reply> {
  const { db } = asked
  const { step, answer, rest } = await found(asked, participant)
  const systemId = step.system?.id ?? null
  const { code } = step.compiled.question
  const [pieces, thread, before] = await Promise.all([
    evidenceFor(db, participant.id, code, systemId),
    moderationsOf(db, participant.id, code, systemId),
    saidBefore(db, participant, step),
  ])
  const [next] = rest
  const view = judgePage({
    participant,
    step,
    answer,
    form: moderateForm(step.compiled),
    state,
    evidence: evidencePart(pieces, false),
    pieces,
    before,
    thread,
    next: next ? stepPath(participant, next) : null,
  })
  return formReply(view)
}

async function saveJudgement(asked: PersonRequest): Promise<Reply> {
  const { db, body } = asked
  const participant = await theirs(asked)
  const { step, rest } = await found(asked, participant)
  const read = moderateForm(step.compiled).read(body)
  if (!read.ok) return showAnswer(asked, participant, read)
  const { outcome, value, reason } = read.value
  const isChange = outcome === 'changed'
  const none = isChange && isNotApplicable(value ?? '')
  const on = {
    participantId: participant.id,
    question: step.compiled.question.code,
    systemId: step.system?.id ?? null,
    seen: firstValue(body, 'seen') || null,
    edition: countIn(body, 'edition'),
  }
  const judgement: Judgement = {
    outcome: isChange ? 'changed' : outcome === 'asked' ? 'asked' : 'agreed',
    value: isChange && !none ? valueOn(step.compiled.scale, value ?? '') : null,
    isNotApplicable: none,
    reason,
  }
  // Where another moderator was there before, the page shows what they said, beside what this one wrote.
  return orAgain(
    asked,
    async () => {
      await judge(db, asked, on, judgement).catch((error: unknown) => {
        // It can still be judged: by now with another moderator's word, or another answer, in view.
        throw error instanceof Overtaken ? new BadRequest(error.message, error.advice) : error
      })
      const [next] = rest
      return redirect(next ? stepPath(participant, next) : paths.moderate(participant.id), 'Saved')
    },
    (state) => showAnswer(asked, participant, state),
    'outcome',
  )
}

async function showReply({ db, params, person, today }: PersonRequest, state: FormState): Promise<Reply> {
  const id = params.id ?? ''
  const moderation = isId(id) ? await findModeration(db, id) : null
  if (!moderation) throw new NotFound()
  const participant = await foundParticipant(db, moderation.participantId)
  const compiled = (await readyFramework(db, participant.frameworkId)).byCode.get(moderation.question)
  const ties = await tiesOf(db, participant.id, person, today)
  if (!compiled || !mayAnswer(participant, ties, person, compiled.section.code)) throw new NotFound()
  return page(replyPage(participant, moderation, compiled, state), state.errors.length > 0 ? 422 : 200)
}
