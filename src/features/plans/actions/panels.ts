import { may } from '#platform/access/index.ts'
import { type Content, type Html, html, link } from '#platform/page/index.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { deliverablesOf } from '../deliverables/store.ts'
import { deliverablePanel } from '../deliverables/views.ts'
import { escalationsOf } from '../escalations/store.ts'
import { escalationPanel } from '../escalations/views.ts'
import { mayAdd } from '../evidence/model.ts'
import { evidenceOf } from '../evidence/store.ts'
import { evidenceList } from '../evidence/views.ts'
import { lineageOf } from '../lineage/store.ts'
import { lineagePanel } from '../lineage/views.ts'
import { claimObstacle, judgeObstacle, type Voices } from '../model.ts'
import { paths } from '../paths.ts'
import type { Action } from './store.ts'

/** What the other parts of the room say of an action on its page. */
export async function actionPanels(
  { db, person, today }: PersonRequest,
  { id, ownDay }: Action,
  voices: Voices,
): Promise<Content> {
  const subject = { kind: 'action', id } as const
  const [lineage, escalations, deliverables] = await Promise.all([
    lineageOf(db, subject),
    escalationsOf(db, id, today),
    deliverablesOf(db, id),
  ])
  const shown = deliverablePanel({
    actionId: id,
    deliverables,
    ownDay,
    canClaim: claimObstacle(voices, person) === null,
    canJudge: judgeObstacle({ ...voices, latestClaimId: id, latestClaimIsJudged: false }, person) === null,
    canChange: may(person, 'plans:change'),
    today,
  })
  return html`${shown}${escalationPanel(escalations)}${lineage ? lineagePanel(subject, lineage, may(person, 'plans:change'), today) : null}`
}

/** The evidence of each claim, as this person may see it, and where they can add to it. */
export async function claimEvidence(
  { db, person }: PersonRequest,
  actionId: string,
  voices: Voices,
): Promise<(claimId: string) => Html | null> {
  const all = await evidenceOf(db, actionId, person)
  const canAdd = mayAdd(voices, person)
  return (claimId) => {
    const pieces = all.filter((piece) => piece.claimId === claimId)
    const add = canAdd
      ? html`<p class="govuk-body m-no-print">${link(paths.evidence(claimId), 'Add evidence', 'to this claim')}</p>`
      : null
    return html`${evidenceList(pieces)}${add}`
  }
}
