import { inWords } from '#platform/calendar/index.ts'
import { DOCUMENT_FORMATS, documentOnPage, type PaperDocument } from '#platform/documents/index.ts'
import { type FormState, form, requiredText } from '#platform/form/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukSummaryList,
  type Html,
  heading,
  html,
  lines,
  link,
  postForm,
  type View,
} from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { stateOf } from './model.ts'
import type { Escalation } from './store.ts'

export const settleForm = form({
  note: requiredText({ label: 'What was decided?', required: 'Enter what was decided', lines: 4, most: 5_000 }),
})

export function escalationsPage(list: Html, canChange: boolean): View {
  const look = canChange ? deedButton(paths.escalationLook, 'Check the rules now', { kind: 'secondary' }) : null
  return {
    title: 'Escalations',
    back: { href: paths.plans, text: 'Back to action plans' },
    content: html`${heading('Escalations')}<p class="govuk-body">Actions that have met an escalation rule. ${link(paths.escalationRules, 'Escalation rules')} are asked every night.</p>${look}${list}`,
  }
}

/** One escalation with the letter that was drafted for it. */
export function escalationPage(
  escalation: Escalation,
  letter: PaperDocument,
  canChange: boolean,
  state: FormState,
): View {
  const { id, actionId, ref, text, why, role, holders, raisedOn, sentOn, sentBy, settledOn, settledBy, note } =
    escalation
  const name = [ref, text].filter(Boolean).join('. ')
  const rows = [
    { key: { text: 'Action' }, value: { html: link(paths.action(actionId), name) } },
    { key: { text: 'Why' }, value: { text: why } },
    {
      key: { text: 'Escalated to' },
      value: {
        html: html`${role}<br>${holders ? lines(holders) : html`<span class="m-meta">Nobody holds this role today</span>`}`,
      },
    },
    { key: { text: 'Raised' }, value: { text: inWords(raisedOn) } },
    { key: { text: 'State' }, value: { text: stateOf(escalation) } },
    ...(sentOn ? [{ key: { text: 'Sent' }, value: { text: `${inWords(sentOn)}, by ${sentBy ?? 'the system'}` } }] : []),
    ...(settledOn
      ? [
          {
            key: { text: 'Settled' },
            value: { html: html`${inWords(settledOn)}, by ${settledBy ?? 'the system'}<br>${lines(note ?? '')}` },
          },
        ]
      : []),
  ]
  const files = DOCUMENT_FORMATS.map(
    (format) =>
      html`<li><a class="govuk-link" href="${paths.escalationLetter(id)}.${format.ending}">${format.name}</a></li>`,
  )
  const deeds =
    canChange && !settledOn
      ? html`${sentOn ? null : deedButton(`${paths.escalation(id)}/sent`, 'Mark the letter as sent')}<h2 class="govuk-heading-m">Settle it</h2>${postForm(paths.escalation(id), [settleForm.controls(state), govukButton({ text: 'Settle the escalation', classes: 'govuk-button--secondary', preventDoubleClick: true })])}`
      : null
  return {
    title: 'Escalation',
    back: { href: paths.escalations, text: 'Back to escalations' },
    errors: state.errors,
    content: html`${heading('Escalation', name)}${govukSummaryList({ rows })}<h2 class="govuk-heading-m">The letter</h2><p class="govuk-body">Drafted from what is on record. Take it away, change what you like, and sign it:</p><ul class="govuk-list govuk-list--bullet m-no-print">${files}</ul><div class="m-letter"><p class="govuk-body"><strong>${letter.title}</strong></p>${documentOnPage(letter)}</div>${deeds}`,
  }
}

/** The escalations of one action. */
export function escalationPanel(escalations: readonly Escalation[]): Html | null {
  if (escalations.length === 0) return null
  return dataTable({
    caption: 'Escalations',
    columns: [{ text: 'Raised' }, { text: 'Why', classes: 'm-words' }, { text: 'Escalated to' }, { text: 'State' }],
    rows: escalations.map((one) => [
      link(paths.escalation(one.id), inWords(one.raisedOn)),
      one.why,
      one.role,
      stateOf(one),
    ]),
  })
}
