import { instantInWords } from '#platform/calendar/index.ts'
import { type FormState, largeFile } from '#platform/form/index.ts'
import {
  govukButton,
  govukDetails,
  govukInsetText,
  govukTag,
  type Html,
  heading,
  hidden,
  html,
  lines,
  link,
  paragraphs,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import type { Upload } from '#platform/uploads/index.ts'
import { counted, sizeInWords } from '#platform/words.ts'
import type { Participant } from '../model.ts'
import { forSystem, paths } from '../paths.ts'
import { inFigures } from '../scoring/scale.ts'
import { type AnswerForm, withdrawForm } from './forms.ts'
import { ANSWER_FILES, answerSubject, type Step } from './model.ts'
import type { EvidenceFacts } from './store.ts'

export const stepPath = (
  { id }: Pick<Participant, 'id'>,
  { compiled, system }: Pick<Step, 'compiled' | 'system'>,
): string => forSystem(paths.question(id, compiled.question.code), system?.id ?? null)

export interface QuestionPage {
  readonly participant: Participant
  readonly step: Step
  readonly number: number
  readonly count: number
  readonly form: AnswerForm
  readonly state: FormState
  readonly evidence: readonly EvidenceFacts[]
  /** What was said last time, in words. */
  readonly before: readonly string[]
  readonly thread: Html | null
  readonly obstacle: string | null
  readonly isMeeting: boolean
  readonly edition: number
  /** A file that came with a form that was refused. */
  readonly come: Upload | null
  readonly previous: string | null
  readonly next: string | null
}

/** One question: what is asked, the answer, what supports it, and what was said of it before. */
export function questionPage(one: QuestionPage): View {
  const { participant, step, state, form, obstacle } = one
  const { question, section } = step.compiled
  const caption = `${section.name}. Question ${one.number} of ${one.count}${step.system ? `, for ${step.system.name}` : ''}`
  const answerControls = form.answer.controls(state)
  const isOnePart = !question.indicators
  const fileProblem = state.errors.find(({ field }) => field === 'file')?.message
  const upload = largeFile({
    label: 'Add a file as evidence',
    hint: `Of any kind, at most ${sizeInWords(ANSWER_FILES.most)}`,
    purpose: ANSWER_FILES.name,
    subject: answerSubject(participant.id, question.code),
    error: fileProblem,
    come: one.come,
  })
  const demand = demandPart(step)
  const body =
    obstacle === null
      ? postForm(
          stepPath(participant, step),
          [
            hidden('edition', one.edition),
            isOnePart ? null : html`<h1 class="govuk-heading-l">${question.text}</h1>`,
            isOnePart ? null : guidance(question.guidance),
            groupedIndicators(step, form, state) ?? answerControls,
            isOnePart ? guidance(question.guidance) : null,
            form.support.controls(state),
            upload,
            html`<div class="govuk-button-group">${govukButton({ text: 'Save and continue', name: 'after', value: 'next', preventDoubleClick: true })}${govukButton({ text: 'Save and go back to the list', name: 'after', value: 'list', classes: 'govuk-button--secondary', preventDoubleClick: true })}</div>`,
          ],
          { upload: true },
        )
      : html`<h1 class="govuk-heading-l">${question.text}</h1>${guidance(question.guidance)}${govukInsetText({ text: obstacle })}${standing(step)}`
  return {
    title: question.text,
    back: { href: paths.unit(participant.id), text: 'Back to the list of sections' },
    errors: state.errors,
    content: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><span class="govuk-caption-l">${`${participant.unit}, ${participant.campaign}`}</span><p class="govuk-body m-meta">${caption}</p>
${one.isMeeting ? html`<p class="govuk-body">${govukTag({ text: 'Meeting', classes: 'govuk-tag--purple' })} Choose the level that the meeting agrees on.</p>` : null}${takenOver(step)}${body}</div>
<div class="govuk-grid-column-one-third">${demand}${one.before.length > 0 ? html`<h2 class="govuk-heading-s">Last time</h2>${one.before.map((words) => html`<p class="govuk-body">${words}</p>`)}` : null}${evidencePart(one.evidence, obstacle === null)}${one.thread}
<p class="govuk-body m-no-print">${one.previous ? html`${link(one.previous, 'Question before')}<br>` : null}${one.next ? link(one.next, 'Next question') : null}</p></div></div>`,
  }
}

const guidance = (text: string | undefined) =>
  text ? govukDetails({ summaryText: 'Help with this question', html: paragraphs(text.trim()) }) : null

function takenOver({ answer }: Step): Html | null {
  if (!answer || answer.isConfirmed || !answer.takenFrom) return null
  return govukInsetText({
    text: `This answer was taken over from ${answer.takenFrom}. Check that it is still true. Change it if not, then save. It does not count until you save.`,
  })
}

function standing({ answer, result }: Step): Html | null {
  if (!answer) return null
  return html`<p class="govuk-body"><strong>${result.isNotApplicable ? 'Not applicable' : result.score === null ? 'Not answered yet' : inFigures(result.score)}</strong>${result.level ? ` ${result.level}` : ''}</p><p class="govuk-body">${result.because}</p>${answer.note ? html`<p class="govuk-body">${answer.noteFrom ? html`<span class="m-meta">From ${answer.noteFrom}:</span> ` : null}${lines(answer.note)}</p>` : null}`
}

/** Indicators under the names of their groups. */
function groupedIndicators({ compiled }: Step, { answer }: AnswerForm, state: FormState): Html | null {
  const { indicators } = compiled.question
  if (!indicators) return null
  const groups = Map.groupBy(indicators, ({ group }) => group ?? '')
  const names = Object.keys(answer.fields)
  return html`${names.includes('applies') ? answer.control('applies', state) : null}<p class="govuk-body">Which of these are true?</p>${[...groups].map(([, own]) => own.map(({ code }) => answer.control(`indicator-${code}`, state)))}`
}

function demandPart({ compiled, result }: Step): Html | null {
  const { question, scale } = compiled
  const wanted = (scale.levels ?? []).flatMap((level) => {
    const demand = question.evidence?.[String(level.value)] ?? level.evidence
    return demand
      ? [`${level.value} ${level.name}: ${demand.what ?? `${counted(demand.least, 'piece', 'pieces')} of evidence`}`]
      : []
  })
  if (wanted.length === 0 && !result.short) return null
  return html`<h2 class="govuk-heading-s">Evidence that is wanted</h2>${result.short ? govukInsetText({ text: result.short }) : null}<ul class="govuk-list govuk-list--bullet">${wanted.map((words) => html`<li>${words}</li>`)}</ul>`
}

/** The evidence of one answer, withdrawn pieces with their reasons. */
export function evidencePart(evidence: readonly EvidenceFacts[], canWithdraw: boolean): Html | null {
  if (evidence.length === 0) return null
  const pieces = evidence.map((one) => {
    const name =
      one.kind === 'file'
        ? link(paths.evidenceFile(one.id), one.name ?? 'File')
        : one.url
          ? html`<a class="govuk-link m-break" href="${one.url}" rel="noreferrer noopener">${one.url}</a>`
          : (one.note ?? '')
    const size = one.size === null ? '' : `, ${sizeInWords(one.size)}`
    const end = one.withdrawnAt
      ? html`<br><span class="m-meta">Withdrawn: ${one.withdrawnWhy ?? ''}</span>`
      : canWithdraw
        ? html`<br>${link(paths.evidenceWithdraw(one.id), 'Withdraw', one.name ?? 'it')}`
        : null
    return html`<li>${name}<br><span class="m-meta">${one.by}, ${instantInWords(one.at)}${size}</span>${end}</li>`
  })
  return html`<h2 class="govuk-heading-s">Evidence</h2><ul class="govuk-list">${pieces}</ul>`
}

export function withdrawPage(evidence: EvidenceFacts, back: string, state: FormState): View {
  return {
    title: 'Withdraw evidence',
    back: { href: back, text: 'Back to the question' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Withdraw evidence', evidence.name ?? 'A piece of evidence')}<p class="govuk-body">It stays on record, and says why it does not stand any more.</p>${postForm(paths.evidenceWithdraw(evidence.id), [withdrawForm.controls(state), govukButton({ text: 'Withdraw it', classes: 'govuk-button--warning', preventDoubleClick: true })])}`,
    ),
  }
}
