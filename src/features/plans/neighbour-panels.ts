import { may, type Person } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import type { PanelBeside } from '#platform/register/index.ts'
import { type OwnerKind, ownerActions } from './comparing/store.ts'
import { paths } from './paths.ts'

const SHOWN = 20

/** Open actions on the pages of people, by name or through a role that they hold today, and of roles. */
export const besidePeople: readonly PanelBeside[] = [
  { of: 'people', show: (db, id, viewer, today) => ownedActions(db, 'person', id, viewer, today) },
  { of: 'roles', show: (db, id, viewer, today) => ownedActions(db, 'role', id, viewer, today) },
]

async function ownedActions(
  db: Queries,
  kind: OwnerKind,
  id: string,
  viewer: Person,
  today: Day,
): Promise<Html | null> {
  if (!may(viewer, 'plans:read')) return null
  const found = await ownerActions(db, kind, id, today, SHOWN)
  if (found.length === 0) return null
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
