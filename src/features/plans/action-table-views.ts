import type { Day } from '#platform/calendar/index.ts'
import { dataTable, type Html, html, lines, link } from '#platform/page/index.ts'
import { dateCell, statusCell } from './actions/cell-views.ts'
import { paths } from './paths.ts'
import type { PlanAction } from './store.ts'

/** A few actions as a table: what is promised, by whom, until when, and how it stands. */
export function actionTable(caption: string, actions: readonly PlanAction[], today: Day): Html {
  if (actions.length === 0) return html`<p class="govuk-body">No actions.</p>`
  return dataTable({
    caption,
    captionClasses: 'govuk-visually-hidden',
    columns: [
      { text: 'Ref', classes: 'm-narrow' },
      { text: 'Action', classes: 'm-words' },
      { text: 'Owners' },
      { text: 'Priority' },
      { text: 'Target date', classes: 'm-date' },
      { text: 'Status' },
    ],
    rows: actions.map((action) => [
      link(paths.action(action.id), action.ref ?? 'Open', action.ref ? undefined : action.text.slice(0, 80)),
      html`${lines(action.text)}${action.isAbsent ? html`<br><span class="m-meta">The newest version does not have it</span>` : null}`,
      action.owners ? lines(action.owners.replaceAll('\n', ';\n')) : '',
      action.priority,
      dateCell(action, today),
      statusCell(action, today),
    ]),
  })
}
