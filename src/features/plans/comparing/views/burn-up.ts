import { type Day, monthInWords } from '#platform/calendar/index.ts'
import { type Drawn, lineChart } from '#platform/charts/index.ts'
import { dataTable, type Html, html } from '#platform/page/index.ts'
import type { BurnPoint } from '../store.ts'

const shortMonth = (month: Day) => monthInWords(month).replace(/^(\w{3})\w* /, '$1 ')

/** Promises and what was kept of them, month by month. */
export function burnUpFigure(from: Drawn<readonly BurnPoint[]>, today: Day, id: string): Html {
  const points = from.rows
  const isPast = ({ month }: BurnPoint) => month <= today
  const last = points.findLast(isPast)
  const description = last
    ? `By ${monthInWords(last.month)}: ${last.promised} promised, ${last.planned} due by then, ${last.finished} finished`
    : 'No months yet'
  const chart = lineChart({
    from,
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
