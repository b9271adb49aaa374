import { type Day, inWords } from '#platform/calendar/index.ts'
import type { Drawn } from '#platform/charts/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { counts, dataTable, html, link, type View } from '#platform/page/index.ts'
import { countLink } from '../../count-link.ts'
import { paths } from '../../paths.ts'
import type { BurnPoint, PlanFigures, Totals } from '../store.ts'
import { burnUpFigure } from './burn-up.ts'
import { frame, share } from './frame.ts'

/** All plans together. */
export function portfolioPage(
  sums: Totals,
  plans: readonly PlanFigures[],
  points: Drawn<readonly BurnPoint[]>,
  today: Day,
): View {
  const figures = counts([
    { number: sums.plans, label: { one: 'plan', more: 'plans' }, href: paths.plans },
    { number: sums.actions, label: { one: 'action', more: 'actions' }, href: paths.actions },
    { number: sums.finished, label: 'finished', href: `${paths.actions}?status=finished` },
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
      countLink(plan.id, plan.actions, '', 'actions'),
      share(plan.finished, plan.actions),
      countLink(plan.id, plan.overdue, '&overdue=yes', 'overdue actions'),
      countLink(plan.id, plan.slipped, '&verdict=slipped', 'actions that slipped'),
      countLink(plan.id, plan.awaiting, '&verdict=awaited', 'claims that wait for a verdict'),
      plan.nextDue ? inWords(plan.nextDue) : '–',
    ]),
  })
  const content = html`${figures}${points.rows.length > 0 ? burnUpFigure(points, today, 'burn-up') : null}${cut}${table}${downloads('Download this table', `${paths.portfolio}/plans`)}`
  return frame('portfolio', 'Portfolio', content)
}
