import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { askPlan } from '../rights-asked.ts'
import { type PublicField, slugOf } from './model.ts'
import { endPublication, findPublished, writePublication } from './store.ts'

/** What is published of a plan: which fields, and what is said above them. */
export interface Publishing {
  readonly planId: string
  readonly title: string
  readonly fields: readonly PublicField[]
  readonly introduction: string | null
}

/** Publishes a plan for anybody to read, in place of what was published of it before. Its address has its title in it, and is its own. */
export async function publishPlan(db: Db, act: Act, personId: string, publishing: Publishing): Promise<void> {
  const { planId, title, fields, introduction } = publishing
  const id = newId(act.at.getTime())
  await db.transaction(async (tx) => {
    await askPlan(tx, act, 'change', planId)
    await endPublication(tx, planId, act.at, personId)
    const own = slugOf(title)
    const slug = (await findPublished(tx, own)) ? `${own}-${id.slice(-6)}` : own
    await writePublication(tx, { id, planId, slug, fields, introduction }, act.at, personId)
    await audit(tx, act, 'plan.published', { kind: 'plan', id: planId }, { fields, slug })
  })
}
