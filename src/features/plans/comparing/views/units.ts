import { barChart, type Drawn } from '#platform/charts/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { dataTable, html, link, type View } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from '../../paths.ts'
import type { UnitFigures } from '../store.ts'
import { frame, SMALL, share } from './frame.ts'

/** Units side by side. */
export function unitsPage(from: Drawn<readonly UnitFigures[]>): View {
  const units = from.rows
  const name = ({ unit }: UnitFigures) => unit ?? 'No unit'
  const shown = units.slice(0, 20)
  const chart =
    units.length === 0
      ? null
      : html`<div class="m-wide" tabindex="0" role="region" aria-label="Overdue actions by unit"><figure class="m-figure">${barChart(
          {
            from,
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
  const content = html`<p class="govuk-body">Of all actions in all plans, by the unit that they belong to. Where there are fewer than ${SMALL}, the numbers are told and no percentage, because one action would change it too much.</p><h2 class="govuk-heading-m">Overdue actions by unit</h2>${chart}${table}${downloads('Download this table', `${paths.compareUnits}/table`)}`
  return frame('units', 'Units compared', content)
}
