import {
  type Content,
  dataTable,
  deedButton,
  govukTag,
  govukWarningText,
  type Html,
  heading,
  html,
  lines,
  link,
  type View,
} from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import type { Participant } from '../model.ts'
import { paths } from '../paths.ts'
import type { Scored } from '../scoring/model.ts'
import { inFigures } from '../scoring/scale.ts'
import { type SectionProgress, type Step, standOf } from './model.ts'
import { stepPath } from './question-views.ts'
import { nameOf } from './views.ts'

/** Every answer on one page, with what is missing, before it is handed in. */
export function checkPage(
  participant: Participant,
  progress: readonly SectionProgress[],
  scored: Scored,
  canHandIn: boolean,
  obstacle: string | null,
): View {
  const canChange = canHandIn && obstacle === null
  const short = progress.flatMap(({ steps }) => steps).filter(({ result }) => result.short !== null)
  const parts = progress.map(({ section, steps }) =>
    dataTable({
      caption: section.name,
      columns: [
        { text: 'Question', classes: 'm-words' },
        { text: 'Answer', classes: 'm-date' },
        { text: 'Why', classes: 'm-words' },
        ...(canChange ? [{ text: 'What you can do' }] : []),
      ],
      rows: steps.map((step) => [
        html`${link(stepPath(participant, step), `${step.compiled.question.code} ${step.compiled.question.text}`)}${step.system ? html`<br><span class="m-meta">${step.system.name}</span>` : null}`,
        answerInWords(step),
        html`${step.result.because}${noteOf(step.answer)}${step.result.short ? html`<br><strong>${step.result.short}</strong>` : null}`,
        ...(canChange
          ? [step.isAsked ? link(stepPath(participant, step), 'Change', step.compiled.question.text) : '']
          : []),
      ]),
    }),
  )
  const deed = canChange
    ? scored.isComplete
      ? html`${short.length > 0 ? govukWarningText({ text: `${counted(short.length, 'answer wants', 'answers want')} more evidence than there is. You can hand in all the same.`, iconFallbackText: 'Warning' }) : null}<p class="govuk-body">When you hand in, a moderator looks at the answers. You can reply to what they say.</p>${deedButton(paths.submit(participant.id), 'Hand in the answers')}`
      : html`<p class="govuk-body">The answers can be handed in once everything is answered: ${scored.answered} of ${scored.wanted} so far.</p>`
    : null
  const title = canChange ? 'Check the answers' : 'Answers'
  return {
    title,
    back: { href: paths.unit(participant.id), text: 'Back to the list of sections' },
    content: html`${heading(title, nameOf(participant))}${parts}${deed}`,
  }
}

/** The reason of an answer, marked where it is that of last time. */
const noteOf = (answer: Step['answer']): Html | null =>
  answer?.note
    ? html`<br><span class="m-meta">${answer.noteFrom ? `From ${answer.noteFrom}: ` : ''}${lines(answer.note)}</span>`
    : null

function answerInWords(step: Step): Content {
  const { result } = step
  const stand = standOf(step)
  if (stand === 'to-confirm') return govukTag({ text: 'To confirm', classes: 'govuk-tag--yellow' })
  if (stand === 'missing') return govukTag({ text: 'Missing', classes: 'govuk-tag--red' })
  if (result.isNotApplicable) return 'Not applicable'
  return result.score === null
    ? '–'
    : `${inFigures(result.score)}${result.level && result.level !== String(result.score) ? ` ${result.level}` : ''}`
}
