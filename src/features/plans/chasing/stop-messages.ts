import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { DEFAULT_CHOICES } from './model.ts'
import { choicesOf, saveChoices } from './store.ts'
import { newToken } from './tokens.ts'

/** Stops the messages to somebody, who may begin them again. */
export async function stopMessages(db: Db, act: Act, personId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const choices = (await choicesOf(tx, personId)) ?? DEFAULT_CHOICES
    await saveChoices(tx, { ...choices, personId, frequency: 'never', token: newToken(), at: act.at })
    await audit(tx, act, 'chasing.stopped', { kind: 'person', id: personId })
  })
}
