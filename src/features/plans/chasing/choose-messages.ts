import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { Choices } from './model.ts'
import { saveChoices } from './store.ts'
import { newToken } from './tokens.ts'

/** Keeps how often somebody is written to, and how many days before something is due. */
export async function chooseMessages(
  db: Db,
  act: Act,
  personId: string,
  { frequency, daysBefore }: Choices,
): Promise<void> {
  await db.transaction(async (tx) => {
    await saveChoices(tx, { personId, frequency, daysBefore, token: newToken(), at: act.at })
    await audit(tx, act, 'chasing.chosen', { kind: 'person', id: personId }, { frequency, daysBefore })
  })
}
