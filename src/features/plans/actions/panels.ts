import type { Content, Html } from '#platform/page/index.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { deliverablesOf } from '../deliverables/store.ts'
import { deliverablePanel } from '../deliverables/views.ts'
import { escalationsOf } from '../escalations/store.ts'
import { escalationPanel } from '../escalations/views.ts'
import { mayAdd } from '../evidence/model.ts'
import { evidenceOf } from '../evidence/store.ts'
import { claimEvidencePart } from '../evidence/views.ts'
import { lineageOf } from '../lineage/store.ts'
import { lineagePanel } from '../lineage/views.ts'
import { claimObstacle, judgeObstacle, type Voices } from '../model.ts'
import { mayChangeAction } from '../rights.ts'
import type { Action } from './store.ts'

/** What the other parts of the room say of an action on its page. */
export async function actionPanels(
  { db, person, today }: PersonRequest,
  { id, ownDay, unitId, planUnitId }: Action,
  voices: Voices,
): Promise<Content> {
  const subject = { kind: 'action', id } as const
  const canChange = mayChangeAction(person, { unitId, planUnitId })
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
    canChange,
    today,
  })
  return [shown, escalationPanel(escalations), lineage && lineagePanel(subject, lineage, canChange, today)]
}

/** The evidence of each claim, as this person may see it, and where they can add to it. */
export async function claimEvidence(
  { db, person }: PersonRequest,
  actionId: string,
  voices: Voices,
): Promise<(claimId: string) => Html | null> {
  const all = await evidenceOf(db, actionId, person)
  const canAdd = mayAdd(voices, person)
  return (claimId) =>
    claimEvidencePart(
      claimId,
      all.filter((piece) => piece.claimId === claimId),
      canAdd,
    )
}
