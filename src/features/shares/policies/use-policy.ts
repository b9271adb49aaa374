import { askIn } from '#features/people/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'

/** Uses a policy in place of the one that is in use. */
export async function usePolicy(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'shares:manage', null)
    await tx.run(sql`update shares.policy set is_in_use = false where is_in_use and id <> ${id}`)
    const found = await tx.maybe<{ name: string }>(
      sql`update shares.policy set is_in_use = true where id = ${id} returning name`,
    )
    if (!found) throw new NotFound()
    await audit(tx, act, 'format-policy.used', { kind: 'format-policy', id }, { name: found.name })
  })
}
