import { inWords } from '#platform/calendar/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import type { OwnerAction, OwnerKind } from './comparing/store.ts'
import { paths } from './paths.ts'

/** Open actions of a person or of holders of a role. */
export function ownedPart(kind: OwnerKind, id: string, found: readonly OwnerAction[]): Html {
  const through = kind === 'person' ? [{ text: 'Owned through' }] : []
  return html`${dataTable({
    caption: 'Actions that are open',
    columns: [{ text: 'Action', classes: 'm-words' }, { text: 'Plan' }, ...through, { text: 'Due', classes: 'm-date' }],
    rows: found.map((one) => [
      link(paths.action(one.id), [one.ref, one.text].filter(Boolean).join('. ').slice(0, 140)),
      one.planTitle,
      ...(kind === 'person' ? [one.through ?? 'Their name'] : []),
      one.due ? inWords(one.due) : 'No last day',
    ]),
  })}<p class="govuk-body">${link(paths.owner(kind, id), 'See how their actions stand')}</p>`
}
