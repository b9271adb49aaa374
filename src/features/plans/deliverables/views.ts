import { type Day, inWords } from '#platform/calendar/index.ts'
import { type FormState, form, requiredText } from '#platform/form/index.ts'
import {
  type Content,
  dataTable,
  type FieldError,
  govukButton,
  govukInsetText,
  type Html,
  heading,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import type { Evidence } from '../evidence/model.ts'
import { evidenceItems } from '../evidence/views.ts'
import type { Status } from '../model.ts'
import { paths } from '../paths.ts'
import { STATUS_NAMES } from '../status-names.ts'
import { statusTag, verdictTag } from '../tags.ts'
import { readingInWords } from '../targets.ts'
import { type Deliverable, lateAfter } from './model.ts'
import type { LatestClaim } from './store.ts'

export const deliverableForm = form({
  text: requiredText({ label: 'What is to be delivered?', required: 'Enter what is to be delivered', lines: 3 }),
  target: requiredText({
    label: 'By when?',
    hint: 'In words, such as End March 2027 or Q3 of 2026-27',
    required: 'Enter by when',
    most: 500,
  }),
})

export interface DeliverablePanel {
  readonly actionId: string
  readonly deliverables: readonly Deliverable[]
  readonly ownDay: Day
  readonly canClaim: boolean
  readonly canJudge: boolean
  readonly canChange: boolean
  readonly today: Day
}

/** The promises under an action, each with its own claim and verdict. */
export function deliverablePanel(panel: DeliverablePanel): Html | null {
  const { actionId, deliverables, canChange } = panel
  const add = canChange
    ? html`<p class="govuk-body m-no-print">${link(paths.deliverables(actionId), 'Add a deliverable')}</p>`
    : null
  if (deliverables.length === 0) return add
  return html`${dataTable({
    caption: 'Deliverables',
    columns: [
      { text: 'Deliverable', classes: 'm-words' },
      { text: 'Due', classes: 'm-date' },
      { text: 'Status' },
      { text: 'Verdict' },
      { text: 'Action' },
    ],
    rows: deliverables.map((one) => row(one, panel)),
  })}${add}`
}

function row(one: Deliverable, { canClaim, canJudge, ownDay, today }: DeliverablePanel): Content[] {
  const last = lateAfter(one, ownDay)
  const late =
    last !== null && last < today ? html`<br><strong class="govuk-tag govuk-tag--red">Overdue</strong>` : null
  const earlier =
    one.latest !== null && one.latest < ownDay && one.status === 'unclaimed'
      ? html`<br><span class="m-meta">Not counted: due before ${inWords(ownDay)}, since when the action is promised</span>`
      : null
  return [
    lines(one.text),
    html`${readingInWords({ kind: one.targetKind, earliest: one.earliest, latest: one.latest })}`,
    html`${statusTag(one.status)}${late}${earlier}`,
    one.verdict ? verdictTag(one.verdict) : '',
    html`${canClaim ? link(paths.deliverableClaim(one.id), 'Make a claim', `on ${one.text}`) : null}${canJudge && one.awaitsVerdict ? html`<br>${link(paths.deliverableVerdict(one.id), 'Give a verdict', `on ${one.text}`)}` : null}`,
  ]
}

export function addPage(actionId: string, name: string, state: FormState): View {
  return {
    title: 'Add a deliverable',
    back: { href: paths.action(actionId), text: 'Back to the action' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Add a deliverable', name)}${postForm(paths.deliverables(actionId), [deliverableForm.controls(state), govukButton({ text: 'Add the deliverable', preventDoubleClick: true })])}`,
    ),
  }
}

/** Asks for a claim or a verdict on one deliverable. */
export function deedPage(options: {
  readonly deliverable: Deliverable
  readonly title: string
  readonly href: string
  readonly button: string
  readonly before?: Content
  readonly controls: Content
  readonly errors: readonly FieldError[]
}): View {
  const { deliverable, title, href, button, before, controls, errors } = options
  const due = deliverable.latest ? html`<p class="govuk-body m-meta">Due by ${inWords(deliverable.latest)}</p>` : null
  return {
    title,
    back: { href: paths.action(deliverable.actionId), text: 'Back to the action' },
    errors,
    content: twoThirds(
      html`${heading(title, 'Deliverable')}${govukInsetText({ html: html`${lines(deliverable.text)}${due}` })}${before}${controls === null ? null : postForm(href, [controls, govukButton({ text: button, preventDoubleClick: true })])}`,
    ),
  }
}

/** The claim that a verdict is given on, with its evidence. */
export const claimPart = (latest: LatestClaim, pieces: readonly Evidence[]): Html =>
  html`<p class="govuk-body">The claim: <strong>${STATUS_NAMES[latest.status as Status]}</strong>, as of ${inWords(latest.on)}, by ${latest.by ?? 'a document'}.</p>${latest.note ? html`<p class="govuk-body">${lines(latest.note)}</p>` : null}<p class="govuk-body govuk-!-margin-bottom-1">Evidence:</p><div class="govuk-body">${evidenceItems(pieces)}</div>`
