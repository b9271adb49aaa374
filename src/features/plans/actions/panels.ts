import { may } from '#platform/access/index.ts'
import { type Content, html } from '#platform/page/index.ts'
import type { AskedBy } from '#platform/web/index.ts'
import { escalationsOf } from '../escalations/store.ts'
import { escalationPanel } from '../escalations/views.ts'
import { lineageOf } from '../lineage/store.ts'
import { lineagePanel } from '../lineage/views.ts'
import type { Action } from './store.ts'

/** What the other parts of the room say of an action on its page. */
export async function actionPanels({ db, person, today }: AskedBy, { id }: Action): Promise<Content> {
  const subject = { kind: 'action', id } as const
  const [lineage, escalations] = await Promise.all([lineageOf(db, subject), escalationsOf(db, id, today)])
  return html`${escalationPanel(escalations)}${lineage ? lineagePanel(subject, lineage, may(person, 'plans:change'), today) : null}`
}
