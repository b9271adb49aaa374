import { actingPerson } from '#features/people/index.ts'
import { condition } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { EVIDENCE } from './seeing.ts'

/** Asks within a deed, with the piece held, whether whoever does it may withdraw it. @throws Forbidden */
export async function askWithdrawal(tx: Tx, act: Act, id: string): Promise<void> {
  await tx.run(sql`select from plans.evidence where id = ${id} for update`)
  const may = condition(await actingPerson(tx, act), EVIDENCE, 'withdraw', 'e')
  if (!(await tx.maybe(sql`select from plans.evidence e where e.id = ${id} and ${may}`)))
    throw new Forbidden('Only whoever added a piece of evidence, or those who run the plan, can withdraw it')
}
