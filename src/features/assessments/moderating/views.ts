import { dayOf, instantInWords, inWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukTag,
  type Html,
  heading,
  hidden,
  html,
  lines,
  link,
  noted,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { NO_SYSTEM, type Participant } from '../model.ts'
import { forSystem, paths, TO_MODERATE } from '../paths.ts'
import type { Step } from '../responses/model.ts'
import type { AnswerFacts, EvidenceFacts } from '../responses/store.ts'
import type { CompiledQuestion } from '../scoring/compile.ts'
import { inFigures } from '../scoring/scale.ts'
import { type moderateForm, replyForm, sendBackForm } from './forms.ts'
import { awaitsReply, type FinalObstacle, replyBy } from './model.ts'
import type { Moderation, WaitingPart } from './store.ts'

const OUTCOME_NAMES = { agreed: 'Agreed', changed: 'Changed', asked: 'Asked back' } as const
const OUTCOME_COLOURS = {
  agreed: 'govuk-tag--green',
  changed: 'govuk-tag--orange',
  asked: 'govuk-tag--yellow',
} as const

export const outcomeTag = (outcome: Moderation['outcome']): Html =>
  govukTag({ text: OUTCOME_NAMES[outcome], classes: OUTCOME_COLOURS[outcome] })

function valueInWords({ outcome, value, isNotApplicable }: Moderation, { scale }: CompiledQuestion): string {
  if (outcome !== 'changed') return ''
  if (isNotApplicable || value === null) return 'to not applicable'
  const level = scale.levels?.find((one) => one.value === value)
  return `to ${inFigures(value)}${level ? ` ${level.name}` : ''}`
}

/** What moderators said of an answer and what the unit replied, oldest first. */
export function threadPart(thread: readonly Moderation[], compiled: CompiledQuestion, canReply: boolean): Html | null {
  if (thread.length === 0) return null
  const said = thread.map(
    (one) =>
      html`<div class="m-quote govuk-!-margin-bottom-4"><p class="govuk-body">${outcomeTag(one.outcome)} ${valueInWords(one, compiled)}</p>${one.reason ? html`<p class="govuk-body">${lines(one.reason)}</p>` : null}<p class="govuk-body m-meta">${one.by}, ${instantInWords(one.at)}</p>${one.replies.map((answer) => html`<p class="govuk-body"><strong>Reply:</strong> ${lines(answer.text)}<br><span class="m-meta">${answer.by}, ${instantInWords(new Date(answer.at))}</span></p>`)}${canReply && one.outcome !== 'agreed' && one.replies.length === 0 ? html`<p class="govuk-body m-no-print">${link(paths.reply(one.id), 'Answer')}</p>` : null}</div>`,
  )
  return html`<h2 class="govuk-heading-s">Moderation</h2>${said}`
}

const stepPath = (participant: Participant, { compiled, system }: Step) =>
  forSystem(paths.moderateQuestion(participant.id, compiled.question.code), system?.id ?? null)

export interface ModeratePage {
  readonly participant: Participant
  readonly steps: readonly Step[]
  readonly latest: readonly Moderation[]
  readonly obstacles: readonly FinalObstacle[]
  readonly viewerId: string
  readonly now: Date
}

/** Every answer of a unit with what has been said of it. */
export function moderatePage({ participant, steps, latest, obstacles, viewerId, now }: ModeratePage): View {
  const byKey = new Map(latest.map((one) => [`${one.question} ${one.systemId}`, one]))
  const rows = steps.map((step): Content[] => {
    const moderation = byKey.get(`${step.compiled.question.code} ${step.system?.id ?? NO_SYSTEM}`)
    const { result } = step
    const own = result.isNotApplicable
      ? 'Not applicable'
      : result.score === null
        ? '–'
        : `${inFigures(result.score)}${result.level ? ` ${result.level}` : ''}`
    const waits =
      moderation && awaitsReply(moderation, now)
        ? html`<br><span class="m-meta">The unit can reply until ${inWords(replyBy(moderation))}</span>`
        : null
    return [
      html`${link(stepPath(participant, step), `${step.compiled.question.code} ${step.compiled.question.text}`)}${step.system ? html`<br><span class="m-meta">${step.system.name}</span>` : null}`,
      html`${own}${result.short ? html`<br><span class="m-meta">Evidence is missing</span>` : null}`,
      moderation
        ? html`${outcomeTag(moderation.outcome)} ${valueInWords(moderation, step.compiled)}${waits}${moderation.replies.length > 0 ? html`<br><span class="m-meta">The unit has replied</span>` : null}`
        : '',
    ]
  })
  const isOthers = participant.moderatorId !== null && participant.moderatorId !== viewerId
  const unjudged = steps.length - latest.length
  return {
    title: `Moderate: ${participant.unit}`,
    back: { href: paths.unit(participant.id), text: 'Back to the assessment' },
    content: html`${heading('Moderate', `${participant.unit}, ${participant.campaign}`)}${isOthers ? govukInsetText({ text: `${participant.moderator} has taken this up. You can moderate too; what each of you says is kept.` }) : null}
${obstacles.length > 0 ? html`<p class="govuk-body">Before the scores are final:</p><ul class="govuk-list govuk-list--bullet">${obstacles.map(({ words }) => html`<li>${words}</li>`)}</ul>` : html`<p class="govuk-body">Everything has been judged.</p>${deedButton(paths.final(participant.id), 'Make the scores final')}`}
<div class="m-actions-bar m-no-print">${unjudged > 0 ? deedButton(`${paths.moderate(participant.id)}/rest`, `Agree with the ${unjudged} not judged yet`, { kind: 'secondary' }) : null} ${link(`${paths.moderate(participant.id)}/send-back`, 'Send the answers back')} ${link(paths.unitResults(participant.id), 'Results')}</div>
${dataTable({
  caption: 'Answers',
  captionClasses: 'govuk-visually-hidden',
  columns: [{ text: 'Question', classes: 'm-words' }, { text: 'The unit says' }, { text: 'The moderator says' }],
  rows,
})}`,
  }
}

export interface JudgePage {
  readonly participant: Participant
  readonly step: Step
  readonly answer: AnswerFacts
  readonly form: ReturnType<typeof moderateForm>
  readonly state: FormState
  readonly evidence: Html | null
  readonly pieces: readonly EvidenceFacts[]
  readonly before: readonly string[]
  readonly thread: readonly Moderation[]
  readonly next: string | null
}

/** One answer before its moderator: the self-score, what supports it, what was said last time, and the decision. */
export function judgePage(one: JudgePage): View {
  const { participant, step, answer, form, state, thread } = one
  const { question, section } = step.compiled
  const { result } = step
  const own = result.isNotApplicable
    ? 'Not applicable'
    : result.score === null
      ? 'No score'
      : `${inFigures(result.score)}${result.level ? ` ${result.level}` : ''}`
  const indicators = (question.indicators ?? []).map(({ code, text }) => [
    `${code} ${text}`,
    answer.indicators?.[code] ?? '–',
  ])
  return {
    title: `Moderate: ${question.text}`,
    back: { href: paths.moderate(participant.id), text: 'Back to all answers' },
    errors: state.errors,
    content: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${heading(question.text, `${participant.unit}. ${section.name}${step.system ? `, ${step.system.name}` : ''}`)}
<h2 class="govuk-heading-m">The unit says: ${own}</h2><p class="govuk-body">${result.because}</p>${result.short ? govukInsetText({ text: result.short }) : null}${answer.note ? html`<p class="govuk-body">${answer.noteFrom ? html`<span class="m-meta">From ${answer.noteFrom}:</span> ` : null}${lines(answer.note)}</p>` : null}${answer.said ? html`<p class="govuk-body m-meta">Said in the meeting: ${lines(answer.said)}</p>` : null}
${indicators.length > 0 ? dataTable({ caption: 'Indicators', columns: [{ text: 'Statement', classes: 'm-words' }, { text: 'Answer' }], rows: indicators }) : null}
${postForm(stepPath(participant, step), [
  html`${hidden('seen', thread.at(-1)?.id ?? '')}${hidden('edition', answer.edition)}`,
  form.controls(state),
  govukButton({ text: 'Save and continue', preventDoubleClick: true }),
])}</div>
<div class="govuk-grid-column-one-third">${one.before.length > 0 ? html`<h2 class="govuk-heading-s">Last time</h2>${one.before.map((words) => html`<p class="govuk-body">${words}</p>`)}` : null}${one.evidence ?? html`<h2 class="govuk-heading-s">Evidence</h2><p class="govuk-body">None was given.</p>`}${threadPart(thread, step.compiled, false)}${one.next ? html`<p class="govuk-body m-no-print">${link(one.next, 'Next answer')}</p>` : null}</div></div>`,
  }
}

export function replyPage(
  participant: Participant,
  moderation: Moderation,
  compiled: CompiledQuestion,
  state: FormState,
): View {
  return {
    title: 'Reply to the moderator',
    back: { href: paths.question(participant.id, moderation.question), text: 'Back to the question' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Reply to the moderator', compiled.question.text)}${threadPart([moderation], compiled, false)}${postForm(paths.reply(moderation.id), [replyForm.controls(state), govukButton({ text: 'Send the reply', preventDoubleClick: true })])}`,
    ),
  }
}

export function sendBackPage(participant: Participant, state: FormState): View {
  return {
    title: 'Send the answers back',
    back: { href: paths.moderate(participant.id), text: 'Back to all answers' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Send the answers back', `${participant.unit}, ${participant.campaign}`)}<p class="govuk-body">The unit can change its answers and hand them in again. What you have said so far stays.</p>${postForm(`${paths.moderate(participant.id)}/send-back`, [sendBackForm.controls(state), govukButton({ text: 'Send them back', preventDoubleClick: true })])}`,
    ),
  }
}

/** What waits for moderators. */
export function waitingPart(waiting: readonly WaitingPart[]): Html {
  return html`<div id="${TO_MODERATE}">${dataTable({
    caption: 'Waiting to be moderated',
    columns: [
      { text: 'Unit', classes: 'm-words' },
      { text: 'Handed in', classes: 'm-date' },
      { text: 'Judged', numeric: true },
      { text: 'Taken up by' },
    ],
    rows: waiting.map((one) => [
      noted(link(paths.moderate(one.id), one.unit), one.campaign),
      inWords(dayOf(one.submittedAt)),
      `${one.judged} of ${one.wanted}`,
      one.moderator ?? 'Nobody yet',
    ]),
  })}</div>`
}
