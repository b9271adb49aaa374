import { inWords } from '#platform/calendar/index.ts'
import {
  type Content,
  type FieldError,
  govukButton,
  govukInsetText,
  govukSummaryList,
  type Html,
  heading,
  hidden,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { OUTCOMES } from '../model.ts'
import { paths } from '../paths.ts'
import type { EscalationFacts, OpenRisk } from './store.ts'

export const escalationsPage = (list: Html): View => ({
  title: 'Escalations',
  back: { href: paths.home, text: 'Back to risks' },
  content: html`${heading('Escalations')}<p class="govuk-body">Risks that somebody in a unit above, or below, was asked to hold, and what they said.</p>${list}`,
})

export const reviewPage = (risk: OpenRisk, controls: Content, errors: readonly FieldError[]): View => ({
  title: 'Review this risk',
  back: { href: paths.risk(risk.id) },
  errors,
  content: twoThirds(
    html`${heading('Review this risk', risk.title)}${postForm(paths.review(risk.id), [hidden('version', risk.version), controls, govukButton({ text: 'Save', preventDoubleClick: true })])}`,
  ),
})

export const escalatePage = (risk: OpenRisk, controls: Content, errors: readonly FieldError[]): View => ({
  title: 'Escalate or hand down',
  back: { href: paths.risk(risk.id) },
  errors,
  content: twoThirds(
    html`${heading('Escalate or hand down', risk.title)}<p class="govuk-body">It is held in ${risk.unit} now. It stays there until whoever you ask takes it.</p>${postForm(paths.escalate(risk.id), [controls, govukButton({ text: 'Ask them', preventDoubleClick: true })])}`,
  ),
})

/** An escalation; `controls` answer it, where whoever looks is asked. */
export function answerPage(
  id: string,
  found: EscalationFacts,
  controls: Content | null,
  errors: readonly FieldError[],
): View {
  const rows = [
    ['Risk', link(paths.risk(found.riskId), found.risk)],
    ['From', found.from],
    ['To', `${found.owner}, ${found.to}`],
    ['Asked by', found.by ?? 'Muniment'],
    ['On', inWords(found.on)],
    ['Why', found.why],
    ...(found.outcome ? [['Answer', `${OUTCOMES[found.outcome]}${found.answer ? `: ${found.answer}` : ''}`]] : []),
  ] as const
  const deed = found.outcome
    ? null
    : controls
      ? postForm(paths.answer(id), [controls, govukButton({ text: 'Save the answer', preventDoubleClick: true })])
      : govukInsetText({ text: 'Waits for the answer of whoever was asked.' })
  return {
    title: 'An escalation',
    back: { href: paths.escalations, text: 'Back to escalations' },
    errors,
    content: twoThirds(
      html`${heading('An escalation', found.risk)}${govukSummaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: { html: html`${value}` } })) })}${deed}`,
    ),
  }
}
