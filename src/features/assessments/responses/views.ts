import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { type Choice, type FormState, firstValue } from '#platform/form/index.ts'
import {
  type Content,
  govukButton,
  govukInsetText,
  govukSelect,
  govukTaskList,
  govukWarningText,
  type Html,
  heading,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { agreeing, counted } from '#platform/words.ts'
import { isUnderWay, type Participant } from '../model.ts'
import { paths } from '../paths.ts'
import type { Compiled } from '../scoring/compile.ts'
import type { Scored } from '../scoring/model.ts'
import { stateTag } from '../tags.ts'
import { declineForm, systemsForm } from './forms.ts'
import { nextIn, type SectionProgress, standOf } from './model.ts'
import { stepPath } from './question-views.ts'
import type { Delegation, Meeting } from './store.ts'

/** What the page of a unit's assessment is about. */
export const nameOf = ({ unit, campaign }: Pick<Participant, 'unit' | 'campaign'>) => `${unit}, ${campaign}`

export interface UnitPage {
  readonly participant: Participant
  readonly framework: Compiled
  readonly scored: Scored
  readonly progress: readonly SectionProgress[]
  readonly delegations: readonly Delegation[]
  readonly meeting: Meeting | null
  readonly hasSystems: boolean
  readonly canAnswerAll: boolean
  readonly canManage: boolean
  /** Whether they may say who leads it, because nobody does. */
  readonly canNameLead: boolean
  /** Why nothing can be answered now. */
  readonly obstacle: string | null
  /** Why this person cannot moderate, null where they can, undefined where nothing waits for that. */
  readonly moderation: string | null | undefined
  readonly kind: Participant['kind']
  /** What follows its scores and still waits to be done. */
  readonly following: Html | null
}

/** A unit's assessment: what is asked, how far it has come, and what can be done now. */
export function unitPage(one: UnitPage): View {
  const { participant, scored, progress, delegations, meeting, obstacle, canAnswerAll } = one
  const { id } = participant
  const delegates = Map.groupBy(delegations, ({ section }) => section)
  const toConfirm = progress.reduce((sum, section) => sum + section.toConfirm, 0)
  const items = progress.map((section) => taskOf(participant, section, delegates.get(section.section.code) ?? []))
  const ways: Content[] = [
    obstacle === null && canAnswerAll
      ? link(paths.meeting(id), meeting ? 'The meeting that is under way' : 'Answer in a team meeting')
      : null,
    obstacle === null && canAnswerAll ? link(paths.delegate(id), 'Give sections to others') : null,
    obstacle === null && canAnswerAll && one.hasSystems ? link(paths.systems(id), 'Name the unit’s systems') : null,
    one.kind === 'health-check' ? link(paths.visit(id), 'Interviews and figures') : null,
    link(paths.unitResults(id), 'Results so far'),
    link(paths.findings(id), 'Findings'),
    link(paths.returns(id), 'Returns for others'),
    obstacle === null && canAnswerAll && participant.obligation === 'invited'
      ? link(paths.decline(id), 'Decline to take part')
      : null,
    one.canNameLead ? link(paths.unitLead(id), 'Name a lead') : null,
    one.canManage ? link(paths.unitManage(id), 'Manage the assessment') : null,
  ]
  const handIn =
    obstacle === null && canAnswerAll
      ? html`<h2 class="govuk-heading-m">Hand in</h2><p class="govuk-body">${scored.isComplete ? 'Everything is answered.' : `${scored.wanted - scored.answered} of ${counted(scored.wanted, 'question', 'questions')} ${agreeing(scored.wanted - scored.answered, 'is', 'are')} still to be answered.`}</p><p class="govuk-body">${link(paths.check(id), scored.isComplete ? 'Check the answers and hand them in' : 'Look through the answers')}</p>`
      : html`<p class="govuk-body">${link(paths.check(id), 'Look through the answers')}</p>`
  return {
    title: participant.unit,
    back: { href: paths.campaign(participant.campaignId), text: 'Back to the campaign' },
    content: html`${heading(participant.unit, participant.campaign)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${troubles(participant)}${obstacle && (participant.state === 'answering' || participant.campaignState === 'closed') ? govukInsetText({ text: obstacle }) : null}
<p class="govuk-body">${stateTag(participant)} <strong>${scored.answered} of ${scored.wanted}</strong> ${agreeing(scored.wanted, 'question', 'questions')} answered</p><progress class="m-progress" max="${Math.max(1, scored.wanted)}" value="${scored.answered}" aria-label="Questions answered"></progress>${one.following}
${toConfirm > 0 ? govukInsetText({ text: `${counted(toConfirm, 'answer was', 'answers were')} taken over from before. Each counts once somebody has said that it still holds.` }) : null}
${govukTaskList({ idPrefix: 'section', items })}${handIn}${moderationPart(one)}</div>
<div class="govuk-grid-column-one-third"><h2 class="govuk-heading-m">About</h2><ul class="govuk-list">${facts(participant, one.framework).map((fact) => html`<li>${fact}</li>`)}</ul><ul class="govuk-list m-no-print">${ways.filter((way) => way !== null).map((way) => html`<li>${way}</li>`)}</ul></div></div>`,
  }
}

function troubles({ unitClosedOn, unitThen, unitNow, state, endedWhy, mergedWhy, notCompared }: Participant): Html {
  const renamed = unitNow !== unitThen && !unitClosedOn
  const goesOn = isUnderWay({ state })
    ? ' Whoever runs the campaign can hand its assessment over to the unit that goes on.'
    : ''
  return html`${unitClosedOn ? govukWarningText({ text: `${unitThen} was closed on ${inWords(unitClosedOn)}.${goesOn}`, iconFallbackText: 'Warning' }) : null}${renamed ? govukInsetText({ text: `The unit is called ${unitNow} now.` }) : null}${['declined', 'withdrawn'].includes(state) && endedWhy ? govukInsetText({ html: lines(endedWhy) }) : null}${notCompared ? govukInsetText({ text: notCompared }) : null}${mergedWhy && mergedWhy !== endedWhy ? govukInsetText({ html: lines(mergedWhy) }) : null}`
}

function facts(participant: Participant, { framework }: Compiled): Content[] {
  const { lead, leadLeftOn, dueOn, obligation, submittedAt, submittedBy, finalAt, finalBy } = participant
  return [
    link(paths.framework(participant.frameworkId), `${framework.name}, ${framework.version}`),
    obligation === 'mandatory' ? 'The unit must take part' : 'The unit was invited',
    `Last day: ${inWords(dueOn)}`,
    `Led by ${lead ?? 'nobody yet'}${leadLeftOn ? ', who has left' : ''}`,
    ...(participant.repeatOf ? [link(paths.unitResults(participant.repeatOf), 'What it repeats')] : []),
    ...(participant.repeatedBy ? [link(paths.unit(participant.repeatedBy), 'It was done again')] : []),
    ...(submittedAt ? [`Handed in ${instantInWords(submittedAt)}${submittedBy ? ` by ${submittedBy}` : ''}`] : []),
    ...(finalAt ? [`Final ${instantInWords(finalAt)}${finalBy ? `, by ${finalBy}` : ''}`] : []),
  ]
}

function moderationPart({ participant, moderation }: UnitPage): Html | null {
  if (moderation === undefined) return null
  if (moderation !== null)
    return html`<h2 class="govuk-heading-m">Moderation</h2><p class="govuk-body">You cannot moderate this. ${moderation}</p>`
  return html`<h2 class="govuk-heading-m">Moderation</h2><p class="govuk-body">${link(paths.moderate(participant.id), 'Moderate the answers')}</p>`
}

function taskOf(
  participant: Participant,
  { section, steps, toConfirm }: SectionProgress,
  delegates: readonly Delegation[],
) {
  const next = nextIn(steps)
  const done = steps.filter((step) => standOf(step) === 'answered').length
  const status =
    done === steps.length
      ? { text: 'Completed' }
      : {
          tag: {
            text: toConfirm > 0 ? `${toConfirm} to confirm` : done === 0 ? 'Not started' : `${done} of ${steps.length}`,
            classes: toConfirm > 0 ? 'govuk-tag--yellow' : 'govuk-tag--blue',
          },
        }
  const who =
    delegates.length > 0
      ? [`Given to ${delegates.map(({ person, hasLeft }) => `${person}${hasLeft ? ' (has left)' : ''}`).join(', ')}`]
      : []
  const hint = [counted(steps.length, 'question', 'questions'), ...who].join('. ')
  return {
    title: { text: section.name },
    hint: { text: hint },
    status,
    ...(next ? { href: stepPath(participant, next) } : {}),
  }
}

export function delegatePage(
  participant: Participant,
  progress: readonly SectionProgress[],
  delegations: readonly Delegation[],
  people: readonly Choice[],
  state: FormState,
): View {
  const by = new Map(delegations.map((one) => [one.section, one.personId]))
  const chosen = (section: string) =>
    state.values[`section-${section}`] === undefined
      ? (by.get(section) ?? '')
      : firstValue(state.values, `section-${section}`)
  const rows = progress.map(({ section }) =>
    govukSelect({
      id: `section-${section.code}`,
      name: `section-${section.code}`,
      label: { text: section.name },
      value: chosen(section.code),
      items: [
        { value: '', text: 'Nobody besides the unit’s own people' },
        ...people.map(({ value, text }) => ({ value, text })),
      ],
    }),
  )
  return {
    title: 'Give sections to others',
    back: { href: paths.unit(participant.id), text: 'Back to the list of sections' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Give sections to others', nameOf(participant))}<p class="govuk-body">Whoever is named for a section can answer its questions. They are reminded of it, and cannot moderate this unit.</p>${postForm(paths.delegate(participant.id), [rows, govukButton({ text: 'Save', preventDoubleClick: true })])}`,
    ),
  }
}

export function systemsPage(participant: Participant, state: FormState): View {
  return {
    title: 'The unit’s systems',
    back: { href: paths.unit(participant.id), text: 'Back to the list of sections' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('The unit’s systems', nameOf(participant))}<p class="govuk-body">Some questions are asked of each of the unit’s main systems. A system that you take away keeps its answers on record; they no longer count.</p>${postForm(paths.systems(participant.id), [systemsForm.controls(state), govukButton({ text: 'Save', preventDoubleClick: true })])}`,
    ),
  }
}

export function declinePage(participant: Participant, state: FormState): View {
  return {
    title: 'Decline to take part',
    back: { href: paths.unit(participant.id), text: 'Back to the assessment' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Decline to take part', nameOf(participant))}<p class="govuk-body">The league table shows the unit as one that was invited and declined.</p>${postForm(paths.decline(participant.id), [declineForm.controls(state), govukButton({ text: 'Decline', classes: 'govuk-button--warning', preventDoubleClick: true })])}`,
    ),
  }
}
