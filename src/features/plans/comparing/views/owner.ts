import { type Day, inWords, monthInWords } from '#platform/calendar/index.ts'
import { barChart, type Drawn } from '#platform/charts/index.ts'
import { counts, dataTable, heading, html, link, twoThirds, type View } from '#platform/page/index.ts'
import { paths } from '../../paths.ts'
import { statusTag } from '../../tags.ts'
import type { OwnerAction, OwnerFigures, OwnerKind } from '../store.ts'

/** What an owner carries: their load, what comes due next, and how it has gone so far. */
export function ownerPage(
  { kind, id }: { readonly kind: OwnerKind; readonly id: string },
  figures: OwnerFigures,
  load: Drawn<readonly { readonly month: Day; readonly due: number }[]>,
  actions: readonly OwnerAction[],
  today: Day,
): View {
  const to = (query: string) => `${paths.actions}?mine=${kind}+${id}&${query}`
  const sums = counts([
    { number: figures.open, label: 'open', href: to('status=open') },
    { number: figures.overdue, label: 'overdue today', href: to('overdue=yes'), alert: figures.overdue > 0 },
    { number: figures.finished, label: 'finished', href: to('status=finished') },
    { number: figures.slipped, label: { one: 'has slipped', more: 'have slipped' }, href: to('verdict=slipped') },
    {
      number: figures.refused,
      label: { one: 'claim not accepted', more: 'claims not accepted' },
      href: to('verdict=not-accepted'),
    },
  ])
  const chart = barChart({
    from: load,
    id: 'load',
    title: 'What comes due',
    description: load.rows.map(({ month, due }) => `${monthInWords(month)} ${due}`).join(', '),
    rows: load.rows.map(({ month, due }) => ({ label: monthInWords(month), value: due })),
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
