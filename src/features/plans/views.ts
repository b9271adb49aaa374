import type { Match } from '#features/people/index.ts'
import { type Day, instantInWords, inWords } from '#platform/calendar/index.ts'
import type { Drawn } from '#platform/charts/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  type Count,
  counts,
  dataTable,
  govukButton,
  govukInsetText,
  govukSelect,
  type Html,
  heading,
  hidden,
  html,
  lines,
  link,
  mojSubNavigation,
  postForm,
  type View,
} from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { actionTable } from './action-table-views.ts'
import { guessesLine } from './guesses/views.ts'
import { ACTIONS_MOST } from './limits.ts'
import { paths } from './paths.ts'
import type { Figures, LeftOverRow, Plan, PlanAction, PlanRecommendation } from './store.ts'
import { TIMELINE_KEY, timelineChart, timelineRows } from './timeline-views.ts'

export function plansPage(list: Html, canImport: boolean): View {
  const deeds = html`<div class="m-actions-bar">${canImport ? html`${govukButton({ text: 'Import an action plan', href: paths.imports })}<span>${link(paths.start, 'Start a plan')}</span>` : ''}<span>${link(paths.actions, 'See every action')}</span><span>${link(paths.allReport, 'Progress report')}</span><span>${link(paths.portfolio, 'Portfolio')}</span><span>${link(paths.changes, 'What changed')}</span><span>${link(paths.escalations, 'Escalations')}</span></div>`
  return {
    title: 'Action plans',
    content: html`${heading('Action plans')}<p class="govuk-body">What was recommended, what is promised, and how far it has come.</p>${deeds}${list}`,
  }
}

function figures(
  { actions, finished, overdue, awaiting, partly, slipped, lost, unmatched }: Figures,
  planId: string,
  mayMatch: boolean,
): Html {
  const to = (query: string) => `${paths.actions}?plan=${planId}${query}`
  const items: Count[] = [
    { number: actions, label: { one: 'action', more: 'actions' }, href: to('') },
    { number: finished, label: 'finished', href: to('&status=finished') },
    { number: overdue, label: 'overdue today', href: to('&overdue=yes'), alert: overdue > 0 },
    {
      number: awaiting,
      label: awaiting === 1 ? 'claim waits for a verdict' : 'claims wait for a verdict',
      href: to('&verdict=awaited'),
    },
    ...(partly > 0 ? [{ number: partly, label: 'accepted only in part', href: to('&verdict=partly-accepted') }] : []),
    { number: slipped, label: slipped === 1 ? 'has slipped' : 'have slipped', href: to('&verdict=slipped') },
    ...(lost > 0
      ? [
          {
            number: lost,
            label: { one: 'target date was taken away', more: 'target dates were taken away' },
            href: to('&verdict=lost'),
          },
        ]
      : []),
    ...(unmatched > 0 && mayMatch
      ? [{ number: unmatched, label: 'with an owner to match', href: to('&mine=unmatched') }]
      : []),
  ]
  return counts(items)
}

export interface PlanPage {
  readonly plan: Plan
  readonly figures: Figures
  readonly today: Day
  /** How many guesses of its documents nobody has answered. */
  readonly guesses: number
  /** Whether the reader may change the plan: links to pages that would refuse them are left out. */
  readonly canChange: boolean
}

function frame(
  { plan, figures: sums, today, guesses, canChange }: PlanPage,
  active: 'plan' | 'timeline' | 'report',
  content: Content,
): View {
  const items = [
    { text: 'By recommendation', href: paths.plan(plan.id), active: active === 'plan' },
    { text: 'Timeline', href: paths.timeline(plan.id), active: active === 'timeline' },
    { text: 'Progress report', href: paths.report(plan.id), active: active === 'report' },
    { text: 'Reviews', href: paths.rounds(plan.id), active: false },
    { text: 'Milestones', href: paths.milestones(plan.id), active: false },
    ...(canChange ? [{ text: 'Publish', href: paths.publish(plan.id), active: false }] : []),
    { text: 'Versions', href: paths.versions(plan.id), active: false },
  ]
  const facts = [
    `Date of the plan: ${inWords(plan.lastOn)}`,
    plan.unit,
    plan.lastName ? `from ${plan.lastName}` : null,
    `${plan.lastName === plan.sourceName && plan.lastOn === plan.planOn ? 'imported' : 'first imported'} ${instantInWords(plan.madeAt)}${plan.madeBy ? ` by ${plan.madeBy}` : ''}`,
  ]
  const left =
    plan.leftOver + plan.leftOverBefore > 0
      ? html`<p class="govuk-body">${link(paths.leftOver(plan.id), leftOverInWords(plan))}</p>`
      : null
  const match =
    sums.unmatched > 0 && canChange
      ? html`<p class="govuk-body">${link(paths.owners(plan.id), 'Match the owners')} of ${counted(sums.unmatched, 'action', 'actions')} to a role or a person</p>`
      : null
  return {
    title: plan.title,
    trail: [
      { text: 'Action plans', href: paths.plans },
      { text: plan.title, href: paths.plan(plan.id) },
    ],
    content: html`${heading(plan.title)}<p class="govuk-body m-meta">${facts.filter(Boolean).join(' · ')}</p>${left}${guessesLine(plan.id, guesses)}${match}${figures(sums, plan.id, canChange)}<p class="govuk-body-s m-meta">Figures are of today, ${inWords(today)}.</p>${mojSubNavigation({ label: 'Parts of the plan', items })}${content}`,
  }
}

/** The plan by recommendation. */
export function planPage(
  page: PlanPage,
  recommendations: readonly PlanRecommendation[],
  actions: readonly PlanAction[],
  next: string | null,
): View {
  const isCut = actions.length > ACTIONS_MOST
  const under = Map.groupBy(actions.slice(0, ACTIONS_MOST), ({ recommendationId }) => recommendationId)
  const cut = isCut
    ? html`<p class="govuk-body">The first ${ACTIONS_MOST.toLocaleString('en-GB')} actions are shown here. ${link(`${paths.actions}?plan=${page.plan.id}`, 'See every action of the plan')}</p>`
    : null
  const sections = recommendations.map((recommendation, index) =>
    section(recommendation, index, under.get(recommendation.id) ?? [], page.today),
  )
  const more = next ? html`<p class="govuk-body">${link(next, 'More recommendations')}</p>` : null
  return frame(
    page,
    'plan',
    html`${cut}${sections}${more}${page.canChange ? html`<p class="govuk-body m-no-print">${link(paths.addRecommendation(page.plan.id), 'Add a recommendation')}</p>` : null}${downloads('Download the actions', paths.actions, `?plan=${page.plan.id}`)}`,
  )
}

function section(
  { id, ref, text, updatedOn, commentary }: PlanRecommendation,
  index: number,
  actions: readonly PlanAction[],
  today: Day,
): Html {
  const title = ref ? `Recommendation ${ref}` : text ? text.slice(0, 120) : `Recommendation ${index + 1}`
  const words = ref && text ? html`<p class="govuk-body">${lines(text)}</p>` : null
  const said = commentary ? govukInsetText({ html: html`${lines(commentary)}` }) : null
  const name = link(paths.recommendation(id), title)
  return html`<section><h2 class="govuk-heading-m govuk-!-margin-top-6">${name}</h2>${words}${updatedOn ? html`<p class="govuk-body-s m-meta">Up to date on ${inWords(updatedOn)}</p>` : null}${said}${actionTable(
    `Actions under ${title}`,
    actions,
    today,
  )}</section>`
}

export const TIMELINE_MOST = 100

export function timelinePage(page: PlanPage, from: Drawn<readonly PlanAction[]>): View {
  const actions = from.rows
  const isCut = page.figures.actions > actions.length
  const cut = isCut
    ? html`<p class="govuk-body">The first ${actions.length} of ${counted(page.figures.actions, 'action', 'actions')}, by their last day.</p>`
    : null
  const picture = html`<div class="m-wide" tabindex="0" role="region" aria-label="Timeline"><figure class="m-figure">${timelineChart(from, page.plan.planOn, page.today)}</figure></div>`
  const table = dataTable({
    caption: 'The same as a table',
    columns: [
      { text: 'Action', classes: 'm-words' },
      { text: 'Target date as written' },
      { text: 'Read as' },
      { text: 'Overdue' },
    ],
    rows: timelineRows(actions, page.today),
  })
  return frame(
    page,
    'timeline',
    html`<h2 class="govuk-heading-m">Timeline</h2>${cut}${actions.length > 0 ? html`${picture}<ul class="m-key govuk-body-s">${TIMELINE_KEY.map((text) => html`<li>${text}</li>`)}</ul>${table}` : html`<p class="govuk-body">The plan has no actions.</p>`}`,
  )
}

export function reportFrame(page: PlanPage, content: Content): View {
  return frame(page, 'report', content)
}

function leftOverInWords({ leftOver, leftOverBefore }: Plan): string {
  const before = leftOverBefore > 0 ? `${counted(leftOverBefore, 'item', 'items')} of earlier versions` : null
  if (leftOver === 0) return `${before} could not be placed`
  return `${counted(leftOver, 'item', 'items')} in the document could not be placed${before ? `, and ${before}` : ''}`
}

/** Which version of the document something left over stands in. */
export const leftOverVersion = ({ isOfLast, on, file }: LeftOverRow): string => {
  const which = isOfLast ? 'The last version' : 'An earlier version'
  return on && file ? `${which}: ${file}, ${inWords(on)}` : which
}

export function leftOverPage(plan: Plan, rows: readonly LeftOverRow[]): View {
  const isOfMany = rows.some(({ isOfLast, on }) => !isOfLast || on !== null)
  return {
    title: 'Left over',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    content: html`${heading('Left over', plan.title)}<p class="govuk-body">What the document held that could not be placed in the plan. Nothing was lost.</p>${dataTable(
      {
        caption: 'Left over',
        captionClasses: 'govuk-visually-hidden',
        columns: [
          { text: 'Where' },
          { text: 'Text', classes: 'm-words' },
          { text: 'Why' },
          ...(isOfMany ? [{ text: 'Version' }] : []),
        ],
        rows: rows.map((row) => [row.place, lines(row.text), row.why, ...(isOfMany ? [leftOverVersion(row)] : [])]),
      },
    )}${downloads('Download this table', paths.leftOver(plan.id))}`,
  }
}

export interface Suggestion {
  readonly words: string
  readonly actions: number
  readonly suggested: string | null
}

/** Words of the document that stand for owners, each to be matched with a role or a person. */
export function ownersPage(plan: Plan, unmatched: readonly Suggestion[], possible: readonly Match[]): View {
  const items = [
    { value: '', text: 'Leave as written' },
    ...possible.map(({ kind, id, name }) => ({
      value: `${kind} ${id}`,
      text: `${name}${kind === 'role' ? ' – role' : ''}`,
    })),
  ]
  const rows = unmatched.map(
    ({ words, actions, suggested }, index) =>
      html`${hidden(`words${index}`, words)}${govukSelect({
        id: `match${index}`,
        name: `match${index}`,
        label: {
          html: html`“${words}” <span class="m-meta">(${counted(actions, 'action', 'actions')})</span>`,
        },
        ...(suggested ? { value: suggested, hint: { text: 'Suggested because the words are alike' } } : {}),
        items,
      })}`,
  )
  const form = postForm(paths.owners(plan.id), [rows, govukButton({ text: 'Save', preventDoubleClick: true })])
  return {
    title: 'Match the owners',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    content: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${heading('Match the owners', plan.title)}
<p class="govuk-body">An owner can claim on an action once its words are matched to a role or a person. The words are kept as they were written.</p>${rows.length > 0 ? form : html`<p class="govuk-body">Every owner is matched.</p>`}</div></div>`,
  }
}
