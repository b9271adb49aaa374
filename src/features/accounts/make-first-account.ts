import { appoint } from '#features/people/index.ts'
import { saveAccount } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import type { Db } from '#platform/db/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { forgetFirstAccountCode, isFirstAccountCode } from './store.ts'

export interface FirstAccount {
  readonly person: string
  readonly name: string
  readonly password: string
}

/**
 * Opens the first account of an installation by the code that it printed: the person becomes its Departmental Records Officer.
 * Answers who that is. Throws Forbidden where the code is wrong or was used.
 */
export function makeFirstAccount(db: Db, act: Act, code: string, first: FirstAccount): Promise<string> {
  return db.transaction(async (tx) => {
    if (!(await isFirstAccountCode(tx, code)))
      throw new Forbidden(
        'This address has been used or is not complete',
        'Start Muniment again: it prints a new one as long as there is no account.',
      )
    const id = await appoint(tx, act, {
      name: first.person,
      email: null,
      role: 'Departmental Records Officer',
      fromOn: dayOf(act.at),
    })
    await saveAccount(tx, act, { personId: id, signInName: first.name, password: first.password })
    await forgetFirstAccountCode(tx)
    return id
  })
}
