import { type Day, inWords, monthInWords } from '#platform/calendar/index.ts'
import { barChart, lineChart } from '#platform/charts/index.ts'
import { day, type FormState, form } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  counts,
  dataTable,
  govukButton,
  type Html,
  heading,
  html,
  lines,
  link,
  mojSubNavigation,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { agreeing, counted } from '#platform/words.ts'
import { STATUS_NAMES, type Status, shiftInWords, VERDICT_NAMES, type Verdict } from '../model.ts'
import { paths } from '../paths.ts'
import { CHANGED_NAMES, type ChangedField } from '../revisions/model.ts'
import { statusTag } from '../tags.ts'
import type {
  BurnPoint,
  ChangeCounts,
  Occasion,
  OwnerAction,
  OwnerFigures,
  OwnerKind,
  PlanFigures,
  Totals,
  UnitFigures,
} from './store.ts'

/** Below this many, a share says little: only the numbers are told. */
const SMALL = 10

/** A share as people can trust it: `3 of 7`, and a percentage only where there are enough. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–'
  return whole < SMALL ? `${part} of ${whole}` : `${Math.round((part / whole) * 100)}% (${part} of ${whole})`
}

function frame(
  active: 'portfolio' | 'units' | 'changes',
  title: string,
  content: Content,
  errors: View['errors'] = [],
): View {
  const items = [
    { text: 'Portfolio', href: paths.portfolio, active: active === 'portfolio' },
    { text: 'Units', href: paths.compareUnits, active: active === 'units' },
    { text: 'What changed', href: paths.changes, active: active === 'changes' },
  ]
  return {
    title,
    back: { href: paths.plans, text: 'Back to action plans' },
    errors,
    content: html`${heading(title)}${mojSubNavigation({ label: 'Ways to compare', items })}${content}`,
  }
}

const shortMonth = (month: Day) => monthInWords(month).replace(/^(\w{3})\w* /, '$1 ')

/** Promises and what was kept of them, month by month. */
export function burnUpFigure(points: readonly BurnPoint[], today: Day, id: string): Html {
  const isPast = ({ month }: BurnPoint) => month <= today
  const last = points.findLast(isPast)
  const description = last
    ? `By ${monthInWords(last.month)}: ${last.promised} promised, ${last.planned} due by then, ${last.finished} finished`
    : 'No months yet'
  const chart = lineChart({
    id,
    title: 'Promised, due and finished',
    description,
    points: points.map(({ month }) => shortMonth(month)),
    series: [
      { name: 'Promised', colour: 'grey', values: points.map((one) => (isPast(one) ? one.promised : null)) },
      { name: 'Due by then', colour: 'blue', dashes: '7 5', values: points.map(({ planned }) => planned) },
      { name: 'Finished', colour: 'green', values: points.map((one) => (isPast(one) ? one.finished : null)) },
    ],
  })
  const table = dataTable({
    caption: 'The same as a table',
    captionClasses: 'govuk-table__caption--s',
    columns: [
      { text: 'By the end of' },
      { text: 'Promised', numeric: true },
      { text: 'Due by then', numeric: true },
      { text: 'Finished', numeric: true },
    ],
    rows: points.map((one) => [
      monthInWords(one.month),
      isPast(one) ? String(one.promised) : '',
      String(one.planned),
      isPast(one) ? String(one.finished) : '',
    ]),
    stack: false,
  })
  return html`<h2 class="govuk-heading-m">Burn-up</h2><p class="govuk-body">Months that are over are shown by what is on record today.</p><div class="m-wide" tabindex="0" role="region" aria-label="Burn-up"><figure class="m-figure">${chart}</figure></div><details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">The picture as a table</span></summary><div class="govuk-details__text">${table}</div></details>`
}

/** All plans together. */
export function portfolioPage(
  sums: Totals,
  plans: readonly PlanFigures[],
  points: readonly BurnPoint[],
  today: Day,
): View {
  const figures = counts([
    { number: sums.plans, label: { one: 'plan', more: 'plans' }, href: paths.plans },
    { number: sums.actions, label: { one: 'action', more: 'actions' }, href: paths.actions },
    { number: sums.finished, label: 'finished' },
    { number: sums.overdue, label: 'overdue today', href: `${paths.actions}?overdue=yes`, alert: sums.overdue > 0 },
    {
      number: sums.slipped,
      label: { one: 'has slipped', more: 'have slipped' },
      href: `${paths.actions}?verdict=slipped`,
    },
    { number: sums.awaiting, label: 'wait for a verdict', href: `${paths.actions}?verdict=awaited` },
  ])
  const cut =
    sums.plans > plans.length
      ? html`<p class="govuk-body">The ${plans.length} with most overdue of ${sums.plans} are shown. ${link(paths.plans, 'See all plans')}</p>`
      : null
  const table = dataTable({
    caption: 'Plans, most overdue first',
    columns: [
      { text: 'Plan', classes: 'm-words' },
      { text: 'Actions', numeric: true },
      { text: 'Finished' },
      { text: 'Overdue', numeric: true },
      { text: 'Slipped', numeric: true },
      { text: 'Wait for a verdict', numeric: true },
      { text: 'Next due' },
    ],
    rows: plans.map((plan) => [
      html`${link(paths.plan(plan.id), plan.title)}${plan.unit ? html`<br><span class="m-meta">${plan.unit}</span>` : null}`,
      String(plan.actions),
      share(plan.finished, plan.actions),
      String(plan.overdue),
      String(plan.slipped),
      String(plan.awaiting),
      plan.nextDue ? inWords(plan.nextDue) : '–',
    ]),
  })
  const content = html`${figures}${points.length > 0 ? burnUpFigure(points, today, 'burn-up') : null}${cut}${table}${downloads('Download this table', `${paths.portfolio}/plans`)}`
  return frame('portfolio', 'Portfolio', content)
}

/** Units side by side. */
export function unitsPage(units: readonly UnitFigures[]): View {
  const name = ({ unit }: UnitFigures) => unit ?? 'No unit'
  const shown = units.slice(0, 20)
  const chart =
    units.length === 0
      ? null
      : html`<div class="m-wide" tabindex="0" role="region" aria-label="Overdue actions by unit"><figure class="m-figure">${barChart(
          {
            id: 'units',
            title: 'Overdue actions by unit',
            description: shown.map((one) => `${name(one)} ${one.overdue}`).join(', '),
            rows: shown.map((one) => ({
              label: name(one),
              value: one.overdue,
              colour: one.overdue > 0 ? 'red' : 'light',
            })),
          },
        )}</figure></div>`
  const table = dataTable({
    caption: 'Units side by side',
    columns: [
      { text: 'Unit', classes: 'm-words' },
      { text: 'Open', numeric: true },
      { text: 'Overdue', numeric: true },
      { text: 'Slipped' },
      { text: 'Median age of what is open' },
      { text: 'Verdicts that accept' },
    ],
    rows: units.map((one) => {
      const query = one.id ? `?unit=${one.id}` : ''
      return [
        one.id ? link(`${paths.actions}${query}`, name(one)) : name(one),
        String(one.open),
        one.overdue > 0 && one.id
          ? link(`${paths.actions}${query}&overdue=yes`, String(one.overdue), `overdue actions of ${name(one)}`)
          : String(one.overdue),
        share(one.slipped, one.actions),
        one.medianAge === null ? '–' : counted(one.medianAge, 'day', 'days'),
        share(one.accepted, one.judged),
      ]
    }),
  })
  const content = html`<p class="govuk-body">Of all actions in all plans, by the unit that they belong to. Where there are fewer than ${SMALL}, the numbers are told and no percentage, because one action more or less would turn it.</p><h2 class="govuk-heading-m">Overdue actions by unit</h2>${chart}${table}${downloads('Download this table', `${paths.compareUnits}/table`)}`
  return frame('units', 'Units compared', content)
}

export const changesForm = form({ from: day({ label: 'After' }), to: day({ label: 'Until' }) })

export interface ChangesPage {
  readonly planId: string | null
  readonly planTitle: string | null
  readonly from: Day
  readonly to: Day
  readonly state: FormState
  readonly counts: ChangeCounts
  readonly occasions: readonly Occasion[]
  readonly isCut: boolean
  /** Whether the second day is over. */
  readonly isPast: boolean
  readonly query: string
}

/** What happened between two days. */
export function changesPage(page: ChangesPage): View {
  const { planId, planTitle, from, to, state, counts: sums, occasions, isCut, isPast, query } = page
  const plan = planId ? html`<input type="hidden" name="plan" value="${planId}">` : null
  const chooser = html`<form method="get" action="${paths.changes}" class="m-no-print" novalidate>${plan}<div class="m-columns">${changesForm.control('from', state)}${changesForm.control('to', state)}</div>${govukButton({ text: 'Show what changed', classes: 'govuk-button--secondary' })}</form>`
  const figures = counts([
    {
      number: sums.claims,
      label: `${agreeing(sums.claims, 'claim', 'claims')}, ${sums.finished} of something finished`,
    },
    {
      number: sums.verdicts,
      label: `${agreeing(sums.verdicts, 'verdict', 'verdicts')}, ${sums.refused} that did not accept the claim`,
    },
    { number: sums.dates, label: `${agreeing(sums.dates, 'date', 'dates')} changed, ${sums.slipped} to a later day` },
    {
      number: sums.words,
      label: { one: 'change of words, owners or place', more: 'changes of words, owners or place' },
    },
    { number: sums.commentary, label: { one: 'piece of commentary', more: 'pieces of commentary' } },
  ])
  const table =
    occasions.length === 0
      ? html`<p class="govuk-body">Nothing happened between these days.</p>`
      : dataTable({
          caption: 'What happened, the latest first',
          columns: [
            { text: 'Day', classes: 'm-date' },
            { text: 'Action', classes: 'm-words' },
            { text: 'What' },
            { text: 'In detail', classes: 'm-words' },
          ],
          rows: occasions.map((one) => [
            inWords(one.on),
            html`${link(paths.action(one.actionId), [one.ref, one.text].filter(Boolean).join('. ').slice(0, 140))}${planId ? null : html`<br><span class="m-meta">${one.planTitle}</span>`}`,
            whatOf(one),
            lines(detailOf(one).slice(0, 400)),
          ]),
        })
  const cut = isCut
    ? html`<p class="govuk-body">The latest ${occasions.length} are shown. The counts are of all.</p>`
    : null
  const title = planTitle ? `What changed in ${planTitle}` : 'What changed'
  return frame(
    'changes',
    title,
    html`${chooser}<h2 class="govuk-heading-m">After ${inWords(from)}, until ${inWords(to)}</h2>${isPast ? html`<p class="govuk-body">${BY_TODAY}</p>` : null}${figures}${cut}${table}${downloads('Download this table', `${paths.changes}/table`, query)}`,
    state.errors,
  )
}

/** What is listed by days that are over is listed from what has been recorded since as well. */
const BY_TODAY =
  'This shows what is on record today: each thing under the day that it was said to be of, also what was recorded later.'

export function whatOf({ what, detail, slipDays }: Occasion): string {
  if (what === 'claim') return `Claim: ${STATUS_NAMES[detail as Status]}`
  if (what === 'verdict') return `Verdict: ${VERDICT_NAMES[detail as Verdict]}`
  if (what === 'commentary') return 'Commentary'
  if (what === 'change') return `${CHANGED_NAMES[detail as ChangedField]} changed`
  return slipDays ? `Target date moved ${shiftInWords(slipDays)}` : 'Target date changed'
}

export function detailOf({ what, before, after, detail }: Occasion): string {
  if (what === 'change') return `From: ${before ?? '–'}\nTo: ${after ?? '–'}`
  if (what === 'target') return [after, detail].filter(Boolean).join('\n')
  return after ?? ''
}

/** What an owner carries: their load, what comes due next, and how it has gone so far. */
export function ownerPage(
  kind: OwnerKind,
  figures: OwnerFigures,
  load: readonly { readonly month: Day; readonly due: number }[],
  actions: readonly OwnerAction[],
  today: Day,
): View {
  const sums = counts([
    { number: figures.open, label: 'open' },
    { number: figures.overdue, label: 'overdue today', alert: figures.overdue > 0 },
    { number: figures.finished, label: 'finished' },
    { number: figures.slipped, label: { one: 'has slipped', more: 'have slipped' } },
    { number: figures.refused, label: { one: 'claim not accepted', more: 'claims not accepted' } },
  ])
  const chart = barChart({
    id: 'load',
    title: 'What comes due',
    description: load.map(({ month, due }) => `${monthInWords(month)} ${due}`).join(', '),
    rows: load.map(({ month, due }) => ({ label: monthInWords(month), value: due })),
  })
  const cut =
    figures.open > actions.length
      ? html`<p class="govuk-body">The first ${actions.length} of ${figures.open} are shown.</p>`
      : null
  const table =
    actions.length === 0
      ? html`<p class="govuk-body">Nothing is open.</p>`
      : dataTable({
          caption: 'What is open, by the day it is due',
          columns: [
            { text: 'Action', classes: 'm-words' },
            { text: 'Plan' },
            { text: 'Due', classes: 'm-date' },
            { text: 'Status' },
            { text: 'Slipped', numeric: true },
          ],
          rows: actions.map((one) => [
            link(paths.action(one.id), [one.ref, one.text].filter(Boolean).join('. ').slice(0, 140)),
            one.planTitle,
            html`${one.due ? inWords(one.due) : 'No last day'}${one.due && one.due < today ? html`<br><strong class="govuk-tag govuk-tag--red">Overdue</strong>` : null}`,
            statusTag(one.status),
            String(one.slips),
          ]),
        })
  return {
    title: figures.name,
    back: { href: paths.actions, text: 'Back to the actions' },
    content: html`${heading(figures.name, kind === 'role' ? 'Actions that this role owns' : 'Actions that this person owns')}${sums}<h2 class="govuk-heading-m">What comes due in each month</h2>${twoThirds(html`<div class="m-wide" tabindex="0" role="region" aria-label="What comes due"><figure class="m-figure">${chart}</figure></div>`)}${cut}${table}`,
  }
}
