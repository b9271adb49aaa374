import type { Match } from '#features/people/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import {
  type Content,
  type FieldError,
  govukButton,
  govukInput,
  govukInsetText,
  govukSelect,
  govukSummaryList,
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
import { often } from '#platform/words.ts'
import type { Reading } from '../dates/index.ts'
import type { Evidence } from '../evidence/model.ts'
import { evidenceItems } from '../evidence/views.ts'
import { type DatedTarget, daysInWords, lostDay, NO_TARGET, type Obstacle, overdueOn, type Status } from '../model.ts'
import { paths } from '../paths.ts'
import { readingControl } from '../reading-views.ts'
import { statusTag, verdictTag } from '../tags.ts'
import { targetInWords, whyReadSo } from '../targets.ts'
import type { Happening } from './history-store.ts'
import { timeline } from './history-views.ts'
import type { Owner } from './owner-store.ts'
import type { Action } from './store.ts'

export const nameOf = ({ ref, text }: Pick<Action, 'ref' | 'text'>) => (ref ? `Action ${ref}` : shorten(text))
const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text)

export interface ActionPage {
  readonly action: Action
  readonly owners: readonly Owner[]
  readonly history: readonly Happening[]
  readonly claimObstacle: Obstacle | null
  readonly judgeObstacle: Obstacle | null
  readonly canChange: boolean
  readonly today: Day
  /** What other parts of the room have to say of it. */
  readonly panels: Content
  /** What stands below a claim in the history. */
  readonly belowClaim: (claimId: string) => Html | null
}

const SAID_BY = { person: 'the owner’s latest claim', document: 'as the document says' } as const

/** An action with its whole history. */
export function actionPage(shown: ActionPage): View {
  const { action, history, claimObstacle, judgeObstacle, panels, belowClaim } = shown
  return {
    title: nameOf(action),
    trail: [
      { text: 'Action plans', href: paths.plans },
      { text: shorten(action.planTitle), href: paths.plan(action.planId) },
      { text: nameOf(action), href: paths.action(action.id) },
    ],
    content: html`${heading(nameOf(action), action.planTitle)}<p class="govuk-body-l">${lines(action.text)}</p>
${action.absentSince ? govukInsetText({ text: `The version of the document called ${action.absentSince} no longer has this action.` }) : null}${deeds(action, claimObstacle, judgeObstacle)}${govukSummaryList({ rows: [...standingRows(shown), ...targetRows(shown), ...placeRows(shown)] })}${panels}<h2 class="govuk-heading-m">History</h2>${timeline(history, belowClaim)}`,
  }
}

/** How an action stands by both voices, and whether it is overdue. */
function standingRows({ action, today }: ActionPage) {
  const overdue = overdueOn(action, today)
  return [
    {
      key: { text: 'Status' },
      value: {
        html: html`${statusTag(action.status)}${action.claimedBy ? html` <span class="m-meta">${SAID_BY[action.claimedBy]}</span>` : null}`,
      },
    },
    {
      key: { text: 'Verdict' },
      value: {
        html: action.verdict
          ? html`${verdictTag(action.verdict)} <span class="m-meta">the assessor’s</span>`
          : html`<span class="m-meta">${action.awaitsVerdict ? 'The claim waits for a verdict' : 'None yet'}</span>`,
      },
    },
    {
      key: { text: 'Overdue' },
      value: {
        html: html`${overdue.isOverdue ? html`<strong class="govuk-tag govuk-tag--red">Overdue</strong> ` : null}${overdue.why}`,
      },
    },
  ]
}

/** When an action is due, how that is read, and what it waits for. */
function targetRows({ action, history, canChange }: ActionPage) {
  return [
    {
      key: { text: 'Target date' },
      value: { html: targetValue(action, lostDay(targetsIn(history))) },
      ...changed(canChange, paths.target(action.id), 'the target date'),
    },
    {
      key: { text: 'Read as' },
      value: {
        html: action.targetText
          ? noted(targetInWords(action), whyReadSo(action.targetText, action.planOn, action.why))
          : html`–`,
      },
      ...(action.targetText ? changed(canChange, paths.reading(action.id), 'how the target date is read') : {}),
    },
    ...(action.milestoneId && action.milestone
      ? [{ key: { text: 'Waits for' }, value: { html: link(paths.milestone(action.milestoneId), action.milestone) } }]
      : []),
  ]
}

/** Whose an action is, and where it comes from. */
function placeRows({ action, owners, canChange }: ActionPage) {
  return [
    {
      key: { text: 'Owners' },
      value: { html: ownersValue(owners, action.ownersCell) },
      ...changed(canChange, paths.actionOwners(action.id), 'the owners'),
    },
    { key: { text: 'Priority' }, value: { text: action.priority ?? 'Not given' } },
    ...(action.unit ? [{ key: { text: 'Unit' }, value: { text: action.unit } }] : []),
    {
      key: { text: 'Recommendation' },
      value: {
        html: link(
          paths.recommendation(action.recommendationId),
          [action.recommendationRef, action.recommendationText].filter(Boolean).join('. ') || 'No words',
        ),
      },
    },
  ]
}

/** A link to where one row is changed, for those who may. */
const changed = (canChange: boolean, href: string, hidden: string) =>
  canChange ? { actions: { items: [{ href, text: 'Change', visuallyHiddenText: hidden }] } } : {}

/** The target dates of a history, the latest first. */
const targetsIn = (history: readonly Happening[]): DatedTarget[] =>
  history.flatMap(({ what, kind, latest, cause }) => (what === 'target' && kind ? [{ kind, latest, cause }] : []))

function targetValue(action: Action, lost: Day | null): Html {
  const { targetText, slips, slippedDays, forwards, forwardDays } = action
  const taken = lost ? html`<br><span class="m-meta">The last day was taken away: it was ${inWords(lost)}</span>` : null
  return html`${targetText ? lines(targetText) : html`<span class="m-meta">${targetInWords(action)}</span>`}${taken}${moved('later', slips, slippedDays)}${moved('earlier', forwards, forwardDays)}`
}

function moved(way: 'later' | 'earlier', times: number, days: number): Html | null {
  if (times === 0) return null
  return html`<br><span class="m-meta">Changed ${way} ${often(times)}, ${daysInWords(days)} in all</span>`
}

function ownersValue(owners: readonly Owner[], cell: string | null): Html {
  const asWritten = cell ? html`<p class="govuk-body m-meta">As the document has it: ${lines(cell)}</p>` : null
  if (owners.length === 0) return html`<span class="m-meta">No owner</span>${asWritten}`
  return html`<ul class="govuk-list govuk-!-margin-bottom-0">${owners.map(({ words, roleId, personId, name }) => {
    const href = roleId ? paths.owner('role', roleId) : personId ? paths.owner('person', personId) : null
    const written = name && name !== words ? html` <span class="m-meta">(written “${words}”)</span>` : null
    return html`<li>${href && name ? link(href, name) : html`${words} <span class="m-meta">(not matched to a role or person)</span>`}${written}</li>`
  })}</ul>${asWritten}`
}

function deeds({ id }: Action, claim: Obstacle | null, judge: Obstacle | null): Html {
  const buttons: Content[] = []
  if (!claim) buttons.push(govukButton({ text: 'Make a claim', href: paths.claim(id) }))
  if (!judge) buttons.push(govukButton({ text: 'Give a verdict', href: paths.verdict(id) }))
  buttons.push(link(paths.commentary(id), 'Add commentary'))
  const reasons = [claim, judge].flatMap((obstacle) =>
    obstacle && obstacle.kind !== 'permission' ? [obstacle.why] : [],
  )
  return html`<div class="m-actions-bar">${buttons}</div>${reasons.map((why) => html`<p class="govuk-body-s m-meta">${why}</p>`)}`
}

export interface DeedPage {
  readonly action: Action
  readonly title: string
  readonly href: string
  readonly button: string
  readonly before?: Content
  readonly controls: Content
  readonly errors: readonly FieldError[]
}

/** The page of one deed on an action. */
export function deedPage({ action, title, href, button, before, controls, errors }: DeedPage): View {
  return {
    title,
    back: { href: paths.action(action.id), text: 'Back to the action' },
    errors,
    content: twoThirds(
      html`${heading(title, nameOf(action))}${govukInsetText({ html: html`${lines(action.text)}` })}${before}${controls === null ? null : postForm(href, [controls, govukButton({ text: button, preventDoubleClick: true })])}`,
    ),
  }
}

/** The claim that is judged, with what supports it. */
export function claimInWords(
  history: readonly Happening[],
  claimId: string | null,
  evidence: readonly Evidence[],
): Html | null {
  const claim = history.find(({ what, id }) => what === 'claim' && id === claimId)
  if (!claim) return null
  const pieces = evidence.filter((piece) => piece.claimId === claimId)
  return html`<h2 class="govuk-heading-m">The claim</h2>${govukSummaryList({
    rows: [
      {
        key: { text: 'Status' },
        value: {
          html: html`${statusTag(claim.detail as Status)}${claim.text ? html`<br><span class="m-meta">Written as “${claim.text}”</span>` : null}`,
        },
      },
      { key: { text: 'As of' }, value: { text: inWords(claim.on) } },
      { key: { text: 'By' }, value: { text: claim.by ?? 'The document that was imported' } },
      {
        key: { text: 'What supports it' },
        value: {
          html: claim.reason ? html`${lines(claim.reason)}` : html`<span class="m-meta">Nothing was given</span>`,
        },
      },
      { key: { text: 'Evidence' }, value: { html: evidenceItems(pieces) } },
    ],
  })}`
}

export function readingPage(action: Action, readings: readonly Reading[], state: FormState): View {
  return deedPage({
    action,
    title: 'Correct how the target date is read',
    href: paths.reading(action.id),
    button: 'Save the reading',
    before: html`<p class="govuk-body">The words stay as they were written: <strong>${action.targetText}</strong></p>`,
    controls: [hidden('seen', action.targetId ?? NO_TARGET), readingControl(readings, state.values, state.errors)],
    errors: state.errors,
  })
}

const OWNER_PLACES = 4

/** Owners in a few rows: words, and the role or person that they mean. */
export function ownersPage(
  action: Action,
  owners: readonly Owner[],
  possible: readonly Match[],
  state?: FormState,
): View {
  const items = (kind: Match['kind']) =>
    possible
      .filter((match) => match.kind === kind)
      .map((match) => ({
        value: `${match.kind} ${match.id}`,
        text: `${match.name}${kind === 'role' ? ' – role' : ''}`,
      }))
  const rows = Array.from({ length: Math.max(OWNER_PLACES, owners.length + 1) }, (_, index) => {
    const owner = owners[index]
    const chosen = owner?.roleId ? `role ${owner.roleId}` : owner?.personId ? `person ${owner.personId}` : ''
    const words = state ? firstValue(state.values, `words${index}`) : (owner?.words ?? '')
    const value = state ? firstValue(state.values, `match${index}`) : chosen
    return html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Owner ${index + 1}</legend>
${govukSelect({ id: `match${index}`, name: `match${index}`, label: { text: 'Role or person' }, value, items: [{ value: '', text: 'Not matched' }, ...items('role'), ...items('person')] })}
${govukInput({ id: `words${index}`, name: `words${index}`, label: { text: 'Words as written' }, hint: { text: 'Leave empty to use the name' }, value: words })}</fieldset>`
  })
  return deedPage({
    action,
    title: 'Change the owners',
    href: paths.actionOwners(action.id),
    button: 'Save the owners',
    controls: [hidden('version', action.version), rows],
    errors: state?.errors ?? [],
  })
}

/** The list of all actions, with ways to change many at once. */
export const actionsPage = (ways: readonly { readonly href: string; readonly text: string }[], shown: Html): View => ({
  title: 'Actions',
  content: html`${heading('Actions')}<p class="govuk-body">Every action of every plan. Filter and sort, or save a view to come back to.</p><div class="m-actions-bar">${ways.map(({ href, text }) => link(href, text))}</div>${shown}`,
})

/** Why somebody may not do what a page is for. */
export const obstaclePart = ({ why }: { readonly why: string }): Html =>
  html`<p class="govuk-body"><strong>${why}</strong></p>`

export const ADDED_ONLY = html`<p class="govuk-body">Commentary is added to and never changed.</p>`
