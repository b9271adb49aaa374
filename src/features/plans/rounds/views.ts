import { type Day, dayOf, instantInWords, inWords } from '#platform/calendar/index.ts'
import { type Drawn, lineChart } from '#platform/charts/index.ts'
import { day, type FormState, form, requiredText } from '#platform/form/index.ts'
import {
  counts,
  dataTable,
  deedButton,
  govukButton,
  type Html,
  heading,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import type { BurnPoint } from '../comparing/store.ts'
import { burnUpFigure } from '../comparing/views/burn-up.ts'
import { paths } from '../paths.ts'
import { statusTag, verdictTag } from '../tags.ts'
import { type Round, STATE_NAMES, stateOf } from './model.ts'
import type { FrozenReport, RoundAction, RoundProgress } from './store.ts'

export const roundForm = form({
  name: requiredText({ label: 'Name', hint: 'Such as Review after 6 months', required: 'Enter a name', most: 200 }),
  dueOn: day({ label: 'When is it due?', required: 'Enter the day on which it is due' }),
})

export interface RoundsPage {
  readonly plan: { readonly id: string; readonly title: string }
  readonly rounds: Drawn<readonly Round[]>
  readonly canChange: boolean
  readonly state: FormState
  readonly today: Day
  readonly points: Drawn<readonly BurnPoint[]>
}

/** The review points of a plan and what each found. */
export function roundsPage({ plan, rounds, canChange, state, today, points }: RoundsPage): View {
  const table =
    rounds.rows.length === 0
      ? html`<p class="govuk-body">No reviews are planned.</p>`
      : dataTable({
          caption: 'Reviews',
          captionClasses: 'govuk-visually-hidden',
          columns: [
            { text: 'Review', classes: 'm-words' },
            { text: 'Due' },
            { text: 'State' },
            { text: 'Actions', numeric: true },
            { text: 'Finished', numeric: true },
            { text: 'Overdue', numeric: true },
            { text: 'Slipped', numeric: true },
          ],
          rows: rounds.rows.map((round) => {
            const { id, name, dueOn, figures } = round
            const state = stateOf(round)
            const late =
              state === 'planned' && dueOn < today ? html`<br><span class="m-meta">Not held yet</span>` : null
            return [
              link(paths.round(id), name),
              inWords(dueOn),
              html`${STATE_NAMES[state]}${late}`,
              figures ? String(figures.actions) : '',
              figures ? String(figures.finished) : '',
              figures ? String(figures.overdue) : '',
              figures ? String(figures.slipped) : '',
            ]
          }),
        })
  const add = canChange
    ? html`<h2 class="govuk-heading-m">Plan another review</h2>${postForm(paths.rounds(plan.id), [roundForm.controls(state), govukButton({ text: 'Plan the review', classes: 'govuk-button--secondary', preventDoubleClick: true })])}`
    : null
  return {
    title: 'Reviews',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    errors: state.errors,
    content: html`${heading('Reviews', plan.title)}<p class="govuk-body">At a review owners update what is still open, assessors judge it, and the report is frozen. The next review begins with what is still open then.</p>${table}${trend(rounds)}${burnUpFigure(points, today, 'burn-up')}${twoThirds(add)}`,
  }
}

/** How the plan stood at each review that was closed. */
function trend(rounds: Drawn<readonly Round[]>): Html | null {
  const closed = rounds.rows.flatMap(({ closedAt, figures }) =>
    closedAt && figures ? [{ on: dayOf(closedAt), figures }] : [],
  )
  if (closed.length < 2) return null
  const description = closed
    .map(
      ({ on, figures }) =>
        `${inWords(on)}: ${figures.finished} of ${figures.actions} finished, ${figures.overdue} overdue`,
    )
    .join('; ')
  const chart = lineChart({
    from: rounds,
    id: 'trend',
    title: 'From review to review',
    description,
    points: closed.map(({ on }) => inWords(on).replace(/(\w{3})\w* (\d{4})$/, '$1 $2')),
    series: [
      { name: 'Actions', colour: 'grey', values: closed.map(({ figures }) => figures.actions) },
      { name: 'Finished', colour: 'green', values: closed.map(({ figures }) => figures.finished) },
      { name: 'Overdue', colour: 'red', dashes: '7 5', values: closed.map(({ figures }) => figures.overdue) },
    ],
  })
  return html`<h2 class="govuk-heading-m">From review to review</h2><p class="govuk-body">The table above has the figures.</p><div class="m-wide" tabindex="0" role="region" aria-label="From review to review"><figure class="m-figure">${chart}</figure></div>`
}

export interface RoundPage {
  readonly round: Round
  readonly planTitle: string
  readonly actions: readonly RoundAction[]
  readonly progress: RoundProgress | null
  readonly reports: readonly FrozenReport[]
  readonly canChange: boolean
}

/** One review: how far it has come, or what it found. */
export function roundPage({ round, planTitle, actions, progress, reports, canChange }: RoundPage): View {
  const { id, planId, name, dueOn, openedAt, openedBy, closedAt, closedBy } = round
  const facts = [
    `Due ${inWords(dueOn)}`,
    openedAt ? `opened ${instantInWords(openedAt)}${openedBy ? ` by ${openedBy}` : ''}` : null,
    closedAt ? `closed ${instantInWords(closedAt)}${closedBy ? ` by ${closedBy}` : ''}` : null,
  ]
  const open = stateOf(round) === 'open'
  const figures =
    progress && open
      ? counts([
          {
            number: progress.actions,
            label: { one: 'action was open when it began', more: 'actions were open when it began' },
          },
          { number: progress.updated, label: 'updated by their owners since' },
          { number: progress.awaiting, label: 'wait for a verdict' },
          { number: progress.ownerless, label: 'have no owner who is here today', alert: progress.ownerless > 0 },
        ])
      : null
  return {
    title: name,
    back: { href: paths.rounds(planId), text: 'Back to the reviews' },
    content: html`${heading(name, planTitle)}<p class="govuk-body m-meta">${facts.filter(Boolean).join(' · ')}</p>${figures}${deeds(round, canChange)}${frozen(id, reports)}${openedAt ? actionTable(actions) : null}`,
  }
}

function deeds(round: Round, canChange: boolean): Html | null {
  if (!canChange) return null
  const state = stateOf(round)
  if (state === 'planned')
    return html`<div class="m-actions-bar">${deedButton(`${paths.round(round.id)}/open`, 'Open the review')}${deedButton(`${paths.round(round.id)}/drop`, 'Cancel the review', { kind: 'secondary' })}</div>`
  if (state === 'open')
    return html`<p class="govuk-body">When you close the review, the report of today is frozen. It cannot be opened again.</p>${deedButton(`${paths.round(round.id)}/close`, 'Close the review and freeze the report')}`
  return null
}

function frozen(id: string, reports: readonly FrozenReport[]): Html | null {
  if (reports.length === 0) return null
  return dataTable({
    caption: 'The report as it was',
    columns: [{ text: 'Report' }, { text: 'SHA-256 digest', classes: 'm-words' }],
    rows: reports.map(({ ending, digest }) => [
      html`<a class="govuk-link" href="${paths.round(id)}/report.${ending}">Progress report as ${ending.toUpperCase()}</a>`,
      html`<code>${digest.toString('hex')}</code>`,
    ]),
  })
}

function actionTable(actions: readonly RoundAction[]): Html {
  return dataTable({
    caption: 'What was open when it began',
    columns: [
      { text: 'Ref', classes: 'm-narrow' },
      { text: 'Action', classes: 'm-words' },
      { text: 'Owners' },
      { text: 'Then' },
      { text: 'Now' },
      { text: 'Owner' },
      { text: 'Assessor' },
    ],
    rows: actions.map((action) => [
      link(paths.action(action.id), action.ref ?? 'Open', action.ref ? undefined : action.text.slice(0, 80)),
      lines(action.text),
      action.owners ? lines(action.owners) : html`<span class="m-meta">No owner</span>`,
      statusTag(action.before),
      html`${statusTag(action.status)}${action.verdict ? html` ${verdictTag(action.verdict)}` : null}`,
      action.isUpdated ? 'Updated' : html`<span class="m-meta">Not yet</span>`,
      action.isJudged
        ? 'Judged'
        : action.awaitsVerdict
          ? html`<strong>Wanted</strong>`
          : html`<span class="m-meta">–</span>`,
    ]),
  })
}

export const reviewsPage = (list: Html): View => ({
  title: 'Reviews of plans',
  back: { href: paths.plans, text: 'Back to action plans' },
  content: html`${heading('Reviews of plans')}${list}`,
})
