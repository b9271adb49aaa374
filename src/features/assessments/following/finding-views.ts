import { planPaths } from '#features/plans/index.ts'
import { dayOf, inWords } from '#platform/calendar/index.ts'
import { type Choice, type FormState, form, radios, requiredText, select, text } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukTag,
  type Html,
  heading,
  html,
  lines,
  link,
  noted,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import type { Participant } from '../model.ts'
import { paths } from '../paths.ts'
import type { QuestionResult } from '../scoring/model.ts'
import { inFigures } from '../scoring/scale.ts'
import { isAnswered } from './model.ts'
import type { Finding } from './store.ts'

export const HORIZON_NAMES = { 'quick-win': 'Quick win', 'longer-term': 'Longer term' } as const

export const findingForm = (about: readonly Choice[]) =>
  form({
    about: select({ label: 'What it is about', options: about, blank: 'The unit as a whole' }),
    text: requiredText({
      label: 'What is to be mended?',
      required: 'Enter what is to be mended',
      lines: 4,
      most: 5_000,
    }),
    horizon: radios({
      label: 'How soon?',
      required: 'Select how soon',
      options: [
        { value: 'quick-win', text: 'Quick win', hint: 'It can be done within three months with what is there' },
        { value: 'longer-term', text: 'Longer term' },
      ],
    }),
  })

export const planForm = (plans: readonly Choice[], owners: readonly Choice[]) =>
  form({
    plan: select({ label: 'Action plan', options: plans, required: 'Select the action plan' }),
    recommendation: requiredText({
      label: 'Recommendation',
      required: 'Enter the recommendation',
      lines: 3,
      most: 5_000,
    }),
    action: requiredText({ label: 'First action', required: 'Enter what is to be done', lines: 3, most: 5_000 }),
    owner: select({ label: 'Owner', options: owners, blank: 'Nobody yet' }),
    target: text({ label: 'Target date', hint: 'In words, such as End March 2027', most: 1_000 }),
  })

export interface FindingsPage {
  readonly participant: Participant
  readonly findings: readonly Finding[]
  readonly low: readonly (QuestionResult & { readonly text: string })[]
  readonly form: ReturnType<typeof findingForm>
  readonly state: FormState
  readonly canPlan: boolean
  readonly canRescore: boolean
}

/** What an assessment found, what became of it, and what else may be worth putting down. */
export function findingsPage(one: FindingsPage): View {
  const { participant, findings, low, form: shown, state, canPlan, canRescore } = one
  const known = new Set(findings.map(({ question }) => question))
  const rows = findings.map((finding): Content[] => [
    noted(
      lines(finding.text),
      [finding.question, HORIZON_NAMES[finding.horizon], finding.by, inWords(dayOf(finding.at))]
        .filter(Boolean)
        .join(', '),
    ),
    finding.recommendationId
      ? noted(
          link(planPaths.recommendation(finding.recommendationId), finding.recommendation ?? 'Recommendation'),
          finding.plan,
        )
      : canPlan
        ? link(paths.findingPlan(finding.id), 'Add it to an action plan', finding.text.slice(0, 60))
        : 'Not in a plan yet',
    finding.recommendationId ? progressOf(finding) : '',
    againPart(finding, canRescore),
  ])
  const suggested = low.filter(({ code }) => !known.has(code))
  return {
    title: `Findings: ${participant.unit}`,
    back: { href: paths.unitResults(participant.id), text: 'Back to the results' },
    errors: state.errors,
    content: html`${heading('Findings', `${participant.unit}, ${participant.campaign}`)}${
      rows.length > 0
        ? html`${dataTable({ caption: 'What was found', columns: [{ text: 'Finding', classes: 'm-words' }, { text: 'Recommendation', classes: 'm-words' }, { text: 'Actions finished', numeric: true }, { text: 'Again' }], rows })}${downloads('Download this list', `${paths.findings(participant.id)}/table`)}`
        : html`<p class="govuk-body">Nothing has been put down yet.</p>`
    }${
      suggested.length > 0
        ? html`<h2 class="govuk-heading-m">Below the target</h2><ul class="govuk-list govuk-list--bullet">${suggested.slice(0, 20).map((result) => html`<li>${link(`${paths.findings(participant.id)}?about=${encodeURIComponent(result.code)}#about`, `${result.code} ${result.text}`)} <span class="m-meta">${inFigures(result.score ?? 0)}, target ${inFigures(result.target ?? 0)}</span></li>`)}</ul>`
        : null
    }${twoThirds(html`<h2 class="govuk-heading-m">Add a finding</h2>${postForm(paths.findings(participant.id), [shown.controls(state), govukButton({ text: 'Add the finding', preventDoubleClick: true })])}`)}`,
  }
}

/** How far a finding is: what owners say is finished, and what an assessor has accepted. */
function progressOf(finding: Finding): Html {
  const { actions, finished, accepted } = finding
  const judged =
    finished > accepted
      ? html`<br><span class="m-meta">An assessor has accepted ${accepted} of them as complete</span>`
      : null
  const done = isAnswered(finding)
    ? html`<br>${govukTag({ text: 'Accepted as complete', classes: 'govuk-tag--green' })}`
    : null
  return html`${finished} of ${actions}${done ?? judged}`
}

function againPart(finding: Finding, canRescore: boolean): Content {
  if (finding.rescoredBy)
    return link(
      paths.unit(finding.rescoredBy),
      finding.rescoredState === 'final' ? 'Scored again' : 'Being scored again',
    )
  if (!isAnswered(finding) || !canRescore) return ''
  if (!finding.isCampaignOpen) return 'The campaign is closed: it can be scored again in the next one'
  return deedButton(paths.rescore(finding.id), 'Score it again', {
    kind: 'secondary',
    hiddenText: finding.text.slice(0, 60),
  })
}

export function findingPlanPage(finding: Finding, controls: Content, errors: FormState['errors']): View {
  return {
    title: 'Add it to an action plan',
    back: { href: paths.findings(finding.participantId), text: 'Back to the findings' },
    errors,
    content: twoThirds(
      html`${heading('Add it to an action plan', finding.unit)}${govukInsetText({ html: lines(finding.text) })}<p class="govuk-body">It becomes a recommendation with a first action. When an assessor has accepted everything under it as complete, the unit is invited to score again.</p>${postForm(paths.findingPlan(finding.id), [controls, govukButton({ text: 'Add it to the plan', preventDoubleClick: true })])}`,
    ),
  }
}
