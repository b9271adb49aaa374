import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { constraintOf, type Db, type Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { askAction, askRecommendation } from '../rights-asked.ts'
import type { LineageKind, Subject } from './model.ts'
import { endLink, writeLink } from './store.ts'

export const CIRCLE = 'This would make a matter come from itself: the one you chose carries on this one.'

/** Says what a matter carries on. Answers why not, where that would close a circle. */
export async function linkTo(
  db: Db,
  act: Act,
  link: {
    readonly kind: Exclude<LineageKind, 'escalated-to'>
    readonly subject: Subject
    readonly earlier: Subject
    readonly note: string | null
  },
): Promise<string | null> {
  const id = newId(act.at.getTime())
  const by = byOf(act)
  try {
    await db.transaction(async (tx) => {
      await askSubject(tx, act, link.subject)
      await writeLink(tx, { ...link, id, roleId: null, at: act.at, by })
      await audit(tx, act, 'lineage.linked', link.subject, { link: id, kind: link.kind, earlier: link.earlier.id })
    })
    return null
  } catch (error) {
    if (constraintOf(error) === 'lineage_circle') return CIRCLE
    throw error
  }
}

/** Takes back what was said of where a matter comes from. */
export async function unlink(db: Db, act: Act, id: string, personId: string): Promise<Subject> {
  return db.transaction(async (tx) => {
    const subject = await endLink(tx, id, act.at, personId)
    if (!subject) throw new NotFound('There is no such link')
    await askSubject(tx, act, subject)
    await audit(tx, act, 'lineage.unlinked', subject, { link: id })
    return subject
  })
}

const askSubject = (tx: Tx, act: Act, { kind, id }: Subject): Promise<void> =>
  kind === 'action' ? askAction(tx, act, id) : askRecommendation(tx, act, id)
